//! The week of one team member, from Monday on.

use chrono::{Datelike, Days, NaiveDate};
use chrono_tz::Tz;

use crate::access::rights::ViewCalendar;
use crate::access::{Can, Right};
use crate::appointments::Appointment;
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::MemberId;
use crate::schedule::{Hours, Span};

use super::day::revision_of;
use super::placing::frame;
use super::{Card, Stay};

/// Seven days of somebody.
#[derive(Debug, Clone)]
pub struct Week {
    pub today: NaiveDate,
    pub zone: Tz,
    /// Whose week it is; nobody's where nobody is within sight.
    pub card: Option<Card>,
    /// Whose weeks can be looked at.
    pub cards: Vec<Card>,
    pub days: Vec<WeekDay>,
}

#[derive(Debug, Clone, Hash)]
pub struct WeekDay {
    pub day: NaiveDate,
    pub hours: Hours,
    pub stays: Vec<Stay>,
    /// Whether the viewer's right reaches it.
    pub is_shown: bool,
}

impl Week {
    /// The week around a day: of this member, or else the viewer's own, or of the first within sight.
    pub fn of(by: &Can<ViewCalendar>, member: Option<MemberId>, day: NaiveDate, db: &mut Conn) -> Result<Self> {
        let zone = by.location().zone;
        let today = clock::today(zone);
        let cards = Card::busy(by, &by.sight(Right::ViewCalendar), member, db)?;
        let card = match member {
            Some(member) => Some(cards.iter().find(|card| card.member == member).ok_or(Error::NotFound)?),
            None => cards.iter().find(|card| card.is_own).or(cards.first()),
        };
        let card = card.cloned();
        let days = match &card {
            Some(card) => days(by, card, day, db)?,
            None => Vec::new(),
        };
        Ok(Week { today, zone, card, cards, days })
    }

    /// The hours that are shown.
    pub fn frame(&self) -> Span {
        let worked = self.days.iter().filter(|day| day.hours.time_off.is_none());
        let hours = worked.flat_map(|day| day.hours.spans.iter().copied());
        let stays = self.days.iter().flat_map(|day| day.stays.iter().map(|stay| stay.span));
        frame(hours.chain(stays))
    }

    /// A word that changes with anything that is shown.
    pub fn revision(&self) -> String {
        revision_of(&(&self.card, &self.days))
    }
}

/// The Monday of the week of a day.
pub fn monday(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))).unwrap_or(day)
}

fn days(by: &Can<ViewCalendar>, card: &Card, day: NaiveDate, db: &mut Conn) -> Result<Vec<WeekDay>> {
    let zone = by.location().zone;
    let today = clock::today(zone);
    let days: Vec<NaiveDate> = monday(day).iter_days().take(7).collect();
    let (first, last) = (days.first().copied().unwrap_or(day), days.last().copied().unwrap_or(day));
    let bounds = clock::bounds(first, zone).zip(clock::bounds(last, zone));
    let appointments = match bounds {
        Some(((from, _), (_, to))) => Appointment::of_member(by, card.member, from, to, db)?,
        None => Vec::new(),
    };
    let mut all_hours = Hours::of(&[card.member], first, last, db)?;
    let mut week = Vec::new();
    for day in days {
        let sight = by.sight_on(Right::ViewCalendar, day, today);
        let is_shown = card.is_within(&sight);
        let hours = all_hours.remove(&(card.member, day)).unwrap_or_default();
        let mut stays = Stay::all(&appointments, day, zone);
        stays.retain(|stay| is_shown && stay.member == card.member);
        week.push(WeekDay { day, stays, is_shown, hours: if is_shown { hours } else { Hours::default() } });
    }
    Ok(week)
}
