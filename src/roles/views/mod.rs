//! The pages about roles.

mod changes;
mod edit;
mod import;
mod told;

use askama::Template;

use crate::access::{Effect, Inside, Right};
use crate::id::{LocationId, RoleId};
use crate::web::{Action, Crumb, View, filters};

pub use changes::{Changes, Remove};
pub use edit::{Edit, New};
pub use import::ImportPage;
pub use told::{Told, told};

/// The address of the Roles tab.
pub fn roles_of(here: LocationId) -> String {
    format!("/locations/{here}/roles")
}

fn crumbs(here: LocationId) -> Vec<Crumb> {
    vec![Crumb::new("Users", format!("/locations/{here}/users")), Crumb::new("Roles", roles_of(here))]
}

/// The Roles tab.
#[derive(Template)]
#[template(path = "roles/index.html")]
pub struct Index {
    pub by: Inside,
    pub rows: Vec<Row>,
    pub users: usize,
    pub open: usize,
}

/// A role, in words.
pub struct Row {
    pub id: RoleId,
    pub name: String,
    /// What it is for, or what it was made like.
    pub about: String,
    pub rights: usize,
    /// The first of those who have it, each with the page of their access where the viewer may open it.
    pub holders: Vec<(String, String)>,
    pub more: usize,
    pub offers: usize,
    pub offered: String,
    /// The right that uses a seat.
    pub paid_by: Option<Right>,
    /// What the rights of the template would change, where the role is another by now.
    pub differs: Effect,
    pub is_viewers: bool,
    pub may_edit: bool,
    pub may_delete: bool,
}

impl Index {
    pub fn here(&self) -> LocationId {
        self.by.location().id
    }
}

impl View for Index {
    fn title(&self) -> String {
        "Users".into()
    }

    fn lede(&self) -> String {
        "What each role lets people do, and who has it.".into()
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn actions(&self) -> Vec<Action> {
        let roles = roles_of(self.here());
        let mut actions = Vec::new();
        if self.by.may(Right::EditRoles) {
            actions.push(Action::primary("Create a role", "plus", format!("{roles}/new")));
            actions.push(Action::plain("Import roles", "list", format!("{roles}/import")));
        }
        actions.push(Action::plain("Export roles", "out", format!("{roles}/export")));
        actions.push(Action::plain("Compare roles", "eye", format!("{roles}/comparison")));
        actions
    }
}

/// Every right against every role.
#[derive(Template)]
#[template(path = "roles/comparison.html")]
pub struct Comparison {
    pub here: LocationId,
    pub place: String,
    pub roles: Vec<String>,
    pub parts: Vec<Part>,
}

/// A section of the catalogue.
pub struct Part {
    pub title: &'static str,
    pub lines: Vec<Line>,
}

/// A right, and how far it goes in each role: `None` where it is off, no words where it goes the whole way.
pub struct Line {
    pub right: Right,
    pub cells: Vec<Option<String>>,
}

impl View for Comparison {
    fn title(&self) -> String {
        "Roles compared".into()
    }

    fn lede(&self) -> String {
        format!("What each role can do at {}.", self.place)
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        crumbs(self.here)
    }
}
