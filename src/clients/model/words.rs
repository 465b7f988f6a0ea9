//! What a client is found by: words of the name, and of the contacts for those who may see them.

use diesel::prelude::*;

use crate::db::Conn;
use crate::error::Result;
use crate::id::{ClientId, LocationId};
use crate::schema::client_words;
use crate::text;

use super::Details;

const NAME: &str = "name";
const CONTACT: &str = "contact";

/// Notes anew what a client is found by.
pub(super) fn write(here: LocationId, client: ClientId, details: &Details, db: &mut Conn) -> Result<()> {
    diesel::delete(client_words::table.filter(client_words::client_id.eq(client))).execute(db)?;
    let rows: Vec<_> = of(details)
        .into_iter()
        .map(|(kind, word)| {
            (
                client_words::location_id.eq(here),
                client_words::client_id.eq(client),
                client_words::kind.eq(kind),
                client_words::word.eq(word),
            )
        })
        .collect();
    for row in rows {
        diesel::insert_into(client_words::table).values(row).execute(db)?;
    }
    Ok(())
}

/// Every word of the name; the address; and the number with its country, without it, and its last four digits, which
/// are what a receptionist asks for.
pub fn of(details: &Details) -> Vec<(&'static str, String)> {
    let name = text::key(&details.name);
    let mut words: Vec<_> = name.split_whitespace().map(|word| (NAME, word.to_owned())).collect();
    words.extend(details.email.iter().map(|email| (CONTACT, email.as_str().to_owned())));
    if let Some(phone) = &details.phone {
        let digits: String = phone.as_str().chars().filter(char::is_ascii_digit).collect();
        let last = digits.len().saturating_sub(4);
        words.push((CONTACT, digits[last..].to_owned()));
        words.push((CONTACT, phone.national()));
        words.push((CONTACT, digits));
    }
    words
}
