//! What a browser sends about invitations.

mod chain;
mod grant;
mod headings;
mod joining;
mod list;
mod managing;
mod sheet;
mod terms;

use serde::Deserialize;

use crate::access::{Inside, Role, can_grant};
use crate::db::Conn;
use crate::error::{Error, Errors, Result};
use crate::id::MemberId;
use crate::text;
use crate::users::{Email, Phone};
use crate::web::Choice;

use super::model::{Card, Gives, Offer};

pub use chain::{AddForm, AmendForm, Chosen};
pub use grant::GrantForm;
pub use joining::{CodeForm, ProofForm, RegisterForm};
pub use list::{Checked, ListForm, Outcome};
pub use managing::{AgainForm, ChangeForm, LeavingForm, Selection};
pub use sheet::{FORMULAS, Line, read, write};
use terms::LONGEST_NOTE;
pub use terms::{Terms, languages, languages_of};

/// The most people in one form.
pub const MOST_ROWS: usize = 20;

const BAD_EMAIL: &str = "Enter an email address in full, like name@example.com";
const BAD_PHONE: &str = "Enter the phone number with its country code, like +351 912 555 000";

/// Several people at once: a row each.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct InviteForm {
    pub name: Vec<String>,
    pub contact: Vec<String>,
    pub role: Vec<String>,
    /// The team card of each, or nothing.
    pub card: Vec<String>,
    pub language: String,
    pub note: String,
    pub last_day: String,
    /// Rows whose link will be handed over in person.
    pub by_hand: Option<String>,
    /// A row is to be added.
    pub add: Option<String>,
    /// The row that is to go, counted from 1.
    pub remove: Option<usize>,
}

/// One row, as typed.
#[derive(Debug, Clone, Default)]
pub struct InviteRow {
    pub name: String,
    pub contact: String,
    pub role: String,
    pub card: String,
}

impl InviteForm {
    /// What is offered to everybody in the form.
    pub fn terms(&self, by: &Inside) -> Result<Terms> {
        Terms::parse(&self.language, &self.note, &self.last_day, self.by_hand.is_some(), by)
    }

    pub fn rows(&self) -> Vec<InviteRow> {
        let at = |list: &Vec<String>, place: usize| list.get(place).cloned().unwrap_or_default();
        (0..self.name.len().max(self.contact.len()).min(MOST_ROWS))
            .map(|place| InviteRow {
                name: at(&self.name, place),
                contact: at(&self.contact, place),
                role: at(&self.role, place),
                card: at(&self.card, place),
            })
            .collect()
    }
}

impl InviteRow {
    pub fn is_blank(&self) -> bool {
        self.name.trim().is_empty() && self.contact.trim().is_empty()
    }

    pub fn parse(&self, terms: &Terms, country: &str) -> Result<Offer> {
        let (email, phone) = ways_to_reach(&self.contact);
        let offer = offer(&self.name, &email, &phone, &self.role, terms.by_hand, country)?;
        Ok(terms.of(Offer { member: card(&self.card)?, ..offer }))
    }
}

/// Parts the e-mail address from the phone number, where both were typed.
pub fn ways_to_reach(contact: &str) -> (String, String) {
    let (email, phone): (Vec<&str>, Vec<&str>) = contact.split_whitespace().partition(|part| part.contains('@'));
    (email.join(" "), phone.join(" "))
}

/// Reads an offer of access: an e-mail address, a phone number, or both.
pub fn offer(name: &str, email: &str, phone: &str, role: &str, by_hand: bool, country: &str) -> Result<Offer> {
    let mut errors = Errors::none();
    let person = Person::read(name, email, phone, country, &mut errors);
    let role = role.parse().ok();
    if role.is_none() {
        errors.add("role", "Choose one of the roles of this location");
    }
    match role {
        Some(role) => errors.or(person.offered(Gives::Role(role), by_hand)),
        None => Err(Error::Invalid(errors)),
    }
}

/// Somebody who can be reached.
struct Person {
    name: String,
    email: Option<(Email, String)>,
    phone: Option<(Phone, String)>,
}

impl Person {
    fn read(name: &str, email: &str, phone: &str, country: &str, errors: &mut Errors) -> Self {
        let name = text::name("name", "the name", name, "Enter a name", errors);
        let whom = if name.is_empty() { "this person" } else { &name };
        let typed = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let email = typed(email).and_then(|shown| match Email::parse(&shown) {
            Ok(email) => Some((email, shown)),
            Err(_) => {
                errors.add("contact", format!("Enter an email address in full for {whom}, like name@example.com"));
                None
            }
        });
        let phone = typed(phone).and_then(|shown| match Phone::parse(&shown, country) {
            Ok(phone) => Some((phone, shown)),
            Err(_) => {
                errors.add("contact", BAD_PHONE);
                None
            }
        });
        if email.is_none() && phone.is_none() && errors.at("contact").is_empty() {
            errors.add("contact", format!("Enter an email address or a phone number for {whom}"));
        }
        Person { name, email, phone }
    }

    fn offered(self, gives: Gives, by_hand: bool) -> Offer {
        let Person { name, email, phone } = self;
        let (member, language, note, access_ends_on) = (None, None, String::new(), None);
        Offer { name, email, phone, gives, member, language, note, access_ends_on, by_hand }
    }
}

/// What stands in the way of one person, as sentences beside the fields. Everything else stops the whole form.
pub fn beside(error: Error) -> Result<Errors> {
    match error {
        Error::Invalid(errors) => Ok(errors),
        Error::Conflict(why) => Ok(Errors::on("card", why.trim_end_matches('.'))),
        other => Err(other),
    }
}

/// The cards that can be linked, for one select.
pub fn card_choices(cards: &[Card], chosen: &str) -> Vec<Choice> {
    let free = cards.iter().map(|card| Choice::new(card.id, &card.name, chosen));
    std::iter::once(Choice::new("", "No card", chosen)).chain(free).collect()
}

/// The roles that somebody can give, for one select.
pub fn role_choices(by: &Inside, chosen: &str, db: &mut Conn) -> Result<Vec<Choice>> {
    Ok(choices_among(&Role::list(by.location().id, db)?, by, chosen))
}

/// *View only* is suggested: it is free, and opens nothing that could be changed.
pub fn choices_among(roles: &[Role], by: &Inside, chosen: &str) -> Vec<Choice> {
    let suggested = roles.iter().find(|role| role.is_view_only()).map(|role| role.id.to_string());
    let chosen = if chosen.is_empty() { suggested.unwrap_or_default() } else { chosen.to_owned() };
    roles
        .iter()
        .filter(|role| can_grant(by, role))
        .map(|role| {
            let label = if role.is_view_only() { format!("{} (free)", role.name) } else { role.name.clone() };
            Choice::new(role.id, label, &chosen)
        })
        .collect()
}

fn card(typed: &str) -> Result<Option<MemberId>> {
    match typed {
        "" => Ok(None),
        id => id.parse().map(Some).map_err(|_| Error::on("card", "Choose one of the cards of this location")),
    }
}
