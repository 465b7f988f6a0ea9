//! The page before looking as somebody else.

use askama::Template;

use crate::id::LocationId;
use crate::web::{Crumb, View, filters};

/// Asks whether to look, and says what looking is.
#[derive(Template)]
#[template(path = "looks/new.html")]
pub struct New {
    pub here: LocationId,
    pub location: String,
    /// `Vera`, or `the role Receptionist`.
    pub name: String,
    /// Where the form goes.
    pub action: String,
    /// Where one goes who would rather not look.
    pub back: String,
    pub menu: Vec<&'static str>,
    pub can: Vec<String>,
}

impl View for New {
    fn title(&self) -> String {
        format!("See {} as {}", self.location, self.name)
    }

    fn lede(&self) -> String {
        "Look through other eyes, without being able to change anything.".into()
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new("Users", format!("/locations/{}/users", self.here))]
    }
}
