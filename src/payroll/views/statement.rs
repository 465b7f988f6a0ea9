//! One statement: its lines, each with where it comes from, and how it differs from what counts now.

use askama::Template;

use crate::access::{Inside, Right};
use crate::money;
use crate::web::{Action, Crumb, View, filters};

use super::super::model::{Contents, Statement};
use super::Tabs;
use super::statements::statements_of;

/// A statement.
#[derive(Template)]
#[template(path = "payroll/statement.html")]
pub struct Paper {
    pub tabs: Tabs,
    pub by: Inside,
    pub statement: Statement,
    pub contents: Contents,
    pub groups: Vec<Group>,
    /// When it was made and confirmed, and by whom.
    pub signed: Vec<String>,
    pub today: String,
    /// Why the viewer cannot confirm it; empty where they can.
    pub obstacle: String,
    /// What counts now, of a confirmed one.
    pub compared: Option<Compared>,
    /// What somebody else did meanwhile.
    pub late: String,
    /// Whether it is shown to the one whose it is.
    pub is_own: bool,
}

/// Amounts of one kind.
pub struct Group {
    pub title: &'static str,
    pub rows: Vec<PaperRow>,
    pub sum: String,
}

/// One amount.
pub struct PaperRow {
    pub day: String,
    pub what: String,
    pub client: String,
    /// Its appointment, where the viewer can open it.
    pub url: Option<String>,
    pub why: String,
    pub amount: String,
}

/// How a confirmed statement differs from what counts now.
pub struct Compared {
    pub rows: Vec<ComparedRow>,
    pub total: String,
    /// What earlier adjustments carried over; empty without any.
    pub carried: String,
    pub left: String,
    /// The same in minor units.
    pub left_units: i64,
    /// Whether it was marked as changed.
    pub is_marked: bool,
    /// Whether the viewer may carry it over.
    pub may_correct: bool,
    /// Whether it is the viewer's own.
    pub is_own: bool,
}

/// One line that is not what was confirmed.
pub struct ComparedRow {
    pub day: String,
    pub what: String,
    pub was: String,
    pub is: String,
    pub difference: String,
}

impl Paper {
    pub fn url(&self) -> String {
        format!("{}/{}", statements_of(self.by.location().id), self.statement.id)
    }

    pub fn total(&self) -> String {
        money::said(self.sum(), &self.by.location().currency)
    }

    /// In minor units: what was confirmed, or what the draft comes to.
    pub fn sum(&self) -> i64 {
        if self.statement.is_confirmed() { self.statement.total } else { self.contents.total() }
    }

    pub fn may_confirm(&self) -> bool {
        self.may_keep() && !self.statement.is_confirmed() && self.obstacle.is_empty()
    }

    pub fn may_keep(&self) -> bool {
        !self.is_own && self.by.may(Right::KeepStatements)
    }

    /// Whether there is anything to say about what changed.
    pub fn differs(&self) -> bool {
        self.compared.as_ref().is_some_and(|found| {
            found.is_marked || !found.rows.is_empty() || found.left_units != 0 || !found.carried.is_empty()
        })
    }
}

impl Compared {
    pub fn is_settled(&self) -> bool {
        self.left_units == 0
    }
}

impl View for Paper {
    fn title(&self) -> String {
        format!("Pay statement, {}", self.statement.name)
    }

    fn lede(&self) -> String {
        format!("{}. Number {}.", self.statement.period.said(), self.statement.numbered())
    }

    fn section(&self) -> &'static str {
        if self.is_own { "My pay" } else { self.tabs.section() }
    }

    fn crumbs(&self) -> Vec<Crumb> {
        let here = self.by.location().id;
        match self.is_own {
            true => vec![Crumb::new("My pay", format!("/locations/{here}/my-pay"))],
            false => vec![Crumb::new("Statements", statements_of(here))],
        }
    }

    fn actions(&self) -> Vec<Action> {
        let export = Action::plain("Download CSV", "download", format!("{}/export", self.url()));
        if !self.is_own && self.by.may(Right::ExportPay) { vec![export] } else { Vec::new() }
    }
}
