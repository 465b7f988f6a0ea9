//! Clients, as far as somebody may see them.

mod list;
mod scope;
mod search;
mod words;

use diesel::prelude::*;

use crate::access::{Inside, Right};
use crate::activity::{self, Deed, Entry};
use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::id::ClientId;
use crate::schema::clients;
use crate::text;
use crate::users::{Email, Phone};

pub use list::{Count, Filter, Page};

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

    /// Adds a client. Who calls holds the right to: [`crate::access::rights::EditClients`].
    pub(crate) fn write(by: &Inside, details: &Details, db: &mut Conn) -> Result<ClientId> {
        let here = by.location().id;
        let id: ClientId = diesel::insert_into(clients::table)
            .values((
                clients::location_id.eq(here),
                clients::name.eq(&details.name),
                clients::name_key.eq(text::key(&details.name)),
                clients::phone.eq(details.phone.as_ref().map_or("", Phone::as_str)),
                clients::email.eq(details.email.as_ref().map_or("", Email::as_str)),
                clients::created_at.eq(clock::now()),
            ))
            .returning(clients::id)
            .get_result(db)?;
        words::write(here, id, details, db)?;
        activity::record(by, Entry::new(Deed::ClientAdded, &details.name).about(id), db)?;
        Ok(id)
    }
}

/// That there is a contact, and nothing of it: a few digits would confirm a guess (cases H27).
fn masked(contact: &str) -> String {
    if contact.is_empty() { String::new() } else { "•••".into() }
}
