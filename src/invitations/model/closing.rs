//! A location that closes ends what it has offered, and says so in its log (cases F12).

use diesel::prelude::*;

use crate::access::Inside;
use crate::db::Conn;
use crate::error::Result;
use crate::id::LocationId;
use crate::schema::invitations;

use super::{Invitation, Row, columns};

impl Invitation {
    /// Everything that a location has offered and nobody has answered, what has run out included.
    pub fn open_at(location: LocationId, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = invitations::table
            .filter(invitations::location_id.eq(location).and(invitations::state.eq("pending")))
            .filter(invitations::replaced.eq(false))
            .order(invitations::id)
            .select(columns())
            .load(db)?;
        Ok(rows.into_iter().map(Self::from).collect())
    }

    /// Revokes all of that, each with its own line in the log.
    pub fn revoke_all(by: &Inside, db: &mut Conn) -> Result<()> {
        Self::open_at(by.location().id, db)?.iter().try_for_each(|open| open.revoke(by, db))
    }
}
