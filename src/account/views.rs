//! The pages of one's own account.

use askama::Template;

use crate::error::Errors;
use crate::id::{ChainId, LocationId};
use crate::web::{Choice, View, filters};

use super::contacts::OwnContact;
use super::deletion::{Bond, Tie};
use super::forms::ContactForm;

/// Before somebody leaves a location.
#[derive(Template)]
#[template(path = "account/departure.html")]
pub struct Departure {
    pub here: LocationId,
    pub location: String,
    pub consequences: Vec<String>,
    /// The chains that alone open it to them: nothing of its own lets them in.
    pub guest_of: Vec<(ChainId, String)>,
    /// For the last owner: to whom the location could go.
    pub heirs: Option<Vec<Choice>>,
    pub errors: Errors,
}

impl Departure {
    /// Whether there is nobody to whom the last owner could hand the location.
    pub fn is_alone(&self) -> bool {
        self.heirs.as_ref().is_some_and(Vec::is_empty)
    }
}

impl View for Departure {
    fn title(&self) -> String {
        format!("Leave {}?", self.location)
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// Before somebody leaves a chain.
#[derive(Template)]
#[template(path = "account/chain_departure.html")]
pub struct ChainDeparture {
    pub here: ChainId,
    pub chain: String,
    /// Whether there is nobody to whom the last owner could hand the chain.
    pub is_alone: bool,
    pub consequences: Vec<String>,
    /// For the last owner: to whom the chain could go.
    pub heirs: Option<Vec<Choice>>,
    pub errors: Errors,
}

impl View for ChainDeparture {
    fn title(&self) -> String {
        format!("Leave the chain {}?", self.chain)
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// The contacts somebody signs in with.
#[derive(Template)]
#[template(path = "account/contacts.html")]
pub struct Contacts {
    pub contacts: Vec<OwnContact>,
    /// A code was sent here.
    pub awaited: Option<String>,
    /// Whether a code can go to a phone.
    pub texts: bool,
    pub errors: Errors,
}

impl Contacts {
    /// The last proven contact stays: without it nobody could sign in.
    pub fn may_remove(&self, own: &OwnContact) -> bool {
        !own.is_proven || self.contacts.iter().filter(|other| other.is_proven).count() > 1
    }

    /// Whether a code can prove it.
    pub fn may_prove(&self, own: &OwnContact) -> bool {
        !own.is_proven && (self.texts || own.contact.email().is_some())
    }

    /// Letters go to the first address that is proven.
    pub fn gets_letters(&self, own: &OwnContact) -> bool {
        let first = self.contacts.iter().find(|other| other.is_proven && other.contact.email().is_some());
        first.is_some_and(|first| first.id == own.id)
    }
}

impl View for Contacts {
    fn title(&self) -> String {
        "Your account".into()
    }

    fn lede(&self) -> String {
        "The email addresses and phone numbers you can sign in with.".into()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// One more address.
#[derive(Template)]
#[template(path = "account/new_contact.html")]
pub struct NewContact {
    pub form: ContactForm,
    /// Whether a code can go to a phone.
    pub texts: bool,
    pub errors: Errors,
}

impl View for NewContact {
    fn title(&self) -> String {
        if self.texts { "Add an email or phone" } else { "Add an email address" }.into()
    }

    fn lede(&self) -> String {
        "You can sign in with it once a code has shown that it is yours.".into()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// Before an account is deleted.
#[derive(Template)]
#[template(path = "account/deletion.html")]
pub struct Deletion {
    pub ties: Vec<Tie>,
    pub bonds: Vec<Bond>,
}

impl Deletion {
    /// Chains that would be left without an owner.
    pub fn orphaned_chains(&self) -> Vec<&Bond> {
        self.bonds.iter().filter(|bond| bond.is_last_owner).collect()
    }

    /// Whether nothing is in the way.
    pub fn is_possible(&self) -> bool {
        self.orphans().is_empty() && self.orphaned_chains().is_empty()
    }

    /// Locations that would be left without an owner.
    pub fn orphans(&self) -> Vec<&Tie> {
        self.ties.iter().filter(|tie| tie.is_last_owner).collect()
    }
}

impl View for Deletion {
    fn title(&self) -> String {
        "Delete your account?".into()
    }
}
