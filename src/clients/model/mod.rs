//! Clients, as far as somebody may see them.

mod chain;
mod changing;
mod erasing;
mod exporting;
mod habit;
mod importing;
mod leaving;
mod list;
mod merging;
mod notes;
mod pace;
mod scope;
mod search;
mod words;

use diesel::prelude::*;

use crate::access::{Inside, Right};
use crate::activity::{self, Deed, Entry};
use crate::db::{Conn, among, unindexed};
use crate::error::{Error, Result};
use crate::id::ClientId;
use crate::schema::clients;
use crate::users::{Email, Phone};

pub use chain::{ChainFilter, ChainLine};
pub use changing::Revision;
pub use habit::forget_habits;
pub use importing::{Finding, Importing};
pub use list::Filter;
pub use merging::{Merge, Side};
pub use notes::Note;
pub use pace::{file_of, look, look_around, look_while_typing};
pub use words::of as words;

/// A client, with the contacts as far as the viewer may see them: masked without the right (rights.md §3).
#[derive(Debug, Clone, PartialEq)]
pub struct Client {
    pub id: ClientId,
    pub name: String,
    pub phone: String,
    pub email: String,
    pub version: i64,
}

/// What is typed about a client.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Details {
    pub name: String,
    pub phone: Option<Phone>,
    pub email: Option<Email>,
}

pub(crate) type Row = (ClientId, String, String, String, i64);

pub(crate) type Columns = (clients::id, clients::name, clients::phone, clients::email, clients::version);

impl Client {
    pub(crate) const COLUMNS: Columns = (clients::id, clients::name, clients::phone, clients::email, clients::version);

    /// A client of this location within the viewer's scope, or `NotFound`.
    pub fn find(by: &Inside, id: ClientId, db: &mut Conn) -> Result<Self> {
        let row: Row = clients::table
            .filter(clients::location_id.eq(by.location().id).and(clients::id.eq(id)))
            .filter(clients::deleted_at.is_null())
            .filter(scope::seen_by(by))
            .select(Self::COLUMNS)
            .first(db)?;
        Ok(Self::seen(by, row))
    }

    /// A row as this viewer may see it: what they may not see never leaves this function.
    pub(crate) fn seen(by: &Inside, (id, name, phone, email, version): Row) -> Self {
        let (phone, email) = match by.may(Right::SeeContacts) {
            true => (phone, email),
            false => (masked(&phone), masked(&email)),
        };
        Client { id, name, phone, email, version }
    }

    /// Whether this is the one whose number was chosen.
    pub fn is_called(&self, id: &str) -> bool {
        id.parse() == Ok(self.id)
    }

    /// How they are reached, in one line.
    pub fn contacts(&self) -> String {
        let both = [&self.phone, &self.email].into_iter().filter(|contact| !contact.is_empty());
        both.map(String::as_str).collect::<Vec<_>>().join(" · ")
    }

    /// Whom to show of some numbers: the rest are out of the viewer's scope.
    pub fn seen_among(by: &Inside, ids: &[ClientId], db: &mut Conn) -> Result<Vec<ClientId>> {
        let here = unindexed(clients::location_id).eq(by.location().id);
        let rows = clients::table.filter(here.and(among(clients::id, ids)));
        Ok(rows.filter(clients::deleted_at.is_null()).filter(scope::seen_by(by)).select(clients::id).load(db)?)
    }

    /// A client, and whether they are deleted, or `NotFound`.
    pub fn find_anyhow(by: &Inside, id: ClientId, db: &mut Conn) -> Result<(Self, bool)> {
        match Client::find(by, id, db) {
            Err(Error::NotFound) => Ok((Client::find_deleted(by, id, db)?, true)),
            found => Ok((found?, false)),
        }
    }

    /// A deleted client, or `NotFound`. Whoever was merged into another one is not deleted, but somebody else; whoever is
    /// erased is nobody.
    pub fn find_deleted(by: &Inside, id: ClientId, db: &mut Conn) -> Result<Self> {
        let row: Row = clients::table
            .filter(clients::location_id.eq(by.location().id).and(clients::id.eq(id)))
            .filter(clients::deleted_at.is_not_null().and(clients::merged_into_id.is_null()))
            .filter(clients::erased_at.is_null())
            .filter(scope::seen_by(by))
            .select(Self::COLUMNS)
            .first(db)?;
        Ok(Self::seen(by, row))
    }

    /// Who this client turned out to be, if they were merged into another one.
    pub fn merged_into(by: &Inside, id: ClientId, db: &mut Conn) -> Result<Option<ClientId>> {
        let row = clients::table.filter(clients::location_id.eq(by.location().id).and(clients::id.eq(id)));
        let kept: Option<Option<ClientId>> =
            row.filter(scope::seen_by(by)).select(clients::merged_into_id).first(db).optional()?;
        Ok(kept.flatten())
    }

    /// Adds a client. Who calls holds the right to: [`crate::access::rights::EditClients`].
    pub(crate) fn write(by: &Inside, details: &Details, db: &mut Conn) -> Result<ClientId> {
        let id = Client::insert(by, details, db)?;
        words::write(by.location().id, id, details, db)?;
        activity::record(by, Entry::new(Deed::ClientAdded, &details.name).about(id), db)?;
        Ok(id)
    }
}

/// That there is a contact, and nothing of it: a few digits would confirm a guess (cases H27).
fn masked(contact: &str) -> String {
    if contact.is_empty() { String::new() } else { "•••".into() }
}
