//! The work schedule of everybody, for a week or a month.

use askama::Template;

use crate::access::{Inside, Right};
use crate::web::{Action, Crumb, View, filters};

use super::cells::{Cell, Month, Period};
use super::crumbs;

/// A row of the week: somebody, and their seven days.
pub struct Row {
    pub name: String,
    pub position: String,
    pub url: String,
    pub total: String,
    pub cells: Vec<Cell>,
}

/// The work schedule.
#[derive(Template)]
#[template(path = "schedule/index.html")]
pub struct Index {
    pub by: Inside,
    pub period: Period,
    /// What is now: this week, or this month.
    pub now: Period,
    /// The same days in the other view.
    pub other: Period,
    pub rows: Vec<Row>,
    pub months: Vec<Month>,
}

impl Index {
    pub fn base(&self) -> String {
        format!("/locations/{}/schedule", self.by.location().id)
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.months.is_empty()
    }

    pub fn may_see_team(&self) -> bool {
        self.by.may(Right::ViewTeam)
    }
}

impl View for Index {
    fn title(&self) -> String {
        "Work schedule".into()
    }

    fn lede(&self) -> String {
        format!("{}. People who only assist need no schedule.", self.period.words())
    }

    fn section(&self) -> &'static str {
        "Team"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        crumbs(&self.by, None)
    }

    fn actions(&self) -> Vec<Action> {
        Vec::new()
    }
}
