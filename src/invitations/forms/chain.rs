//! What a browser sends about invitations to a chain.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::chains;
use crate::error::{Error, Errors, Result};
use crate::id::{LocationId, RoleId};
use crate::language::Language;
use crate::text;
use crate::users::Contact;

use super::super::model::{Gives, Host, Invitation, Offer};
use super::{LONGEST_NOTE, Person, ways_to_reach};

/// Somebody new, or somebody who uses Parlour already.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AddForm {
    /// `known` for somebody who uses Parlour already: then no name is asked for.
    pub who: String,
    pub name: String,
    pub contact: String,
    pub role: String,
    pub everywhere: String,
    /// The locations, and the role at each of them in the same order.
    pub location: Vec<LocationId>,
    pub at: Vec<String>,
    pub language: String,
    pub note: String,
    pub by_hand: Option<String>,
}

/// Something else is offered, or somebody else is meant.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AmendForm {
    pub email: String,
    pub phone: String,
    pub role: String,
    pub everywhere: String,
    pub location: Vec<LocationId>,
    pub at: Vec<String>,
    pub by_hand: Option<String>,
}

/// What somebody is to be, as it was chosen.
#[derive(Debug, Clone, Default)]
pub struct Chosen {
    pub role: String,
    pub everywhere: String,
    pub at: BTreeMap<LocationId, String>,
}

impl Chosen {
    fn new(role: &str, everywhere: &str, locations: &[LocationId], at: &[String]) -> Self {
        let at = locations.iter().copied().zip(at.iter().cloned()).collect();
        Chosen { role: role.to_owned(), everywhere: everywhere.to_owned(), at }
    }

    fn parse(&self, errors: &mut Errors) -> chains::Terms {
        let mut terms = chains::Terms::default();
        match (self.role.as_str(), self.role.parse()) {
            ("", _) => {}
            (_, Ok(role)) => terms.role = Some((role, None)),
            _ => errors.add("role", "Choose one of the chain roles of this chain"),
        }
        let role = |field: String, typed: &str, errors: &mut Errors| -> Option<RoleId> {
            let role = typed.parse().ok();
            if role.is_none() && !typed.is_empty() {
                errors.add(field, "Choose one of the roles of this chain");
            }
            role
        };
        terms.everywhere = role("everywhere".into(), &self.everywhere, errors);
        let at =
            self.at.iter().filter_map(|(place, typed)| Some((*place, role(format!("at-{place}"), typed, errors)?)));
        terms.at = at.collect();
        terms
    }
}

impl AddForm {
    pub fn is_known(&self) -> bool {
        self.who == "known"
    }

    pub fn chosen(&self) -> Chosen {
        Chosen::new(&self.role, &self.everywhere, &self.location, &self.at)
    }

    pub fn parse(&self, host: &Host) -> Result<Offer> {
        must_pair(&self.location, &self.at)?;
        let mut errors = Errors::none();
        let (email, phone) = ways_to_reach(&self.contact);
        let name = if self.is_known() { self.contact_as_name(host) } else { self.name.clone() };
        let person = Person::read(&name, &email, &phone, &host.main.country, &mut errors);
        let language = Language::from_code(&self.language);
        if language.is_none() && !self.language.is_empty() {
            errors.add("language", "Choose one of the languages");
        }
        let note = text::lines("note", "the note", &self.note, LONGEST_NOTE, &mut errors);
        let gives = Gives::InChain(self.chosen().parse(&mut errors));
        errors.or(Offer { language, note, ..person.offered(gives, self.by_hand.is_some()) })
    }

    /// Whoever uses Parlour already has a name there: until they join, the contact stands in for it. It looks the same
    /// for somebody who has no account (cases A16).
    fn contact_as_name(&self, host: &Host) -> String {
        let shown = |contact: Contact| contact.to_string();
        let first = self.contact.split_whitespace().find(|part| part.contains('@')).unwrap_or(self.contact.trim());
        Contact::parse(first, &host.main.country).map_or_else(|_| "this person".to_owned(), shown)
    }
}

impl AmendForm {
    pub fn of(invitation: &Invitation) -> Self {
        let shown = |contact: Option<String>| contact.unwrap_or_default();
        let chosen = Chosen::of(&invitation.gives);
        AmendForm {
            email: shown(invitation.email.as_ref().map(|email| email.as_str().to_owned())),
            phone: shown(invitation.phone.as_ref().map(|phone| phone.as_str().to_owned())),
            role: chosen.role,
            everywhere: chosen.everywhere,
            location: chosen.at.keys().copied().collect(),
            at: chosen.at.into_values().collect(),
            by_hand: None,
        }
    }

    pub fn chosen(&self) -> Chosen {
        Chosen::new(&self.role, &self.everywhere, &self.location, &self.at)
    }

    /// What is offered to the person of this name from now on.
    pub fn parse(&self, name: &str, host: &Host) -> Result<Offer> {
        must_pair(&self.location, &self.at)?;
        let mut errors = Errors::none();
        let person = Person::read(name, &self.email, &self.phone, &host.main.country, &mut errors);
        let gives = Gives::InChain(self.chosen().parse(&mut errors));
        errors.or(person.offered(gives, self.by_hand.is_some()))
    }
}

impl Chosen {
    fn of(gives: &Gives) -> Self {
        let Gives::InChain(terms) = gives else { return Chosen::default() };
        Chosen {
            role: terms.role.as_ref().map(|(role, _)| role.to_string()).unwrap_or_default(),
            everywhere: terms.everywhere.map(|role| role.to_string()).unwrap_or_default(),
            at: terms.at.iter().map(|(place, role)| (*place, role.to_string())).collect(),
        }
    }
}

/// Every location comes with its role, and none twice.
fn must_pair(locations: &[LocationId], at: &[String]) -> Result<()> {
    let known: std::collections::BTreeSet<&LocationId> = locations.iter().collect();
    if locations.len() == at.len() && known.len() == locations.len() {
        return Ok(());
    }
    Err(Error::Malformed("A location came without its role. Load the page again.".into()))
}
