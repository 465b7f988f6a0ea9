//! The forms of a client.

use askama::Template;

use crate::error::Errors;
use crate::id::LocationId;
use crate::users::{Email, Phone};
use crate::web::{Crumb, View, filters};

use super::super::forms::ClientForm;
use super::super::model::{Client, Details};
use super::{clients_of, crumb_of};

/// Somebody else who is reached in the same way.
pub struct Twin {
    pub name: String,
    /// What they have in common.
    pub shares: &'static str,
    pub url: String,
}

impl Twin {
    pub fn new(here: LocationId, client: Client, typed: &Details) -> Self {
        let phone = typed.phone.as_ref().map(Phone::as_str) == Some(client.phone.as_str());
        let email = typed.email.as_ref().map(Email::as_str) == Some(client.email.as_str());
        let shares = match (phone, email) {
            (true, true) => "this phone number and this email address",
            (true, false) => "this phone number",
            _ => "this email address",
        };
        Twin { url: format!("{}/{}", clients_of(here), client.id), name: client.name, shares }
    }
}

/// A new client.
#[derive(Template)]
#[template(path = "clients/new.html")]
pub struct New {
    pub here: LocationId,
    pub sees_contacts: bool,
    pub form: ClientForm,
    pub twins: Vec<Twin>,
    pub errors: Errors,
}

impl View for New {
    fn title(&self) -> String {
        "Add client".into()
    }

    fn section(&self) -> &'static str {
        "Clients"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![crumb_of(self.here)]
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// Changing a client.
#[derive(Template)]
#[template(path = "clients/edit.html")]
pub struct Edit {
    pub here: LocationId,
    pub sees_contacts: bool,
    pub client: Client,
    pub form: ClientForm,
    pub twins: Vec<Twin>,
    /// What somebody else has saved meanwhile.
    pub theirs: Vec<(&'static str, String)>,
    pub errors: Errors,
}

impl View for Edit {
    fn title(&self) -> String {
        format!("Change {}", self.client.name)
    }

    fn section(&self) -> &'static str {
        "Clients"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        let client = format!("{}/{}", clients_of(self.here), self.client.id);
        vec![crumb_of(self.here), Crumb::new(&self.client.name, client)]
    }

    fn crumb(&self) -> String {
        "Change".into()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
