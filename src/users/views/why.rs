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
    /// Whose access it is; nobody's where one looks at one's own.
    pub access: Option<AccessId>,
    pub name: String,
    pub role: String,
    pub parts: Vec<(&'static str, Vec<Reason>)>,
    pub may_edit: bool,
}

impl View for Why {
    fn title(&self) -> String {
        match self.access {
            Some(_) => format!("What {} can do, and why", self.name),
            None => "What you can do, and why".into(),
        }
    }

    fn lede(&self) -> String {
        match self.access {
            Some(_) => format!("Role: {}. Every right, where it comes from, and who could give it.", self.role),
            None => format!("Your role is {}. Every right, where it comes from, and who could give it.", self.role),
        }
    }

    fn section(&self) -> &'static str {
        if self.access.is_some() { "Users" } else { "Home" }
    }

    fn crumbs(&self) -> Vec<Crumb> {
        match self.access {
            Some(_) => vec![Crumb::new("Users", format!("/locations/{}/users", self.here))],
            None => vec![Crumb::new("Home", format!("/locations/{}", self.here))],
        }
    }

    fn actions(&self) -> Vec<Action> {
        let edit =
            |id: AccessId| Action::primary("Change access", "users", format!("/locations/{}/users/{id}", self.here));
        self.access.filter(|_| self.may_edit).map(edit).into_iter().collect()
    }
}
