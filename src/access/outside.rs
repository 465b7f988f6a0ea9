//! Somebody who does something that the log of another place tells: of a location that is closed, that has not let them in
//! yet, or that a chain reaches; or of a chain that a location belongs to.

use diesel::prelude::*;

use crate::activity::{Actor, Deed, Entry, Origin};
use crate::db::Conn;
use crate::error::Result;
use crate::id::{ChainId, LocationId, Place, UserId};
use crate::schema::{accesses, locations};

use super::can::{Asking, Inside};
use super::model::{Access, Row, columns, people};

/// A person, as the log of a place calls them that they do not act in.
#[derive(Debug)]
pub struct Outside<'a> {
    place: Place,
    asking: &'a Asking,
    role: String,
}

impl<'a> Outside<'a> {
    pub fn of(place: impl Into<Place>, asking: &'a Asking) -> Self {
        Outside { place: place.into(), asking, role: String::new() }
    }

    /// The role in which they act, where that is known.
    pub fn acting_as(self, role: impl Into<String>) -> Self {
        Outside { role: role.into(), ..self }
    }
}

impl Inside {
    /// The same person, as the log of a chain of this location calls them.
    pub fn told_in(&self, chain: ChainId) -> Outside<'_> {
        let by = self.viewer();
        Outside::of(chain, by.asking()).acting_as(&by.role().name)
    }
}

impl Actor for Outside<'_> {
    fn place(&self) -> Place {
        self.place
    }

    fn id(&self) -> Option<UserId> {
        Some(self.asking.user())
    }

    fn name(&self) -> &str {
        self.asking.who()
    }

    fn role(&self) -> &str {
        &self.role
    }

    fn origin(&self) -> &Origin {
        self.asking.origin()
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
            Access::from(row).end_as(here, &Outside::of(here, by), Entry::new(Deed::AccountDeleted, name), db)?;
        }
        Ok(())
    }
}
