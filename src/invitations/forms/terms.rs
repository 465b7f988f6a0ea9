//! What is offered to everybody in a form alike: the language of the message, a note, the last day of the access.

use chrono::NaiveDate;

use crate::access::Inside;
use crate::clock;
use crate::error::{Errors, Result};
use crate::language::Language;
use crate::text;
use crate::users;
use crate::web::Choice;

use super::Offer;

pub(super) const LONGEST_NOTE: usize = 500;

/// What is the same for everybody in a form.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    pub language: Option<Language>,
    pub note: String,
    pub access_ends_on: Option<NaiveDate>,
    pub by_hand: bool,
}

impl Terms {
    pub fn parse(language: &str, note: &str, last_day: &str, by_hand: bool, by: &Inside) -> Result<Self> {
        let mut errors = Errors::none();
        let chosen = Language::from_code(language);
        if chosen.is_none() && !language.is_empty() {
            errors.add("language", "Choose one of the languages");
        }
        let terms = Terms {
            language: chosen,
            note: text::lines("note", "the note", note, LONGEST_NOTE, &mut errors),
            access_ends_on: users::last_day("last_day", last_day, clock::today(by.location().zone), &mut errors),
            by_hand,
        };
        errors.or(terms)
    }

    /// An offer on these terms. What was said about one person alone goes before what was said about all.
    pub fn of(&self, offer: Offer) -> Offer {
        Offer {
            language: offer.language.or(self.language),
            note: self.note.clone(),
            access_ends_on: self.access_ends_on,
            ..offer
        }
    }
}

/// The languages of a message. Nobody learns here which one a person has chosen for themselves (cases C5).
pub fn languages(by: &Inside, chosen: &str) -> Vec<Choice> {
    languages_of(by.location().language, chosen)
}

/// The same, where the language of a place is known.
pub fn languages_of(place: Language, chosen: &str) -> Vec<Choice> {
    let own = format!("The person’s own, else {}", place.name());
    std::iter::once(Choice::new("", own, chosen)).chain(Choice::languages(chosen)).collect()
}
