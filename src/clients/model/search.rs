//! Finding clients by what somebody types: every word has to fit. Contacts are looked at only for whoever may see them,
//! so that a guess at a masked number is neither confirmed nor denied (cases H27).

use diesel::dsl::exists;
use diesel::prelude::*;

use crate::access::{Inside, Right};
use crate::db::Conn;
use crate::error::Result;
use crate::id::{ClientId, LocationId};
use crate::schema::{client_words, clients};
use crate::text;

use super::scope::Which;
use super::words::{CONTACT, NAME};

/// So many words of a search count; whoever knows more has found long before.
const MOST_WORDS: usize = 5;

/// Up to here those who fit one word are looked at one by one. A word that fits more hardly narrows a list.
pub(super) const FEW: i64 = 1_000;

/// What is looked for.
#[derive(Debug, Clone)]
pub(super) struct Search {
    here: LocationId,
    terms: Vec<Term>,
}

/// One word, as the beginning of a word of the name, or of a contact in either of two spellings.
#[derive(Debug, Clone, Default)]
struct Term {
    name: String,
    contact: String,
    number: String,
}

/// Whom a search can find.
pub(super) enum Found {
    /// Nothing was looked for.
    Everybody,
    /// They fit the rarest word.
    Few(Vec<ClientId>),
    /// Every word fits many.
    Many,
}

impl Search {
    pub fn read(by: &Inside, typed: &str) -> Self {
        let sees_contacts = by.may(Right::SeeContacts);
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
        Search { here: by.location().id, terms }
    }

    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whom the rarest of the words fits.
    pub fn found(&self, db: &mut Conn) -> Result<Found> {
        let mut rarest = if self.is_empty() { Found::Everybody } else { Found::Many };
        for term in &self.terms {
            let fitting: Vec<ClientId> =
                hits(self.here, term.clone()).select(client_words::client_id).distinct().limit(FEW + 1).load(db)?;
            let are_fewer = match &rarest {
                Found::Few(few) => fitting.len() < few.len(),
                Found::Everybody | Found::Many => fitting.len() <= FEW as usize,
            };
            if are_fewer {
                rarest = Found::Few(fitting);
            }
        }
        Ok(rarest)
    }

    /// Whom every word fits.
    pub fn which(&self) -> Option<Which> {
        let fits = |term: &Term| -> Which { Box::new(fits(self.here, term.clone())) };
        self.terms.iter().map(fits).reduce(|one, other| Box::new(one.and(other)))
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
fn hits(here: LocationId, term: Term) -> _ {
    let by_name: begins = begins(NAME, term.name);
    let by_contact: begins = begins(CONTACT, term.contact);
    let by_number: begins = begins(CONTACT, term.number);
    client_words::table.filter(client_words::location_id.eq(here)).filter(by_name.or(by_contact).or(by_number))
}

#[diesel::dsl::auto_type]
fn fits(here: LocationId, term: Term) -> _ {
    let words: hits = hits(here, term);
    exists(words.filter(client_words::client_id.eq(clients::id)))
}
