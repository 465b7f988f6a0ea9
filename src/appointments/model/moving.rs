//! Moving: another time, another team member, another duration.

use chrono::TimeDelta;
use diesel::prelude::*;

use crate::access::Can;
use crate::access::rights::MoveAppointments;
use crate::activity::{self, Change, Deed, Entry};
use crate::books;
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{LineId, MemberId};
use crate::schema::appointments;

use super::Appointment;
use super::booking::said;
use super::checks::check;
use super::drafts::{Choices, Draft};
use super::wish::{Anyway, LineWish, When};
use super::writing::{times, write};

/// Where an appointment is to go.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// When the first of the lines that are named begins; the others stay before and after it. Without any, the whole.
    pub when: When,
    pub lines: Vec<NewPlace>,
    pub anyway: Anyway,
}

/// Who provides a line from now on, and how long it lasts, if that is another time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewPlace {
    pub line: LineId,
    pub member: MemberId,
    pub minutes: Option<i64>,
}

impl Appointment {
    /// Moves it. Whoever assists goes along. `version` is the one the form was drawn from.
    pub fn move_to(&self, by: &Can<MoveAppointments>, to: &Move, version: i64, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        let now = Appointment::find(by, self.id, db)?;
        now.must_be_open(by, db)?;
        now.advance(version, db)?;
        books::mark(now.id, db)?;
        let wishes = now.wishes(to)?;
        let choices = Choices::of(by, db)?;
        let before: i64 = match to.lines.first() {
            Some(first) => {
                wishes.iter().take_while(|wish| wish.line != Some(first.line)).filter_map(|wish| wish.minutes).sum()
            }
            None => 0,
        };
        let start = to.when.settle(by)? - TimeDelta::minutes(before);
        let drafts = choices.draft(&wishes, &now.lines, start)?;
        if now.status.takes_time() {
            check(by, &drafts, Some(now.id), to.anyway, choices.rules, db)?;
        }
        let (starts_at, ends_at) = times(&drafts)?;
        diesel::update(appointments::table.find(now.id))
            .set((appointments::starts_at.eq(starts_at), appointments::ends_at.eq(ends_at)))
            .execute(db)?;
        write(now.id, &drafts, now.status.takes_time(), db)?;
        books::mark(now.id, db)?;
        let old: Vec<Draft> = now.lines.iter().map(Draft::of).collect();
        let zone = by.location().zone;
        let lasts =
            |drafts: &[Draft]| clock::lasting(drafts.iter().map(|draft| (draft.to - draft.from).num_minutes()).sum());
        let changes: Vec<Change> = [
            Change::between("Time", &clock::moment(now.starts_at, zone), &clock::moment(starts_at, zone)),
            Change::between("Services", &said(&old), &said(&drafts)),
            Change::between("Duration", &lasts(&old), &lasts(&drafts)),
        ]
        .into_iter()
        .flatten()
        .collect();
        if changes.is_empty() {
            return Ok(());
        }
        let entry = Entry::new(Deed::AppointmentMoved, &now.client_name).about(now.id);
        activity::record(by, entry.of_member(drafts.first().map(|draft| draft.member)).with(changes), db)
    }

    /// Its lines, with whatever is to be different. Prices stay: only time and team member are changed here.
    fn wishes(&self, to: &Move) -> Result<Vec<LineWish>> {
        if to.lines.iter().any(|place| self.lines.iter().all(|line| line.id != place.line)) {
            return Err(Error::NotFound);
        }
        let wish = |line: &super::Line| {
            let place = to.lines.iter().find(|place| place.line == line.id);
            LineWish {
                line: Some(line.id),
                service: line.service,
                member: place.map_or(line.member, |place| place.member),
                minutes: place.and_then(|place| place.minutes).or(Some(line.minutes())),
                price: Some(line.price),
                discount: Some(line.discount),
                quantity: line.quantity,
                assistants: Vec::new(),
            }
        };
        Ok(self.lines.iter().map(wish).collect())
    }
}
