//! Time off: days on which somebody does not work, whatever their hours say.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::access::rights::EditSchedules;
use crate::access::{Can, Inside};
use crate::activity::{self, Change, Deed, Entry};
use crate::books;
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{MemberId, TimeOffId};
use crate::schema::{members, time_off};

use super::booked::Booked;
use super::person::Worker;

/// Some days off, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeOff {
    pub id: TimeOffId,
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub reason: String,
}

impl TimeOff {
    /// `23 to 27 November 2026`, or one day alone.
    pub fn days(&self) -> String {
        stretch(self.first, self.last)
    }
}

/// `23 November to 2 December 2026`, without saying twice what is the same.
pub fn stretch(first: NaiveDate, last: NaiveDate) -> String {
    use chrono::Datelike;
    let begins = match (first.year() == last.year(), first.month() == last.month()) {
        _ if first == last => return clock::long(last),
        (true, true) => first.format("%-d").to_string(),
        (true, false) => first.format("%-d %B").to_string(),
        _ => clock::long(first),
    };
    format!("{begins} to {}", clock::long(last))
}

impl Worker {
    /// Time off that ends on a day or later, as it begins.
    pub fn time_off_since(&self, day: NaiveDate, db: &mut Conn) -> Result<Vec<TimeOff>> {
        let rows: Vec<(TimeOffId, NaiveDate, NaiveDate, String)> = time_off::table
            .filter(time_off::member_id.eq(self.id).and(time_off::last_day.ge(day)))
            .order((time_off::first_day, time_off::id))
            .select((time_off::id, time_off::first_day, time_off::last_day, time_off::reason))
            .load(db)?;
        Ok(rows.into_iter().map(|(id, first, last, reason)| TimeOff { id, first, last, reason }).collect())
    }

    /// Gives time off, also to those who only assist. Returns how many services they are booked for on these days.
    pub fn give_time_off(
        &self,
        by: &Can<EditSchedules>,
        first: NaiveDate,
        last: NaiveDate,
        reason: &str,
        db: &mut Conn,
    ) -> Result<i64> {
        let by = &by.still(db)?;
        let now = Worker::find(by, self.id, db)?;
        now.must_work_here()?;
        if !now.is_seen_on(by, first) {
            return Err(Error::on("first", "Choose a later day: you do not see the calendar that far back"));
        }
        let others = now.time_off_since(first, db)?;
        if let Some(other) = others.iter().find(|other| other.first <= last) {
            return Err(Error::on("first", format!("{} has time off from {} already", now.name, other.days())));
        }
        diesel::insert_into(time_off::table)
            .values((
                time_off::member_id.eq(self.id),
                time_off::first_day.eq(first),
                time_off::last_day.eq(last),
                time_off::reason.eq(reason),
            ))
            .execute(db)?;
        books::mark_hours(self.id, first, last, db)?;
        let change = Change::new("Time off", "", format!("{}: {reason}", stretch(first, last)));
        activity::record(by, Entry::new(Deed::TimeOffAdded, &now.name).of_member(self.id).with([change]), db)?;
        Booked::count(self.id, first, last, by.location().zone, db)
    }
}

impl TimeOff {
    /// Time off of somebody whose calendar the viewer sees, and whose it is.
    pub fn find(by: &Inside, id: TimeOffId, db: &mut Conn) -> Result<(Worker, Self)> {
        let (member, first, last, reason): (MemberId, NaiveDate, NaiveDate, String) = time_off::table
            .inner_join(members::table)
            .filter(time_off::id.eq(id).and(members::location_id.eq(by.location().id)))
            .select((time_off::member_id, time_off::first_day, time_off::last_day, time_off::reason))
            .first(db)?;
        let worker = Worker::find(by, member, db)?;
        worker.must_be_seen_on(by, last)?;
        Ok((worker, TimeOff { id, first, last, reason }))
    }

    /// Takes it back: the hours of these days count again.
    pub fn remove(by: &Can<EditSchedules>, id: TimeOffId, db: &mut Conn) -> Result<(Worker, Self)> {
        let by = &by.still(db)?;
        let (worker, off) = TimeOff::find(by, id, db)?;
        diesel::delete(time_off::table.filter(time_off::id.eq(id))).execute(db)?;
        books::mark_hours(worker.id, off.first, off.last, db)?;
        let change = Change::new("Time off", format!("{}: {}", off.days(), off.reason), "");
        activity::record(by, Entry::new(Deed::TimeOffRemoved, &worker.name).of_member(worker.id).with([change]), db)?;
        Ok((worker, off))
    }
}
