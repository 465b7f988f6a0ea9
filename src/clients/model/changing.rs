//! Adding and changing clients. Whoever may not see contacts does not touch them either.

use diesel::prelude::*;

use crate::access::rights::EditClients;
use crate::access::{Can, Inside, Right};
use crate::activity::{self, Change, Deed, Entry};
use crate::db::{Conn, unindexed};
use crate::error::{Error, Result};
use crate::id::ClientId;
use crate::schema::{client_words, clients};
use crate::text;
use crate::users::{Email, Phone};

use super::scope::seen_by;
use super::words::{self, CONTACT};
use super::{Client, Details, Row};

/// What was typed anew about a client.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Revision {
    pub name: String,
    /// `None` leaves what is stored alone.
    pub contacts: Option<(Option<Phone>, Option<Email>)>,
}

impl Revision {
    pub fn details(&self) -> Details {
        let (phone, email) = self.contacts.clone().unwrap_or_default();
        Details { name: self.name.clone(), phone, email }
    }

    /// Contacts are given only by whoever may see them.
    fn must_be_theirs(&self, by: &Inside, db: &mut Conn) -> Result<()> {
        match self.contacts.is_none() || by.may(Right::SeeContacts) {
            true => Ok(()),
            false => Err(by.refusal(Right::SeeContacts, db)?),
        }
    }
}

impl Client {
    /// Adds a client.
    pub fn add(by: &Can<EditClients>, typed: &Revision, db: &mut Conn) -> Result<ClientId> {
        let by = by.still(db)?;
        typed.must_be_theirs(&by, db)?;
        Client::write(&by, &typed.details(), db)
    }

    /// Others who are reached in the same way, as far as the viewer may know that.
    pub fn twins(by: &Inside, details: &Details, except: Option<ClientId>, db: &mut Conn) -> Result<Vec<Client>> {
        if !by.may(Right::SeeContacts) {
            return Ok(Vec::new());
        }
        let contacts: Vec<String> = words::in_full(details).collect();
        let with_it = client_words::table
            .filter(client_words::location_id.eq(by.location().id).and(client_words::kind.eq(CONTACT)))
            .filter(client_words::word.eq_any(contacts))
            .select(client_words::client_id);
        let phone = details.phone.as_ref().map_or("-", Phone::as_str).to_owned();
        let email = details.email.as_ref().map_or("-", Email::as_str).to_owned();
        let rows: Vec<Row> = clients::table
            .filter(unindexed(clients::location_id).eq(by.location().id).and(clients::deleted_at.is_null()))
            .filter(clients::id.eq_any(with_it))
            .filter(clients::phone.eq(phone).or(clients::email.eq(email)))
            .filter(seen_by(by))
            .order((clients::name_key, clients::id))
            .limit(10)
            .select(Self::COLUMNS)
            .load(db)?;
        let others = rows.into_iter().filter(|(id, ..)| Some(*id) != except);
        Ok(others.map(|row| Client::seen(by, row)).collect())
    }

    /// Saves what was typed. `version` is the one the form was drawn from.
    pub fn change(&self, by: &Can<EditClients>, typed: &Revision, version: i64, db: &mut Conn) -> Result<()> {
        let by = by.still(db)?;
        typed.must_be_theirs(&by, db)?;
        let old = self.stored(db)?;
        let new = match typed.contacts {
            Some(_) => typed.details(),
            None => Details { name: typed.name.clone(), ..old.clone() },
        };
        self.advance(version, db)?;
        self.put(&by, &new, db)?;
        let changed = |was: &str, is: &str| if was == is { "" } else { "changed" };
        let (phone, email) =
            (changed(of(&old.phone), of(&new.phone)), changed(of_mail(&old.email), of_mail(&new.email)));
        let changes = [
            Change::between("Name", &old.name, &new.name),
            Change::between("Phone", "", phone),
            Change::between("Email", "", email),
        ];
        let changes: Vec<Change> = changes.into_iter().flatten().collect();
        if changes.is_empty() {
            return Ok(());
        }
        activity::record(&by, Entry::new(Deed::ClientChanged, &new.name).about(self.id).with(changes), db)
    }

    /// What is stored, whoever looks: it never leaves the model.
    pub(super) fn stored(&self, db: &mut Conn) -> Result<Details> {
        let row: (String, String, String) =
            clients::table.find(self.id).select((clients::name, clients::phone, clients::email)).first(db)?;
        let (name, phone, email) = row;
        let phone = Some(phone).filter(|phone| !phone.is_empty()).map(Phone::stored);
        let email = Some(email).filter(|email| !email.is_empty()).map(Email::stored);
        Ok(Details { name, phone, email })
    }

    /// Writes the row and what it is found by.
    pub(super) fn put(&self, by: &Inside, new: &Details, db: &mut Conn) -> Result<()> {
        diesel::update(clients::table.find(self.id))
            .set((
                clients::name.eq(&new.name),
                clients::name_key.eq(text::key(&new.name)),
                clients::phone.eq(of(&new.phone)),
                clients::email.eq(of_mail(&new.email)),
            ))
            .execute(db)?;
        words::write(by.location().id, self.id, new, db)
    }

    /// Claims the next version, or says that somebody else was faster.
    pub(super) fn advance(&self, version: i64, db: &mut Conn) -> Result<()> {
        let changed = diesel::update(clients::table)
            .filter(clients::id.eq(self.id).and(clients::version.eq(version)))
            .set(clients::version.eq(version + 1))
            .execute(db)?;
        if changed == 0 {
            return Err(Error::Conflict(format!("Somebody else changed {} meanwhile.", self.name)));
        }
        Ok(())
    }
}

fn of(phone: &Option<Phone>) -> &str {
    phone.as_ref().map_or("", Phone::as_str)
}

fn of_mail(email: &Option<Email>) -> &str {
    email.as_ref().map_or("", Email::as_str)
}
