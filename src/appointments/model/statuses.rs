//! How far an appointment has come. Whoever does not come leaves their time free; coming back, they need it again.

use diesel::prelude::*;

use crate::access::Can;
use crate::access::rights::EditAppointments;
use crate::activity::{self, Change, Deed, Entry};
use crate::books;
use crate::db::Conn;
use crate::error::{Error, Errors, Result};
use crate::schema::appointments;

use super::checks::check;
use super::drafts::Draft;
use super::wish::Anyway;
use super::writing::write;
use super::{Appointment, Assistance, Status};

impl Appointment {
    /// Changes the status. `version` is the one the form was drawn from.
    pub fn set_status(
        &self,
        by: &Can<EditAppointments>,
        status: Status,
        anyway: Anyway,
        version: i64,
        db: &mut Conn,
    ) -> Result<()> {
        let by = &by.still(db)?;
        let now = Appointment::find(by, self.id, db)?;
        now.must_be_in_reach(by)?;
        now.must_be_open(by, db)?;
        if now.status == status {
            return Ok(());
        }
        now.advance(version, db)?;
        books::mark(now.id, db)?;
        let is_back = status.takes_time() && !now.status.takes_time();
        let drafts: Vec<Draft> =
            now.lines.iter().map(|line| Draft { is_settled: !is_back, ..Draft::of(line) }).collect();
        let rules = Assistance::of(by.location().id, db)?;
        let anyway = Anyway { off_hours: true, ..anyway };
        check(by, &drafts, Some(now.id), anyway, rules, db).map_err(beside_the_status)?;
        diesel::update(appointments::table.find(now.id)).set(appointments::status.eq(status.slug())).execute(db)?;
        write(now.id, &drafts, status.takes_time(), db)?;
        books::mark(now.id, db)?;
        let change = Change::new("Status", now.status.title(), status.title());
        let entry = Entry::new(Deed::StatusChanged, &now.client_name).about(now.id);
        activity::record(by, entry.of_member(now.lines.first().map(|line| line.member)).with([change]), db)
    }
}

/// The form of the status has no lines: what is in their way stands beside it.
fn beside_the_status(error: Error) -> Error {
    let Error::Invalid(faults) = error else { return error };
    let mut errors = Errors::none();
    for fault in faults.iter() {
        match &*fault.field {
            "busy" => errors.add("busy", &fault.message),
            _ => errors.add("status", &fault.message),
        }
    }
    Error::Invalid(errors)
}
