//! Why somebody can do something, or cannot.

use askama::Template;

use crate::id::{AccessId, LocationId};
use crate::web::{Action, Crumb, View, filters};

/// One right, and where it comes from.
pub struct Reason {
    /// The part of the address that leads to it.
    pub id: String,
    pub title: String,
    pub is_held: bool,
    pub differs_from_role: bool,
    pub sentences: Vec<String>,
}

/// Every right of one person, with its reason.
#[derive(Template)]
#[template(path = "users/why.html")]
pub struct Why {
    pub here: LocationId,
    /// Whether one looks at one's own.
    pub is_own: bool,
    pub name: String,
    pub role: String,
    pub parts: Vec<(&'static str, Vec<Reason>)>,
    /// The access that the viewer may change.
    pub may_edit: Option<AccessId>,
}

impl View for Why {
    fn title(&self) -> String {
        match self.is_own {
            false => format!("What {} can do, and why", self.name),
            true => "What you can do, and why".into(),
        }
    }

    fn lede(&self) -> String {
        match self.is_own {
            false => format!("Role: {}. Every right, where it comes from, and who could give it.", self.role),
            true => format!("Your role is {}. Every right, where it comes from, and who could give it.", self.role),
        }
    }

    fn section(&self) -> &'static str {
        if self.is_own { "Home" } else { "Users" }
    }

    fn crumbs(&self) -> Vec<Crumb> {
        match self.is_own {
            false => vec![Crumb::new("Users", format!("/locations/{}/users", self.here))],
            true => vec![Crumb::new("Home", format!("/locations/{}", self.here))],
        }
    }

    fn actions(&self) -> Vec<Action> {
        let edit =
            |id: AccessId| Action::primary("Change access", "users", format!("/locations/{}/users/{id}", self.here));
        self.may_edit.map(edit).into_iter().collect()
    }
}
