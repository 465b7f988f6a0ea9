//! Erasing a client for good: who they were is gone, what was done and paid stays (security.md SF6).

use diesel::prelude::*;

use crate::access::Can;
use crate::access::rights::DeleteClients;
use crate::activity::{self, Deed, Entry};
use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::id::ClientId;
use crate::schema::{appointments, client_notes, clients, pay_lines};
use crate::text;

use super::{Client, words};

/// What stands in place of the name from then on.
pub const ERASED: &str = "Erased client";

impl Client {
    /// Erases a client and all records that turned out to be them. Nobody is erased who is expected.
    pub fn erase(&self, by: &Can<DeleteClients>, db: &mut Conn) -> Result<()> {
        let by = by.still(db)?;
        self.must_not_be_expected(db)?;
        self.advance(self.version, db)?;
        let all = clients::table.filter(clients::id.eq(self.id).or(clients::merged_into_id.eq(self.id)));
        for record in all.select(clients::id).load::<ClientId>(db)? {
            blank(record, db)?;
        }
        let theirs = appointments::table.filter(appointments::client_id.eq(self.id));
        diesel::update(pay_lines::table)
            .filter(pay_lines::appointment_id.eq_any(theirs.select(appointments::id.nullable())))
            .set(pay_lines::client_name.eq(ERASED))
            .execute(db)?;
        diesel::update(theirs)
            .set((appointments::comment.eq(""), appointments::version.eq(appointments::version + 1)))
            .execute(db)?;
        activity::record(&by, Entry::new(Deed::ClientErased, format!("number {}", self.id)).about(self.id), db)
    }
}

/// Of one record nothing is left by which anybody could be known.
fn blank(record: ClientId, db: &mut Conn) -> Result<()> {
    let now = clock::now();
    diesel::update(clients::table.find(record))
        .set((
            clients::name.eq(ERASED),
            clients::name_key.eq(text::key(ERASED)),
            clients::phone.eq(""),
            clients::email.eq(""),
            clients::deleted_at.eq(now),
            clients::erased_at.eq(now),
        ))
        .execute(db)?;
    diesel::delete(client_notes::table.filter(client_notes::client_id.eq(record))).execute(db)?;
    words::forget(record, db)
}
