//! Pages about who has which role where in a chain.

mod board;
mod cells;
mod many;

use askama::Template;

use crate::error::Errors;
use crate::web::{Action, Choice, Crumb, View, filters};

pub use board::{Board, Head};
pub use cells::{Possible, Row, words};
pub use many::{Batch, Batches, LeftRow, Listed, Plan, PlanRow, Results, roles};

/// Who has which role where.
#[derive(Template)]
#[template(path = "grid/matrix.html")]
pub struct Matrix {
    pub board: Board,
    pub rows: Vec<Row>,
    pub may_edit: bool,
}

impl View for Matrix {
    fn title(&self) -> String {
        "Access by location".into()
    }

    fn lede(&self) -> String {
        "Who has which role where, and who gave it. Where there are two, they add up.".into()
    }

    fn section(&self) -> &'static str {
        "Access"
    }

    fn actions(&self) -> Vec<Action> {
        let here = &self.board.here;
        let edit = self
            .may_edit
            .then(|| Action::primary("Change several roles", "users", format!("{here}/edit{}", self.board.same())));
        let batches = self.may_edit.then(|| Action::plain("Last changes", "undo", format!("{here}/batches")));
        let csv = Action::plain("Save as CSV", "download", format!("{here}.csv{}", self.board.filters()));
        edit.into_iter().chain(batches).chain([csv]).collect()
    }
}

/// The same, with a list in every cell that the viewer may change.
#[derive(Template)]
#[template(path = "grid/edit.html")]
pub struct Edit {
    pub board: Board,
    pub rows: Vec<Row>,
    /// The role for all who are ticked.
    pub give: Vec<Choice>,
    pub is_all: bool,
    pub errors: Errors,
}

impl View for Edit {
    fn title(&self) -> String {
        "Change several roles".into()
    }

    fn lede(&self) -> String {
        "Choose roles in the cells, or one role for several people. You see what will happen before anything is changed."
            .into()
    }

    fn section(&self) -> &'static str {
        "Access"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new("Access by location", format!("{}{}", self.board.here, self.board.same()))]
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
