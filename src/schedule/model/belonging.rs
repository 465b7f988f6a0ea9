//! Who is in the schedule: whoever is has a column in the calendar, and uses a seat (rights.md §8).

use diesel::prelude::*;

use crate::access::rights::EditSchedules;
use crate::access::{Can, Inside, Seats};
use crate::activity::{self, Deed, Entry};
use crate::db::Conn;
use crate::error::{Error, Errors, Result};
use crate::schema::members;

use super::booked::Booked;
use super::person::Worker;

/// Where it is said that there is no seat left.
const FIELD: &str = "in_schedule";

impl Worker {
    /// Puts somebody in the schedule, if there is a seat for them.
    pub fn join(&self, by: &Can<EditSchedules>, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        let now = Worker::find(by, self.id, db)?;
        now.must_work_here()?;
        if now.in_schedule {
            return Err(Error::Conflict(format!("{} is in the schedule already.", now.name)));
        }
        Seats::keep_for(by, db, |db| now.write(by, true, Deed::PutInSchedule, db)).map_err(beside_the_tick)
    }

    /// Takes somebody out of the schedule. Their hours, and what they are booked for, stay as they are.
    pub fn leave(&self, by: &Can<EditSchedules>, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        let now = Worker::find(by, self.id, db)?;
        now.must_be_in_schedule()?;
        now.write(by, false, Deed::TakenFromSchedule, db)
    }

    fn write(&self, by: &Inside, is_in: bool, deed: Deed, db: &mut Conn) -> Result<()> {
        diesel::update(members::table.find(self.id)).set(members::in_schedule.eq(is_in)).execute(db)?;
        activity::record(by, Entry::new(deed, &self.name).of_member(self.id), db)
    }

    /// How many services they are still to provide.
    pub fn bookings_to_come(&self, db: &mut Conn) -> Result<i64> {
        Booked::to_come(self.id, db)
    }
}

fn beside_the_tick(error: Error) -> Error {
    let Error::Invalid(errors) = error else { return error };
    let Some(fault) = errors.fault("role") else { return Error::Invalid(errors) };
    let moved = Errors::on(FIELD, fault.message.clone());
    Error::Invalid(match &fault.way_on {
        Some(way) => moved.leading_to(&way.label, &way.url),
        None => moved,
    })
}
