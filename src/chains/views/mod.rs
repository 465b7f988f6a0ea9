//! Pages about chains.

mod board;
mod people;
mod person;
mod roles;

use askama::Template;

use crate::access::{Inside, Right};
use crate::error::Errors;
use crate::id::{ChainId, LocationId};
use crate::web::{Choice, Crumb, View, filters};

mod overview;

pub use overview::{Numbers, Show};

use super::forms::ChainForm;
use super::model::{Branch, Within};

pub use board::ChainBoard;
pub use people::{Pill, UserRow, Users};
pub use person::{Check, PlaceLine, User};
pub use roles::{Boards, Copies, NewRole, RoleCheck, RolePage, RoleRemoval, RoleRow, Roles};

/// Creating a chain.
#[derive(Template)]
#[template(path = "chains/new.html")]
pub struct New {
    /// The locations that it can be made of.
    pub possible: Vec<(LocationId, String)>,
    pub form: ChainForm,
    pub errors: Errors,
}

impl New {
    pub fn is_chosen(&self, location: &LocationId) -> bool {
        self.form.location.contains(location)
    }

    pub fn mains(&self) -> Vec<Choice> {
        let first = Choice::new("", "The first of them", &self.form.main);
        let rest = self.possible.iter().map(|(id, name)| Choice::new(id, name, &self.form.main));
        std::iter::once(first).chain(rest).collect()
    }
}

impl View for New {
    fn title(&self) -> String {
        "Create a chain".into()
    }

    fn lede(&self) -> String {
        "A chain runs several locations together: one list of people, one look at all of them.".into()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// Name and main location.
#[derive(Template)]
#[template(path = "chains/edit.html")]
pub struct Edit {
    pub by: Within,
    pub form: ChainForm,
    pub mains: Vec<Choice>,
    pub errors: Errors,
}

impl View for Edit {
    fn title(&self) -> String {
        "Chain settings".into()
    }

    fn section(&self) -> &'static str {
        "Settings"
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// A location of the chain, and where it can move.
pub struct Row {
    pub branch: Branch,
    pub is_main: bool,
    /// Before which one it stands after a step up, or down.
    pub up: Option<String>,
    pub down: Option<String>,
}

/// The locations of a chain.
#[derive(Template)]
#[template(path = "chains/locations.html")]
pub struct Locations {
    pub by: Within,
    pub rows: Vec<Row>,
    /// What the viewer could add.
    pub possible: Vec<Choice>,
    pub errors: Errors,
}

impl View for Locations {
    fn title(&self) -> String {
        "Chain settings".into()
    }

    fn section(&self) -> &'static str {
        "Settings"
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// What will happen when a location leaves, or the whole chain goes: said before it does.
#[derive(Template)]
#[template(path = "chains/ending.html")]
pub struct Ending {
    pub here: String,
    pub title: String,
    pub button: String,
    pub consequences: Vec<String>,
    /// Why it cannot be done now; empty where it can.
    pub obstacle: String,
    pub crumb: Crumb,
    pub section: &'static str,
}

impl View for Ending {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn section(&self) -> &'static str {
        self.section
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![self.crumb.clone()]
    }
}

/// The chains that a location belongs to.
#[derive(Template)]
#[template(path = "chains/of_location.html")]
pub struct OfLocation {
    pub by: Inside,
    pub chains: Vec<(ChainId, String)>,
}

impl View for OfLocation {
    fn title(&self) -> String {
        "Location settings".into()
    }

    fn section(&self) -> &'static str {
        "Settings"
    }
}
