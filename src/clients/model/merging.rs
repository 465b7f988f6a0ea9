//! Two records of one client made into one: the values that win stay, and everything of both hangs on the one that is kept.

use diesel::prelude::*;

use crate::access::rights::DeleteClients;
use crate::access::{Can, Inside, Right};
use crate::activity::{self, Change, Deed, Entry};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::schema::{appointments, client_notes, clients};

use super::{Client, Details, words};

/// Which of the two a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Side {
    #[default]
    Kept,
    Other,
}

impl Side {
    fn of<T>(self, kept: T, other: T) -> T {
        match self {
            Side::Kept => kept,
            Side::Other => other,
        }
    }
}

/// Which values win. Where only one of the two has a contact, that one does.
#[derive(Debug, Clone, Copy, Default)]
pub struct Merge {
    pub name: Side,
    /// `None` where the viewer may not see contacts: those of the one that is kept win.
    pub phone: Option<Side>,
    pub email: Option<Side>,
}

impl Merge {
    /// What the client is afterwards.
    fn winner(self, kept: Details, other: Details) -> Details {
        Details {
            name: self.name.of(kept.name, other.name),
            phone: first(self.phone.unwrap_or_default(), kept.phone, other.phone),
            email: first(self.email.unwrap_or_default(), kept.email, other.email),
        }
    }

    fn chooses_contacts(self) -> bool {
        self.phone.is_some() || self.email.is_some()
    }
}

fn first<T>(side: Side, kept: Option<T>, other: Option<T>) -> Option<T> {
    match side {
        Side::Kept => kept.or(other),
        Side::Other => other.or(kept),
    }
}

impl Client {
    /// How many appointments and notes hang on a client, whoever may see them.
    pub fn burden(&self, db: &mut Conn) -> Result<(i64, i64)> {
        let booked = appointments::table.filter(appointments::client_id.eq(self.id)).count().get_result(db)?;
        let noted = client_notes::table.filter(client_notes::client_id.eq(self.id)).count().get_result(db)?;
        Ok((booked, noted))
    }

    /// Makes this client and another one the same. Both versions are those that the preview showed.
    pub fn merge(&self, by: &Can<DeleteClients>, other: &Client, how: Merge, db: &mut Conn) -> Result<()> {
        let by = by.still(db)?;
        if self.id == other.id {
            return Err(Error::Conflict("These are one client already. Choose another one.".into()));
        }
        if how.chooses_contacts() && !by.may(Right::SeeContacts) {
            return Err(by.refusal(Right::SeeContacts, db)?);
        }
        self.advance(self.version, db)?;
        other.advance(other.version, db)?;
        let winner = how.winner(self.stored(db)?, other.stored(db)?);
        self.take_over(other, db)?;
        self.put(&by, &winner, db)?;
        note(&by, self, other, &winner.name, db)
    }

    /// Everything that hangs on another client hangs on this one.
    fn take_over(&self, other: &Client, db: &mut Conn) -> Result<()> {
        diesel::update(appointments::table.filter(appointments::client_id.eq(other.id)))
            .set((appointments::client_id.eq(self.id), appointments::version.eq(appointments::version + 1)))
            .execute(db)?;
        diesel::update(client_notes::table.filter(client_notes::client_id.eq(other.id)))
            .set(client_notes::client_id.eq(self.id))
            .execute(db)?;
        diesel::update(clients::table.filter(clients::merged_into_id.eq(other.id)))
            .set(clients::merged_into_id.eq(self.id))
            .execute(db)?;
        diesel::update(clients::table.find(other.id))
            .set((clients::deleted_at.eq(clock::now()), clients::merged_into_id.eq(self.id)))
            .execute(db)?;
        words::forget(other.id, db)
    }
}

/// In the history of both.
fn note(by: &Inside, kept: &Client, other: &Client, name: &str, db: &mut Conn) -> Result<()> {
    let both = format!("{} and {}", kept.name, other.name);
    for client in [kept, other] {
        let change = Change::new("Kept as", "", name);
        activity::record(by, Entry::new(Deed::ClientsMerged, both.clone()).about(client.id).with([change]), db)?;
    }
    Ok(())
}
