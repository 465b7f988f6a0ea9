//! The form of a new rule.

use askama::Template;

use crate::error::Errors;
use crate::web::{Choice, Crumb, View, filters};

use super::super::engine::Work;
use super::super::forms::{MOST_ROWS, RuleForm};
use super::Whose;

/// Setting how somebody is paid.
#[derive(Template)]
#[template(path = "payroll/new_rule.html")]
pub struct NewRule {
    pub whose: Whose,
    pub form: RuleForm,
    pub currency: String,
    pub today: String,
    pub defaults: Vec<Default>,
    pub times: Vec<Choice>,
    pub rows: Vec<Row>,
    pub errors: Errors,
    /// What somebody else set meanwhile.
    pub theirs: Vec<(String, String)>,
}

/// The rate of a kind of work.
pub struct Default {
    pub work: Work,
    pub value: String,
    pub kinds: Vec<Choice>,
    pub hint: &'static str,
}

/// One exception.
pub struct Row {
    pub abouts: Vec<Choice>,
    pub works: Vec<Choice>,
    pub kinds: Vec<Choice>,
    pub value: String,
}

impl NewRule {
    fn error(&self, field: &str, row: &usize) -> &str {
        self.errors.at(&format!("{field}-{row}"))
    }

    fn has_room(&self) -> bool {
        self.rows.len() < MOST_ROWS
    }
}

impl View for NewRule {
    fn title(&self) -> String {
        format!("New rule for {}", self.whose.name)
    }

    fn lede(&self) -> String {
        "It follows the one that counts, which stays as it is for the days before.".into()
    }

    fn section(&self) -> &'static str {
        "Team"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        self.whose.crumbs()
    }

    fn crumb(&self) -> String {
        "New rule".into()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
