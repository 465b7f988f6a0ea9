//! The list of statements, and the form that makes new ones.

use askama::Template;

use crate::access::{Inside, Right};
use crate::error::Errors;
use crate::id::{LocationId, MemberId, StatementId};
use crate::web::{Action, Choice, Crumb, View, filters};

use super::super::forms::{MakeForm, StatementsForm};
use super::Tabs;

/// Where the pages of statements begin.
pub fn statements_of(here: LocationId) -> String {
    format!("/locations/{here}/payroll/statements")
}

/// The list.
#[derive(Template)]
#[template(path = "payroll/statements.html")]
pub struct Statements {
    pub tabs: Tabs,
    pub by: Inside,
    pub form: StatementsForm,
    pub members: Vec<Choice>,
    pub rows: Vec<StatementRow>,
    pub next: Option<String>,
    /// How many wait for a look.
    pub changed: i64,
    /// What could not be confirmed, and why.
    pub refused: Vec<(String, String)>,
    /// How many were confirmed beside those.
    pub confirmed: usize,
}

/// A statement of the list.
pub struct StatementRow {
    pub id: StatementId,
    pub number: String,
    pub name: String,
    pub days: String,
    pub is_confirmed: bool,
    pub total: String,
    /// When something changed since; empty otherwise.
    pub touched: String,
    /// What the tick sends, where it can be confirmed by the viewer.
    pub tick: String,
    /// Why it cannot.
    pub obstacle: String,
}

impl Statements {
    pub fn here(&self) -> LocationId {
        self.by.location().id
    }

    pub fn may_keep(&self) -> bool {
        self.by.may(Right::KeepStatements)
    }

    pub fn can_confirm(&self) -> bool {
        self.rows.iter().any(|row| !row.tick.is_empty())
    }

    /// The filters by state: label, address, whether it is on.
    pub fn pills(&self) -> Vec<(String, String, bool)> {
        let changed = match self.changed {
            0 => "Changed since".to_owned(),
            many => format!("Changed since ({many})"),
        };
        [("", "All".to_owned()), ("draft", "Drafts".into()), ("confirmed", "Confirmed".into()), ("changed", changed)]
            .into_iter()
            .map(|(state, label)| (label, self.address(state), self.form.state == state))
            .collect()
    }

    fn address(&self, state: &str) -> String {
        format!("{}{}", statements_of(self.here()), self.form.address(state, None))
    }

    /// Where the list begins, from any other page of it.
    pub fn first(&self) -> Option<String> {
        (!self.form.after.is_empty()).then(|| self.address(&self.form.state))
    }
}

impl View for Statements {
    fn title(&self) -> String {
        "Statements".into()
    }

    fn lede(&self) -> String {
        "What each person earned in a period. A confirmed statement stays as it is.".into()
    }

    fn section(&self) -> &'static str {
        self.tabs.section()
    }

    fn actions(&self) -> Vec<Action> {
        let make = Action::primary("New statements", "plus", format!("{}/new", statements_of(self.here())));
        if self.may_keep() { vec![make] } else { Vec::new() }
    }
}

/// For whom, and of which days.
#[derive(Template)]
#[template(path = "payroll/new_statements.html")]
pub struct NewStatements {
    pub tabs: Tabs,
    pub here: LocationId,
    pub form: MakeForm,
    /// What the days are called; empty where they cannot be used.
    pub said: String,
    pub people: Vec<Earner>,
    pub errors: Errors,
}

/// Somebody for whom a statement can be made.
pub struct Earner {
    pub member: MemberId,
    pub name: String,
    pub position: String,
    pub earned: String,
    pub is_ticked: bool,
    /// The statement that holds some of these days already.
    pub obstacle: String,
}

impl NewStatements {
    pub fn error(&self, person: &Earner) -> &str {
        self.errors.at(&format!("member-{}", person.member))
    }
}

impl View for NewStatements {
    fn title(&self) -> String {
        "New statements".into()
    }

    fn lede(&self) -> String {
        "They begin as drafts, which show what counts at any time.".into()
    }

    fn section(&self) -> &'static str {
        self.tabs.section()
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new("Statements", statements_of(self.here))]
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
