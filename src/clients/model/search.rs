//! Finding clients by what somebody types: every word has to fit. Contacts are looked at only for whoever may see them,
//! so that a guess at a masked number is neither confirmed nor denied (cases H27).

use std::collections::HashSet;

use diesel::dsl::exists;
use diesel::prelude::*;

use crate::access::{Inside, Right};
use crate::db::{Conn, among, unindexed};
use crate::error::Result;
use crate::id::{ClientId, LocationId};
use crate::schema::{client_words, clients};
use crate::text;

use super::scope::Which;
use super::words::{CONTACT, NAME};

/// So many words of a search count; whoever knows more has found long before.
const MOST_WORDS: usize = 5;

/// Up to here those whom a word fits are looked at one by one: a word that is found more often hardly narrows a list, and
/// whoever walks through it by name has a page of them soon.
const FEW: usize = 5_000;

/// What is looked for.
#[derive(Debug, Clone)]
pub(super) struct Search {
    places: Vec<LocationId>,
    terms: Vec<Term>,
}

/// One word, as the beginning of a word of the name, or of a contact in either of two spellings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Term {
    name: String,
    contact: String,
    number: String,
}

/// Whom a search can find.
pub(super) enum Found {
    /// Nothing was looked for.
    Everybody,
    /// They are among these, whom every word fits that fits few; the other words are still to be looked at.
    Few(Vec<ClientId>, Vec<Term>),
    /// Every word fits many.
    Many,
}

impl Search {
    pub fn read(by: &Inside, typed: &str) -> Self {
        Self::within(vec![by.location().id], typed, by.may(Right::SeeContacts))
    }

    /// The same at several locations.
    pub fn within(places: Vec<LocationId>, typed: &str, sees_contacts: bool) -> Self {
        let number: String = text::dialled(typed).trim_start_matches('+').to_owned();
        let is_number = number.len() > 1 && number.chars().all(|c| c.is_ascii_digit());
        let terms = match is_number && sees_contacts {
            true => vec![Term::of_number(&text::key(typed.trim()), &number)],
            false => {
                let typed = text::key(typed);
                let words = typed.split_whitespace().take(MOST_WORDS);
                words.map(|word| Term::of_word(word, sees_contacts)).collect()
            }
        };
        Search { places, terms }
    }

    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Which of the words fit few.
    pub fn found(&self, db: &mut Conn) -> Result<Found> {
        let (mut fewest, mut others) = (None::<HashSet<ClientId>>, Vec::new());
        for term in &self.terms {
            let words = hits(self.places.clone(), term.clone()).select(client_words::client_id);
            let fitting: Vec<ClientId> = words.limit(FEW as i64 + 1).load(db)?;
            if fitting.len() > FEW {
                others.push(term.clone());
                continue;
            }
            let fitting: HashSet<ClientId> = fitting.into_iter().collect();
            fewest = Some(fewest.map_or_else(|| fitting.clone(), |few| &few & &fitting));
        }
        Ok(match fewest {
            Some(few) => Found::Few(few.into_iter().collect(), others),
            None if self.is_empty() => Found::Everybody,
            None => Found::Many,
        })
    }

    /// Whom every word fits. Those whom rare words fit are read by their number, and their location is only asked.
    pub fn which(&self, found: &Found) -> Option<Which> {
        let (few, others) = match found {
            Found::Few(few, others) => (Some(self.some(few)), others),
            Found::Everybody | Found::Many => (None, &self.terms),
        };
        let fitting = others.iter().map(|term| -> Which { Box::new(fits(term.clone())) });
        few.into_iter().chain(fitting).reduce(|one, other| Box::new(one.and(other)))
    }

    fn some(&self, few: &[ClientId]) -> Which {
        Box::new(among(clients::id, few).and(among(unindexed(clients::location_id), &self.places)))
    }
}

impl Term {
    fn of_word(word: &str, sees_contacts: bool) -> Self {
        let contact = if sees_contacts { word.to_owned() } else { String::new() };
        Term { name: word.to_owned(), contact, number: String::new() }
    }

    /// A number, also without the zeros that are dialled before it.
    fn of_number(typed: &str, number: &str) -> Self {
        let number = number.to_owned();
        Term { name: typed.to_owned(), number: number.trim_start_matches('0').to_owned(), contact: number }
    }
}

/// The first word behind all that begin like this. Nothing begins like nothing.
fn behind(beginning: &str) -> String {
    if beginning.is_empty() { String::new() } else { format!("{beginning}{}", char::MAX) }
}

#[diesel::dsl::auto_type]
fn begins(kind: &'static str, word: String) -> _ {
    let end: String = behind(&word);
    client_words::kind.eq(kind).and(client_words::word.ge(word)).and(client_words::word.lt(end))
}

#[diesel::dsl::auto_type]
fn begins_at(places: Vec<LocationId>, kind: &'static str, word: String) -> _ {
    let word: begins = begins(kind, word);
    client_words::location_id.eq_any(places).and(word)
}

#[diesel::dsl::auto_type]
fn hits(places: Vec<LocationId>, term: Term) -> _ {
    let by_name: begins_at = begins_at(places.clone(), NAME, term.name);
    let by_contact: begins_at = begins_at(places.clone(), CONTACT, term.contact);
    let by_number: begins_at = begins_at(places, CONTACT, term.number);
    client_words::table.filter(by_name.or(by_contact).or(by_number))
}

/// Of a client who is known to be of these locations: their own few words are looked through.
#[diesel::dsl::auto_type]
fn fits(term: Term) -> _ {
    let by_name: begins = begins(NAME, term.name);
    let by_contact: begins = begins(CONTACT, term.contact);
    let by_number: begins = begins(CONTACT, term.number);
    let own = client_words::table.filter(client_words::client_id.eq(clients::id));
    exists(own.filter(by_name.or(by_contact).or(by_number)))
}
