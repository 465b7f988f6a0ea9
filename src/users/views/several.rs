//! The pages that do the same to several users: first what will happen to each, then what has.

use askama::Template;

use crate::access::Effect;
use crate::error::Errors;
use crate::id::{AccessId, LocationId};
use crate::team::Leaving;
use crate::web::{Choice, Crumb, View, filters};

use super::super::forms::ChangesForm;

/// Another role or another last day for several users.
#[derive(Template)]
#[template(path = "users/changes.html")]
pub struct Changes {
    pub here: LocationId,
    pub form: ChangesForm,
    pub people: Vec<Plan>,
    pub roles: Vec<Choice>,
    pub ends: Vec<Choice>,
    /// Whether the people are shown with what will happen to them.
    pub is_checked: bool,
    pub errors: Errors,
}

/// The removal of several accesses.
#[derive(Template)]
#[template(path = "users/removals.html")]
pub struct Removals {
    pub here: LocationId,
    pub people: Vec<Plan>,
    /// What they leave behind together.
    pub leaving: Leaving,
}

/// Somebody who was chosen, and what will happen.
pub struct Plan {
    pub id: AccessId,
    pub version: i64,
    pub name: String,
    pub role: String,
    pub will: Will,
}

/// What will happen to somebody.
pub enum Will {
    /// Sentences, and the rights that come and go.
    Change(Vec<String>, Effect),
    Nothing(&'static str),
    Refused(String),
}

impl Plan {
    /// Whoever would be no different is left alone. Whoever is refused stands among the results, with the reason.
    pub fn is_meant(&self) -> bool {
        !matches!(self.will, Will::Nothing(_))
    }

    pub fn is_possible(&self) -> bool {
        matches!(self.will, Will::Change(..))
    }
}

/// How many can be done, in words.
fn possible(people: &[Plan]) -> String {
    match people.iter().filter(|plan| plan.is_possible()).count() {
        1 => "1 person".into(),
        many => format!("{many} people"),
    }
}

impl Changes {
    pub fn possible(&self) -> String {
        possible(&self.people)
    }

    pub fn can_go_on(&self) -> bool {
        self.is_checked && self.people.iter().any(Plan::is_possible)
    }
}

impl Removals {
    pub fn possible(&self) -> String {
        possible(&self.people)
    }

    pub fn can_go_on(&self) -> bool {
        self.people.iter().any(Plan::is_possible)
    }
}

/// What was done to each of several people, and what was not.
#[derive(Template)]
#[template(path = "users/results.html")]
pub struct Results {
    pub here: LocationId,
    pub heading: &'static str,
    /// Those to whom it was done.
    pub done: Vec<String>,
    /// The others, and why not.
    pub refused: Vec<(String, String)>,
}

fn above(here: LocationId) -> Vec<Crumb> {
    vec![Crumb::new("Users", format!("/locations/{here}/users"))]
}

impl View for Changes {
    fn title(&self) -> String {
        "Change several users".into()
    }

    fn lede(&self) -> String {
        match (self.people.is_empty(), self.is_checked) {
            (true, _) => String::new(),
            (_, true) => "Nothing is changed yet. This is what will happen to each.".into(),
            _ => "Choose what is to be different for all of them. You see what will happen before anything is changed."
                .into(),
        }
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        above(self.here)
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

impl View for Removals {
    fn title(&self) -> String {
        "Remove the access of several users?".into()
    }

    fn lede(&self) -> String {
        if self.people.is_empty() { String::new() } else { "This is what will happen to each.".into() }
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        above(self.here)
    }
}

impl View for Results {
    fn title(&self) -> String {
        self.heading.into()
    }

    fn lede(&self) -> String {
        match (self.done.len(), self.refused.len()) {
            (0, _) => "Nothing was changed.".into(),
            (done, refused) => format!("Done for {done}, not done for {refused}."),
        }
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        above(self.here)
    }
}
