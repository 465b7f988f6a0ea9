//! The pages about positions.

use askama::Template;

use crate::error::Errors;
use crate::id::LocationId;
use crate::web::{Crumb, View, filters};

use super::super::forms::PositionForm;
use super::super::model::Position;
use super::team_of;

/// Positions.
#[derive(Template)]
#[template(path = "team/positions.html")]
pub struct Positions {
    pub here: LocationId,
    pub positions: Vec<Position>,
    pub form: PositionForm,
    pub errors: Errors,
}

impl View for Positions {
    fn title(&self) -> String {
        "Positions".into()
    }

    fn lede(&self) -> String {
        "How you group your team, for you and your colleagues.".into()
    }

    fn section(&self) -> &'static str {
        "Team"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new("Team", team_of(self.here))]
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// One position.
#[derive(Template)]
#[template(path = "team/position.html")]
pub struct EditPosition {
    pub here: LocationId,
    pub position: Position,
    pub holders: Vec<String>,
    pub form: PositionForm,
    pub errors: Errors,
}

impl View for EditPosition {
    fn title(&self) -> String {
        self.position.title.clone()
    }

    fn section(&self) -> &'static str {
        "Team"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![
            Crumb::new("Team", team_of(self.here)),
            Crumb::new("Positions", format!("/locations/{}/positions", self.here)),
        ]
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
