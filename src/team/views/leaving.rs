//! Before somebody leaves: what will happen, and what has to be decided.

use askama::Template;

use crate::appointments::Farewell;
use crate::error::Errors;
use crate::web::{Crumb, View, filters};

use super::super::forms::DismissalForm;
use super::Frame;

/// What a person leaves behind at a location.
#[derive(Debug, Clone, Default)]
pub struct Leaving {
    pub sentences: Vec<String>,
    /// How many of their invitations nobody has answered yet.
    pub invitations: usize,
    /// Whether the viewer may decide about these.
    pub may_decide: bool,
}

impl Leaving {
    pub fn say(&mut self, sentence: impl Into<String>) {
        self.sentences.push(sentence.into());
    }
}

/// Before a member leaves: what will happen.
#[derive(Template)]
#[template(path = "team/leave.html")]
pub struct Leave {
    pub frame: Frame,
    pub errors: Errors,
    pub form: DismissalForm,
    pub deletes: bool,
    pub leaving: Leaving,
    /// What they have still before them in the calendar.
    pub farewell: Farewell,
}

impl View for Leave {
    fn title(&self) -> String {
        let verb = if self.deletes { "Delete" } else { "Dismiss" };
        format!("{verb} {}?", self.frame.member.name)
    }

    fn section(&self) -> &'static str {
        "Team"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        self.frame.crumbs("")
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
