//! The pages about positions of a chain.

use askama::Template;

use crate::error::Errors;
use crate::id::ChainId;
use crate::web::{Crumb, View, filters};

use super::super::forms::PositionForm;
use super::super::model::ChainPosition;
use super::{Tick, team_of};

/// A position, and where it is valid, in words.
pub struct Row {
    pub position: ChainPosition,
    pub places: String,
}

/// Positions of the chain.
#[derive(Template)]
#[template(path = "chain_team/positions.html")]
pub struct Positions {
    pub here: ChainId,
    pub rows: Vec<Row>,
    pub form: PositionForm,
    pub places: Vec<Tick>,
    pub may_edit: bool,
    pub errors: Errors,
}

impl View for Positions {
    fn title(&self) -> String {
        "Positions of the chain".into()
    }

    fn lede(&self) -> String {
        "The same position in several locations. It is edited here only.".into()
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
#[template(path = "chain_team/position.html")]
pub struct EditPosition {
    pub here: ChainId,
    pub position: ChainPosition,
    pub holders: Vec<String>,
    pub form: PositionForm,
    pub places: Vec<Tick>,
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
        let here = self.here;
        vec![Crumb::new("Team", team_of(here)), Crumb::new("Positions", format!("/chains/{here}/positions"))]
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
