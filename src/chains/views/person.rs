//! What one person is in a chain and at its locations: the form, and what it would change.

use askama::Template;

use crate::access::{Effect, Rival};
use crate::error::Errors;
use crate::id::{ChainId, LocationId};
use crate::web::{Action, Choice, Crumb, Person, View, filters};

use super::super::forms::AccessForm;
use super::ChainBoard;

/// One location in the form.
pub struct PlaceLine {
    pub location: LocationId,
    pub name: String,
    pub is_closed: bool,
    pub choices: Vec<Choice>,
    /// What they have there besides, in sentences.
    pub besides: Vec<String>,
    pub error: String,
}

impl PlaceLine {
    pub fn id(&self) -> String {
        format!("at-{}", self.location)
    }

    /// What they have there besides, and whether it is closed, for the line below the label.
    pub fn hint(&self) -> String {
        let closed = self.is_closed.then(|| "Closed now.".to_owned());
        self.besides.iter().cloned().chain(closed).collect::<Vec<_>>().join(" ")
    }
}

/// Configuring what a user may do.
#[derive(Template)]
#[template(path = "chains/user.html")]
pub struct User {
    pub chain: ChainId,
    /// The address of this page.
    pub here: String,
    /// They have an access to the chain already.
    pub is_known: bool,
    pub name: String,
    pub logins: String,
    pub roles: Vec<Choice>,
    /// What the chosen chain role is for.
    pub purpose: &'static str,
    /// Missing where there is nothing to tick: no chain rights, or all of them.
    pub board: Option<ChainBoard>,
    pub is_owner: bool,
    pub everywhere: Vec<Choice>,
    pub places: Vec<PlaceLine>,
    pub may_remove: bool,
    pub form: AccessForm,
    pub rival: Option<Rival>,
    pub errors: Errors,
}

impl User {
    /// Whether the form holds what nobody has saved.
    pub fn is_unsaved(&self) -> bool {
        self.rival.is_some() || !self.errors.is_empty() || self.form.wish.is_some()
    }
}

impl View for User {
    fn title(&self) -> String {
        match self.is_known {
            true => format!("Access of {}", self.name),
            false => format!("Give {} access to the chain", self.name),
        }
    }

    fn lede(&self) -> String {
        format!("Signs in with {}. What you change counts from their next click on.", self.logins)
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new("Chain users", format!("/chains/{}/users", self.chain))]
    }

    fn crumb(&self) -> String {
        self.name.clone()
    }

    fn person(&self) -> Option<Person> {
        Some(Person { name: self.name.clone(), chip: String::new(), photo: String::new() })
    }

    fn actions(&self) -> Vec<Action> {
        let remove = Action::danger("Remove from the chain…", "ban", format!("{}/removal", self.here));
        self.may_remove.then_some(remove).into_iter().collect()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// What the form would change, before it is saved.
#[derive(Template)]
#[template(path = "chains/check.html")]
pub struct Check {
    pub chain: ChainId,
    pub here: String,
    pub name: String,
    pub form: AccessForm,
    /// Chain rights that come and go.
    pub effect: Effect,
    /// What else comes of it, in sentences.
    pub sentences: Vec<String>,
}

impl View for Check {
    fn title(&self) -> String {
        format!("What will change for {}", self.name)
    }

    fn lede(&self) -> String {
        "Nothing is saved yet.".into()
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        let users = Crumb::new("Chain users", format!("/chains/{}/users", self.chain));
        vec![users, Crumb::new(self.name.clone(), self.here.clone())]
    }

    fn crumb(&self) -> String {
        "What will change".into()
    }
}
