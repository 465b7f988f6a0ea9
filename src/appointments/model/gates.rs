//! What takes more than one right: old appointments, and those whose client came.

use crate::access::{Inside, Right};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};

use super::{Appointment, Status};

impl Appointment {
    /// Whether the form that changes it can be opened at all.
    pub fn must_be_changeable(&self, by: &Inside, db: &mut Conn) -> Result<()> {
        self.must_be_in_reach(by)?;
        self.must_be_open(by, db)
    }

    /// What people are paid for is changed only with the right to.
    pub fn must_be_open(&self, by: &Inside, db: &mut Conn) -> Result<()> {
        match self.status == Status::Came && !by.may(Right::EditCompleted) {
            true => Err(by.refusal(Right::EditCompleted, db)?),
            false => Ok(()),
        }
    }

    /// The right to change appointments reaches only so far back.
    pub(super) fn must_be_in_reach(&self, by: &Inside) -> Result<()> {
        match self.is_in_reach(by) {
            true => Ok(()),
            false => Err(Error::refused(format!(
                "This appointment is too old for you to change: your right “{}” does not reach back to {}.",
                Right::EditAppointments.title(),
                clock::long(self.day(by)),
            ))),
        }
    }

    fn is_in_reach(&self, by: &Inside) -> bool {
        let today = clock::today(by.location().zone);
        by.rights().extents_of(Right::EditAppointments).any(|extent| extent.reach.includes(self.day(by), today))
    }

    /// Whether this viewer may change it with one of their rights, as far as its age and its status go.
    pub fn is_open_to(&self, by: &Inside, right: Right) -> bool {
        let is_recent = right != Right::EditAppointments || self.is_in_reach(by);
        by.may(right) && is_recent && (self.status != Status::Came || by.may(Right::EditCompleted))
    }

    /// The day on which it begins, on the wall of the location.
    pub fn day(&self, by: &Inside) -> chrono::NaiveDate {
        clock::on_the_wall(self.starts_at, by.location().zone).0
    }
}
