//! One day: whoever is in the schedule, narrowed by what the viewer may see, with all that keeps them busy.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::access::rights::ViewCalendar;
use crate::access::{Can, Inside, Right, Sight};
use crate::appointments::{Appointment, Status};
use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::id::MemberId;
use crate::schedule::{Hours, Span};

use super::placing::frame;
use super::{Card, Stay};

/// A day of a location, as one of its people may see it.
#[derive(Debug, Clone)]
pub struct Day {
    pub day: NaiveDate,
    pub today: NaiveDate,
    pub zone: Tz,
    pub columns: Vec<Column>,
    /// All that the viewer sees of it, as they begin.
    pub appointments: Vec<Appointment>,
    /// Where the viewer assists without a column of their own.
    pub assisted: Vec<Stay>,
    /// The first day that the viewer's right reaches, if this one lies before it.
    pub begins: Option<NaiveDate>,
}

/// What stands below one name.
#[derive(Debug, Clone, Hash)]
pub struct Column {
    pub card: Card,
    pub hours: Hours,
    /// As they begin.
    pub stays: Vec<Stay>,
}

impl Day {
    pub fn of(by: &Can<ViewCalendar>, day: NaiveDate, db: &mut Conn) -> Result<Self> {
        let zone = by.location().zone;
        let today = clock::today(zone);
        let sight = by.sight_on(Right::ViewCalendar, day, today);
        let bounds = clock::bounds(day, zone).filter(|_| sight != Sight::Nobodys);
        let Some((from, to)) = bounds else {
            let begins = first_day(by, today).filter(|first| day < *first);
            return Ok(Day { day, today, zone, begins, columns: vec![], appointments: vec![], assisted: vec![] });
        };
        let appointments = Appointment::between(by, from, to, db)?;
        let stays = Stay::all(&appointments, day, zone);
        let (columns, assisted) = columns(by, &sight, day, stays, db)?;
        Ok(Day { day, today, zone, columns, appointments, assisted, begins: None })
    }

    /// The hours that are shown.
    pub fn frame(&self) -> Span {
        let worked = self.columns.iter().filter(|column| column.hours.time_off.is_none());
        let hours = worked.flat_map(|column| column.hours.spans.iter().copied());
        let stays = self.columns.iter().flat_map(|column| column.stays.iter().map(|stay| stay.span));
        frame(hours.chain(stays))
    }

    /// How many appointments wait to be confirmed.
    pub fn waiting(&self) -> usize {
        self.appointments.iter().filter(|appointment| appointment.status == Status::Waiting).count()
    }

    /// A word that changes with anything that is shown.
    pub fn revision(&self) -> String {
        revision_of(&(&self.columns, &self.appointments, self.begins))
    }
}

/// The columns, and where the viewer assists without one.
fn columns(
    by: &Inside,
    sight: &Sight,
    day: NaiveDate,
    stays: Vec<Stay>,
    db: &mut Conn,
) -> Result<(Vec<Column>, Vec<Stay>)> {
    let mut hours = Hours::on(day, by.location().id, db)?;
    let busy: HashSet<MemberId> = stays.iter().map(|stay| stay.member).collect();
    let busy: Vec<MemberId> = busy.into_iter().collect();
    let serving = stays.iter().filter(|stay| stay.assists.is_none()).map(|stay| stay.member);
    let serving: HashSet<MemberId> = serving.collect();
    let (mut columns, mut assisted) = (Vec::new(), Vec::new());
    for card in Card::scheduled(by, sight, &busy, db)? {
        let theirs: Vec<Stay> = stays.iter().filter(|stay| stay.member == card.member).cloned().collect();
        match hours.remove(&card.member) {
            Some(hours) => columns.push(Column { card, hours, stays: theirs }),
            None if serving.contains(&card.member) => {
                columns.push(Column { card, hours: Hours::default(), stays: theirs });
            }
            None if card.is_own => assisted = theirs,
            None => {}
        }
    }
    Ok((columns, assisted))
}

/// The first day that the viewer's right reaches by any way; all days without one.
pub(super) fn first_day(by: &Inside, today: NaiveDate) -> Option<NaiveDate> {
    let days = by.rights().extents_of(Right::ViewCalendar).map(|extent| extent.reach.first_day(today));
    days.collect::<Option<Vec<_>>>()?.into_iter().min()
}

/// The same for everybody who runs this version of Parlour.
pub(super) fn revision_of(shown: &impl Hash) -> String {
    let mut seen = DefaultHasher::new();
    shown.hash(&mut seen);
    format!("{:016x}", seen.finish())
}
