//! Deleting a client and bringing them back: what they came for stays, with their name.

use diesel::prelude::*;

use crate::access::Can;
use crate::access::rights::DeleteClients;
use crate::activity::{self, Deed, Entry};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::schema::{appointments, clients};
use crate::text::counted;

use super::{Client, words};

impl Client {
    /// How many appointments of theirs are still to come, whoever may see them.
    pub fn still_to_come(&self, db: &mut Conn) -> Result<i64> {
        Ok(appointments::table
            .filter(appointments::client_id.eq(self.id).and(appointments::deleted_at.is_null()))
            .filter(appointments::starts_at.gt(clock::now()).and(appointments::status.ne("no_show")))
            .count()
            .get_result(db)?)
    }

    /// Whoever is expected neither goes nor is forgotten.
    pub(super) fn must_not_be_expected(&self, db: &mut Conn) -> Result<()> {
        let expected = self.still_to_come(db)?;
        if expected == 0 {
            return Ok(());
        }
        Err(Error::Conflict(self.is_expected(expected)))
    }

    /// Why they cannot go yet, who have so many appointments to come.
    pub fn is_expected(&self, appointments: i64) -> String {
        let many = counted(appointments, "appointment to come", "appointments to come");
        format!("{} still has {many}. Move them to another client, or delete them first.", self.name)
    }

    /// Hides a client from the list and from every search. Nobody is deleted who is expected.
    pub fn delete(&self, by: &Can<DeleteClients>, db: &mut Conn) -> Result<()> {
        let by = by.still(db)?;
        self.must_not_be_expected(db)?;
        self.advance(self.version, db)?;
        diesel::update(clients::table.find(self.id)).set(clients::deleted_at.eq(clock::now())).execute(db)?;
        words::forget(self.id, db)?;
        activity::record(&by, Entry::new(Deed::ClientDeleted, &self.name).about(self.id), db)
    }

    /// Brings a deleted client back.
    pub fn restore(&self, by: &Can<DeleteClients>, db: &mut Conn) -> Result<()> {
        let by = by.still(db)?;
        self.advance(self.version, db)?;
        diesel::update(clients::table.find(self.id))
            .set(clients::deleted_at.eq(None::<chrono::NaiveDateTime>))
            .execute(db)?;
        words::write(by.location().id, self.id, &self.stored(db)?, db)?;
        activity::record(&by, Entry::new(Deed::ClientRestored, &self.name).about(self.id), db)
    }
}
