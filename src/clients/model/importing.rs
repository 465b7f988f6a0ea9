//! A list of clients brought in: what is known already is told from what is new, and only the new ones are added.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::access::rights::EditClients;
use crate::access::{Can, Inside};
use crate::activity::{self, Change, Deed, Entry};
use crate::clock;
use crate::db::{Conn, among, unindexed};
use crate::error::Result;
use crate::id::ClientId;
use crate::schema::{client_words, clients};
use crate::text::{self, counted};
use crate::users::{Email, Phone};

use super::scope::seen_by;
use super::words::{self, CONTACT};
use super::{Client, Details};

/// What is known of one line.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    New,
    /// A client is reached in the same way.
    Known(ClientId, String),
    /// The same contact stands on this earlier line, counted from 1.
    Twice(usize),
}

/// So many are looked up in one go.
const STEP: usize = 1_000;

/// Bringing in a list.
pub struct Importing;

impl Importing {
    /// Finds out about every line. `None` stands for one that cannot be used.
    pub fn findings(by: &Inside, lines: &[Option<Details>], db: &mut Conn) -> Result<Vec<Option<Finding>>> {
        let all: Vec<String> = lines.iter().flatten().flat_map(contacts).collect();
        let known = known(by, &all, db)?;
        let mut before: HashMap<String, usize> = HashMap::new();
        let judged = lines.iter().enumerate().map(|(place, line)| {
            let contacts: Vec<String> = contacts(line.as_ref()?);
            let finding = match contacts.iter().find_map(|contact| known.get(contact)) {
                Some((id, name)) => Finding::Known(*id, name.clone()),
                None => match contacts.iter().find_map(|contact| before.get(contact)) {
                    Some(earlier) => Finding::Twice(*earlier),
                    None => Finding::New,
                },
            };
            for contact in contacts {
                before.entry(contact).or_insert(place + 1);
            }
            Some(finding)
        });
        Ok(judged.collect())
    }

    /// Adds the lines that are new now, whatever was found out before. Returns how many.
    pub fn bring_in(by: &Can<EditClients>, lines: &[Option<Details>], db: &mut Conn) -> Result<usize> {
        let by = by.still(db)?;
        let findings = Self::findings(&by, lines, db)?;
        let new = lines.iter().zip(findings).filter(|(_, finding)| *finding == Some(Finding::New));
        let mut added = 0;
        for details in new.filter_map(|(line, _)| line.as_ref()) {
            let id = Client::insert(&by, details, db)?;
            words::write(by.location().id, id, details, db)?;
            added += 1;
        }
        if added > 0 {
            let subject = counted(added as i64, "client", "clients");
            let left = Change::new("Lines left out", "", (lines.len() - added).to_string());
            activity::record(&by, Entry::new(Deed::ClientsImported, subject).with([left]), db)?;
        }
        Ok(added)
    }
}

impl Client {
    /// The row alone.
    pub(super) fn insert(by: &Inside, details: &Details, db: &mut Conn) -> Result<ClientId> {
        Ok(diesel::insert_into(clients::table)
            .values((
                clients::location_id.eq(by.location().id),
                clients::name.eq(&details.name),
                clients::name_key.eq(text::key(&details.name)),
                clients::phone.eq(details.phone.as_ref().map_or("", Phone::as_str)),
                clients::email.eq(details.email.as_ref().map_or("", Email::as_str)),
                clients::created_at.eq(clock::now()),
            ))
            .returning(clients::id)
            .get_result(db)?)
    }
}

fn contacts(details: &Details) -> Vec<String> {
    let phone = details.phone.iter().map(|phone| phone.as_str().to_owned());
    phone.chain(details.email.iter().map(|email| email.as_str().to_owned())).collect()
}

type Known = HashMap<String, (ClientId, String)>;

/// Who is reached by these contacts already, of those the viewer sees.
fn known(by: &Inside, contacts: &[String], db: &mut Conn) -> Result<Known> {
    let mut known = Known::new();
    for some in contacts.chunks(STEP) {
        let searched: Vec<String> = some.iter().map(|contact| contact.trim_start_matches('+').to_owned()).collect();
        let with_one: Vec<ClientId> = client_words::table
            .filter(client_words::location_id.eq(by.location().id).and(client_words::kind.eq(CONTACT)))
            .filter(client_words::word.eq_any(searched))
            .select(client_words::client_id)
            .load(db)?;
        let rows: Vec<(ClientId, String, String, String)> = clients::table
            .filter(unindexed(clients::location_id).eq(by.location().id).and(clients::deleted_at.is_null()))
            .filter(among(clients::id, &with_one))
            .filter(seen_by(by))
            .select((clients::id, clients::name, clients::phone, clients::email))
            .load(db)?;
        for (id, name, phone, email) in rows {
            for contact in [phone, email].into_iter().filter(|contact| !contact.is_empty()) {
                known.insert(contact, (id, name.clone()));
            }
        }
    }
    Ok(known)
}
