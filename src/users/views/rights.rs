//! What somebody may do: the form, and what it would change.

use askama::Template;

use crate::access::{Board, Effect, Rival};
use crate::error::Errors;
use crate::id::{AccessId, LocationId, UserId};
use crate::web::{Action, Choice, Crumb, Person, View, filters};

use super::super::forms::RightsForm;

/// A role to choose, with what it is for.
pub struct RoleChoice {
    pub choice: Choice,
    pub purpose: &'static str,
}

/// The rights of a user, to be changed.
#[derive(Template)]
#[template(path = "users/rights.html")]
pub struct Rights {
    pub here: LocationId,
    pub id: AccessId,
    pub user: UserId,
    /// What comes from chains besides, and is changed there.
    pub from: Vec<String>,
    pub name: String,
    pub logins: String,
    /// The role that the form is about, which may not be saved yet.
    pub role: String,
    pub purpose: &'static str,
    pub form: RightsForm,
    /// Where the rights below come from, while nothing of it is saved.
    pub preview: Option<String>,
    pub roles: Vec<RoleChoice>,
    pub colleagues: Vec<Choice>,
    /// Missing where there is nothing to choose: an owner holds everything.
    pub board: Option<Board>,
    pub menu: Vec<&'static str>,
    pub can: Vec<String>,
    pub cannot: Vec<&'static str>,
    pub may_remove: bool,
    pub rival: Option<Rival>,
    pub errors: Errors,
}

impl Rights {
    fn here(&self) -> String {
        format!("/locations/{}/users/{}", self.here, self.id)
    }

    /// Whether the form holds what nobody has saved.
    pub fn is_unsaved(&self) -> bool {
        self.preview.is_some() || self.rival.is_some() || !self.errors.is_empty() || self.form.wishes("edit")
    }

    /// What is wrong with the form as a whole.
    pub fn of_form(&self) -> &str {
        self.errors.at("rights")
    }
}

impl View for Rights {
    fn title(&self) -> String {
        format!("Access of {}", self.name)
    }

    fn lede(&self) -> String {
        format!("Signs in with {}. What you change counts from their next click on.", self.logins)
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new("Users", format!("/locations/{}/users", self.here))]
    }

    fn crumb(&self) -> String {
        self.name.clone()
    }

    fn person(&self) -> Option<Person> {
        Some(Person { name: self.name.clone(), chip: String::new(), photo: String::new() })
    }

    fn actions(&self) -> Vec<Action> {
        let why = format!("/locations/{}/rights/{}", self.here, self.user);
        let why = Action { style: "btn-small", ..Action::plain("Why?", "info", why) };
        let look = Action { style: "btn-small", ..Action::plain("See as…", "eye", format!("{}/look", self.here())) };
        let remove = Action::danger("Remove access…", "ban", format!("{}/removal", self.here()));
        [why, look].into_iter().chain(self.may_remove.then_some(remove)).collect()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// What the form would change, before it is saved.
#[derive(Template)]
#[template(path = "users/check.html")]
pub struct Check {
    pub here: LocationId,
    pub id: AccessId,
    pub name: String,
    pub form: RightsForm,
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
        let users = format!("/locations/{}/users", self.here);
        vec![Crumb::new("Users", users.clone()), Crumb::new(self.name.clone(), format!("{users}/{}", self.id))]
    }

    fn crumb(&self) -> String {
        "What will change".into()
    }
}
