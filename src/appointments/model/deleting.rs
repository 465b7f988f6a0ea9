//! Deleting: the row stays for the books, and takes no time any more.

use diesel::prelude::*;

use crate::access::Can;
use crate::access::rights::DeleteAppointments;
use crate::activity::{self, Change, Deed, Entry};
use crate::books;
use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::schema::appointments;

use super::Appointment;
use super::booking::said;
use super::drafts::Draft;
use super::writing::write;

impl Appointment {
    /// Takes it out of the calendar. `version` is the one the page was drawn from.
    pub fn delete(&self, by: &Can<DeleteAppointments>, version: i64, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        let now = Appointment::find(by, self.id, db)?;
        now.must_be_open(by, db)?;
        now.advance(version, db)?;
        books::mark(now.id, db)?;
        let drafts: Vec<Draft> = now.lines.iter().map(Draft::of).collect();
        diesel::update(appointments::table.find(now.id)).set(appointments::deleted_at.eq(clock::now())).execute(db)?;
        write(now.id, &drafts, false, db)?;
        let changes = [
            Change::new("Time", clock::moment(now.starts_at, by.location().zone), ""),
            Change::new("Services", said(&drafts), ""),
        ];
        let entry = Entry::new(Deed::AppointmentDeleted, &now.client_name).about(now.id);
        activity::record(by, entry.of_member(now.lines.first().map(|line| line.member)).with(changes), db)
    }
}
