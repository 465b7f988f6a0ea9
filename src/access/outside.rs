//! Somebody who does something about a location without being inside it: it is closed, or has not let them in yet.

use diesel::prelude::*;

use crate::activity::{Actor, Deed, Entry, Origin};
use crate::db::Conn;
use crate::error::Result;
use crate::id::{LocationId, Place, UserId};
use crate::schema::{accesses, locations};

use super::can::Asking;
use super::model::{Access, Row, columns, people};

/// A person, as the log of a location calls them that they are not in.
#[derive(Debug)]
pub struct Outside<'a>(pub Place, pub &'a Asking);

impl Actor for Outside<'_> {
    fn place(&self) -> Place {
        self.0
    }

    fn id(&self) -> Option<UserId> {
        Some(self.1.user())
    }

    fn name(&self) -> &str {
        self.1.who()
    }

    fn origin(&self) -> &Origin {
        self.1.origin()
    }
}

impl Access {
    /// Gives up, with the whole account, what one has at locations that are closed. They keep an owner too.
    pub fn leave_what_is_closed(by: &Asking, db: &mut Conn) -> Result<()> {
        let rows: Vec<(Row, LocationId, String)> = people()
            .inner_join(locations::table)
            .filter(accesses::user_id.eq(by.user()).and(locations::closed_at.is_not_null()))
            .order(locations::id)
            .select((columns(), locations::id, locations::name))
            .load(db)?;
        for (row, here, name) in rows {
            Access::from(row).end_as(here, &Outside(here.into(), by), Entry::new(Deed::AccountDeleted, name), db)?;
        }
        Ok(())
    }
}
