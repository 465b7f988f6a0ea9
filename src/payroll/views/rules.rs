//! The Payroll tab of a card: how somebody is paid, will be and was.

use askama::Template;

use crate::error::Errors;
use crate::id::PayRuleId;
use crate::team::Frame;
use crate::web::{Action, Crumb, Person, View, filters};

use super::super::model::{Clause, NOT_ONESELF};
use super::{TAB, Whose};

/// The Payroll tab.
#[derive(Template)]
#[template(path = "payroll/rules.html")]
pub struct Rules {
    pub frame: Frame,
    pub whose: Whose,
    /// Whether it is the viewer who is paid so.
    pub is_own: bool,
    /// The one that counts today.
    pub counting: Option<Told>,
    pub coming: Vec<Told>,
    /// Those that count no more, and those that were withdrawn, newest first.
    pub earlier: Vec<Told>,
    pub errors: Errors,
}

/// A rule in words.
pub struct Told {
    pub id: PayRuleId,
    pub number: i64,
    pub starts: String,
    pub clauses: Vec<Clause>,
    /// Who set it, and when.
    pub made: String,
    pub is_withdrawn: bool,
}

impl Rules {
    fn has_any(&self) -> bool {
        self.counting.is_some() || !self.coming.is_empty()
    }

    fn not_oneself(&self) -> &'static str {
        NOT_ONESELF
    }
}

impl Told {
    /// What withdrawing it would mean.
    fn meaning(&self) -> String {
        format!("Rule {} never begins. It stays in the list of earlier rules.", self.number)
    }
}

impl View for Rules {
    fn title(&self) -> String {
        self.frame.title(TAB)
    }

    fn lede(&self) -> String {
        self.frame.line.clone()
    }

    fn section(&self) -> &'static str {
        "Team"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        let mut crumbs = self.whose.crumbs();
        crumbs.pop();
        crumbs
    }

    fn crumb(&self) -> String {
        TAB.to_owned()
    }

    fn actions(&self) -> Vec<Action> {
        let page = self.whose.page();
        let mut actions = Vec::new();
        if !self.is_own {
            actions.push(Action::primary("Set a new rule", "plus", format!("{page}/new")));
        }
        if self.has_any() {
            actions.push(Action::plain("Copy to others", "copy", format!("{page}/copy")));
        }
        actions.push(Action::plain("Try it out", "coin", format!("{page}/try")));
        actions
    }

    fn person(&self) -> Option<Person> {
        Some(self.frame.person())
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
