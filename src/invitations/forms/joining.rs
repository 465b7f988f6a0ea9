//! What a browser sends at the front door.

use serde::Deserialize;

use crate::error::{Error, Errors, Result};
use crate::text;
use crate::users::{Contact, Email, password};

use super::super::model::Link;
use super::{BAD_EMAIL, BAD_PHONE};

/// Registering through an invitation.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterForm {
    pub name: String,
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub phone: String,
    pub password: String,
    #[serde(default)]
    pub terms: Option<String>,
    #[serde(default)]
    pub news: Option<String>,
}

/// What registering needs, with the password still to be hashed.
#[derive(Debug, Clone)]
pub struct Registration {
    pub name: String,
    pub proven: (Contact, String),
    pub claimed: Vec<(Contact, String)>,
    pub wants_news: bool,
}

impl RegisterForm {
    /// `proven` is the contact that the link or the code has proved; no other can be sent in its place.
    pub fn parse(&self, link: &Link, proven: &Contact) -> Result<Registration> {
        let sent = match proven {
            Contact::Email(_) => &self.email,
            Contact::Phone(_) => &self.phone,
        };
        if !sent.is_empty() && Contact::parse(sent, &link.host.main.country).as_ref() != Ok(proven) {
            return Err(Error::Malformed(format!("This invitation is for {proven}. Load the page again.")));
        }
        let mut errors = Errors::none();
        let name = text::name("name", "your name", &self.name, "Enter your name", &mut errors);
        let claimed = self.other_contact(link, proven, &mut errors);
        if let Some(weakness) = password::weakness(&self.password, &[&self.name, proven.value(), &link.host.name]) {
            errors.add("password", weakness);
        }
        if self.terms.is_none() {
            errors.add("terms", "Accept the user agreement and the privacy policy to join");
        }
        errors.or(Registration {
            name,
            proven: (proven.clone(), proven.value().to_owned()),
            claimed: claimed.into_iter().collect(),
            wants_news: self.news.is_some(),
        })
    }

    /// The other contact: the invited one as it is, or the one that was typed. It opens nothing until it is proved.
    fn other_contact(&self, link: &Link, proven: &Contact, errors: &mut Errors) -> Option<(Contact, String)> {
        let (field, typed, bad) = match proven {
            Contact::Email(_) => ("phone", &self.phone, BAD_PHONE),
            Contact::Phone(_) => ("email", &self.email, BAD_EMAIL),
        };
        let others = link.invitation.contacts().into_iter().find(|contact| contact.kind() == field);
        if let Some(contact) = others {
            let shown = contact.value().to_owned();
            return Some((contact, shown));
        }
        if typed.trim().is_empty() {
            return None;
        }
        match Contact::parse(typed, &link.host.main.country) {
            Ok(contact) if contact.kind() == field => Some((contact, typed.clone())),
            _ => {
                errors.add(field, bad);
                None
            }
        }
    }
}

/// Asking for a code.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CodeForm {
    pub email: String,
}

impl CodeForm {
    /// Where the code goes: the contact that was invited, or else the address that was typed.
    pub fn parse(&self, link: &Link) -> Result<Contact> {
        match link.code_goes_to() {
            Some(invited) => Ok(invited),
            None => Email::parse(&self.email).map(Contact::Email).map_err(|_| Error::on("email", BAD_EMAIL)),
        }
    }
}

/// Entering the code.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProofForm {
    pub code: String,
}
