//! What a client is found by: words of the name, and of the contacts for those who may see them.

use std::collections::BTreeSet;

use diesel::prelude::*;

use crate::db::{Conn, Either};
use crate::error::Result;
use crate::id::{ClientId, LocationId};
use crate::schema::client_words;
use crate::text;
use crate::users::Phone;

use super::Details;

pub(super) const NAME: &str = "name";
pub(super) const CONTACT: &str = "contact";

/// Notes anew what a client is found by.
pub(super) fn write(here: LocationId, client: ClientId, details: &Details, db: &mut Conn) -> Result<()> {
    forget(client, db)?;
    let rows = of(details).into_iter().map(|(kind, word)| {
        (
            client_words::location_id.eq(here),
            client_words::client_id.eq(client),
            client_words::kind.eq(kind),
            client_words::word.eq(word),
        )
    });
    let rows: Vec<_> = rows.collect();
    match db.either() {
        Either::Sqlite(db) => diesel::insert_into(client_words::table).values(rows).execute(db)?,
        Either::Postgres(db) => diesel::insert_into(client_words::table).values(rows).execute(db)?,
    };
    Ok(())
}

/// Whoever is deleted is found no more.
pub(super) fn forget(client: ClientId, db: &mut Conn) -> Result<()> {
    diesel::delete(client_words::table.filter(client_words::client_id.eq(client))).execute(db)?;
    Ok(())
}

/// Every word of the name, and what stands behind a hyphen; the address; and the number with its country, without it,
/// and its last four digits, which are what a receptionist asks for.
pub fn of(details: &Details) -> BTreeSet<(&'static str, String)> {
    let name = text::key(&details.name);
    let of_name = |word: &str| (NAME, word.to_owned());
    let mut words: BTreeSet<_> = name.split_whitespace().map(of_name).collect();
    words.extend(name.split([' ', '-']).filter(|word| !word.is_empty()).map(of_name));
    words.extend(details.email.iter().map(|email| (CONTACT, email.as_str().to_owned())));
    if let Some(phone) = &details.phone {
        let digits: String = phone.as_str().chars().filter(char::is_ascii_digit).collect();
        let last = digits.len().saturating_sub(4);
        words.insert((CONTACT, digits[last..].to_owned()));
        words.insert((CONTACT, phone.national()));
        words.insert((CONTACT, digits));
    }
    words
}

/// The contacts as they are found when they are typed whole.
pub(super) fn in_full(details: &Details) -> impl Iterator<Item = String> {
    let digits = |phone: &Phone| phone.as_str().chars().filter(char::is_ascii_digit).collect::<String>();
    let email = details.email.iter().map(|email| email.as_str().to_owned());
    details.phone.iter().map(digits).chain(email).collect::<Vec<_>>().into_iter()
}
