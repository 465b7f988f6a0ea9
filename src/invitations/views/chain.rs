//! The forms that invite to a chain.

use askama::Template;

use crate::error::Errors;
use crate::id::{InvitationId, LocationId, Place};
use crate::web::{Action, Choice, Crumb, View, filters};

use super::super::forms::{AddForm, AmendForm};
use super::super::model::{Host, Standstill};

/// What can be chosen: a chain role, a role at all locations, and one at each.
pub struct Reach {
    pub roles: Vec<Choice>,
    pub everywhere: Vec<Choice>,
    pub places: Vec<Reached>,
}

/// A location, and what can be given there.
pub struct Reached {
    pub id: LocationId,
    pub name: String,
    pub roles: Vec<Choice>,
    /// Why nobody new can be given a role there.
    pub obstacle: Option<String>,
}

impl Reached {
    pub fn field(&self) -> String {
        format!("at-{}", self.id)
    }
}

/// The two ways to invite to a chain, for the head of a page.
pub fn invite_to_chain(here: Place) -> Vec<Action> {
    vec![
        Action::primary("Add one of the users", "plus", format!("{here}/invitations/new")),
        Action::plain("Invite one of users", "send", format!("{here}/invitations/new?who=known")),
    ]
}

fn crumbs(here: Place) -> Vec<Crumb> {
    vec![Crumb::new("Users", format!("{here}/users")), Crumb::new("Invited", format!("{here}/invitations"))]
}

/// Adding somebody new to a chain, or inviting somebody who uses Parlour already.
#[derive(Template)]
#[template(path = "invitations/add.html")]
pub struct Add {
    pub host: Host,
    pub form: AddForm,
    pub reach: Reach,
    pub languages: Vec<Choice>,
    pub reaches_phones: bool,
    pub standstill: Option<Standstill>,
    pub errors: Errors,
}

impl View for Add {
    fn title(&self) -> String {
        if self.form.is_known() { "Invite one of users" } else { "Add one of the users" }.into()
    }

    fn lede(&self) -> String {
        if self.form.is_known() {
            "Enter the email or the phone number they sign in with. They keep their account.".into()
        } else {
            "They get a link, and make an account of their own with it.".into()
        }
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        crumbs(self.host.place)
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// Changing an invitation to a chain that is still open.
#[derive(Template)]
#[template(path = "invitations/amend.html")]
pub struct Amend {
    pub host: Host,
    pub id: InvitationId,
    pub name: String,
    pub contact: String,
    /// They have accepted, so that it is for nobody else.
    pub waits: bool,
    pub form: AmendForm,
    pub reach: Reach,
    pub errors: Errors,
}

impl View for Amend {
    fn title(&self) -> String {
        format!("Invitation to {}", self.name)
    }

    fn lede(&self) -> String {
        if self.waits {
            format!("{} has accepted it, and waits. Save what can be given, then approve.", self.contact)
        } else {
            format!("It is for {}. Another contact gets a new link, and the earlier ones stop working.", self.contact)
        }
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        crumbs(self.host.place)
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
