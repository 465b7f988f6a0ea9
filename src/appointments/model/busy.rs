//! Who is taken when: by lines of their own, by assisting, by time off.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use chrono_tz::Tz;
use diesel::prelude::*;

use crate::clock;
use crate::db::{Conn, among};
use crate::error::Result;
use crate::id::{AppointmentId, LocationId, MemberId};
use crate::schedule::{Hours, Span};
use crate::schema::{appointment_lines, line_assistants, time_off};

/// No line lasts longer, so that those which began before a moment and still last are found in a range.
pub const LONGEST_LINE: i64 = 12 * 60;

/// Somebody from one moment to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot {
    pub member: MemberId,
    pub from: NaiveDateTime,
    pub to: NaiveDateTime,
}

impl Slot {
    fn meets(&self, other: &Slot) -> bool {
        self.member == other.member && self.from < other.to && other.from < self.to
    }

    /// `from 10:00 to 11:30 on 26 November 2026`.
    pub fn said(&self, zone: Tz) -> String {
        let (day, from) = clock::on_the_wall(self.from, zone);
        let (_, to) = clock::on_the_wall(self.to, zone);
        format!("from {} to {} on {}", clock::hour(from), clock::hour(to), clock::long(day))
    }

    /// The days it touches, each with its part of the day.
    fn parts(&self, zone: Tz) -> Vec<(NaiveDate, Span)> {
        let (first, from) = clock::on_the_wall(self.from, zone);
        let (last, to) = clock::on_the_wall(self.to, zone);
        if first == last {
            return vec![(first, Span { from, to: to.max(from) })];
        }
        let mut parts = vec![(first, Span { from, to: 24 * 60 })];
        parts.extend((to > 0).then_some((last, Span { from: 0, to })));
        parts
    }
}

/// What was booked already.
#[derive(Debug, Default)]
pub(super) struct Taken {
    pub serving: Vec<Slot>,
    pub assisting: Vec<Slot>,
}

impl Taken {
    /// What people do at any time of these slots, leaving one appointment aside. Two statements.
    pub fn around(slots: &[Slot], except: Option<AppointmentId>, db: &mut Conn) -> Result<Self> {
        let Some(from) = slots.iter().map(|slot| slot.from).min() else { return Ok(Taken::default()) };
        let to = slots.iter().map(|slot| slot.to).max().unwrap_or(from);
        let since = from - TimeDelta::minutes(LONGEST_LINE);
        let members: Vec<MemberId> = slots.iter().map(|slot| slot.member).collect();
        let except = except.unwrap_or(AppointmentId(0));
        let serving = appointment_lines::table
            .filter(among(appointment_lines::member_id, &members).and(appointment_lines::takes_time))
            .filter(appointment_lines::starts_at.ge(since).and(appointment_lines::starts_at.lt(to)))
            .filter(appointment_lines::ends_at.gt(from).and(appointment_lines::appointment_id.ne(except)))
            .order(appointment_lines::starts_at)
            .select((appointment_lines::member_id, appointment_lines::starts_at, appointment_lines::ends_at))
            .load(db)?;
        let assisting = line_assistants::table
            .inner_join(appointment_lines::table)
            .filter(among(line_assistants::member_id, &members).and(line_assistants::takes_time))
            .filter(line_assistants::starts_at.ge(since).and(line_assistants::starts_at.lt(to)))
            .filter(line_assistants::ends_at.gt(from).and(appointment_lines::appointment_id.ne(except)))
            .order(line_assistants::starts_at)
            .select((line_assistants::member_id, line_assistants::starts_at, line_assistants::ends_at))
            .load(db)?;
        Ok(Taken { serving: Slot::all(serving), assisting: Slot::all(assisting) })
    }

    /// The first line of their own that meets a slot.
    pub fn serves(&self, slot: &Slot) -> Option<&Slot> {
        self.serving.iter().find(|other| other.meets(slot))
    }

    /// The first time that they assist somewhere during a slot.
    pub fn assists(&self, slot: &Slot) -> Option<&Slot> {
        self.assisting.iter().find(|other| other.meets(slot))
    }
}

type Row = (MemberId, NaiveDateTime, NaiveDateTime);

impl Slot {
    fn all(rows: Vec<Row>) -> Vec<Self> {
        rows.into_iter().map(|(member, from, to)| Slot { member, from, to }).collect()
    }

    /// Which of these do not lie within the working hours of their people.
    pub fn off_hours(slots: &[Slot], location: LocationId, zone: Tz, db: &mut Conn) -> Result<Vec<Slot>> {
        let mut known = std::collections::HashMap::new();
        let mut off = Vec::new();
        for slot in slots {
            let mut works = true;
            for (day, span) in slot.parts(zone) {
                let hours = match known.entry(day) {
                    std::collections::hash_map::Entry::Occupied(hours) => hours.into_mut(),
                    std::collections::hash_map::Entry::Vacant(place) => place.insert(Hours::on(day, location, db)?),
                };
                works &= hours.get(&slot.member).is_some_and(|hours| hours.include(span));
            }
            if !works {
                off.push(*slot);
            }
        }
        Ok(off)
    }

    /// Which of these fall on time off: also of people without a work schedule.
    pub fn on_time_off(slots: &[Slot], zone: Tz, db: &mut Conn) -> Result<Vec<Slot>> {
        let days = slots.iter().flat_map(|slot| slot.parts(zone)).map(|(day, _)| day);
        let (first, last) = (days.clone().min(), days.max());
        let (Some(first), Some(last)) = (first, last) else { return Ok(Vec::new()) };
        let members: Vec<MemberId> = slots.iter().map(|slot| slot.member).collect();
        let off: Vec<(MemberId, NaiveDate, NaiveDate)> = time_off::table
            .filter(among(time_off::member_id, &members))
            .filter(time_off::last_day.ge(first).and(time_off::first_day.le(last)))
            .select((time_off::member_id, time_off::first_day, time_off::last_day))
            .load(db)?;
        let is_off = |slot: &&Slot| {
            let parts = slot.parts(zone);
            off.iter().any(|(member, first, last)| {
                *member == slot.member && parts.iter().any(|(day, _)| first <= day && day <= last)
            })
        };
        Ok(slots.iter().filter(is_off).copied().collect())
    }
}
