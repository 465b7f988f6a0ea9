//! Copying a rule to other people.

use askama::Template;

use crate::error::Errors;
use crate::id::MemberId;
use crate::web::{Choice, Crumb, View, filters};

use super::super::forms::CopyForm;
use super::super::model::Recipient;
use super::Whose;

/// To whom, and what it would mean for each.
#[derive(Template)]
#[template(path = "payroll/copy.html")]
pub struct Copy {
    pub whose: Whose,
    pub form: CopyForm,
    pub rules: Vec<Choice>,
    /// Everybody it can be copied to, and whether they are ticked.
    pub people: Vec<(MemberId, String, bool)>,
    /// The first day, in words.
    pub start: String,
    pub steps: Vec<Recipient>,
    pub errors: Errors,
}

impl View for Copy {
    fn title(&self) -> String {
        format!("Copy a rule of {}", self.whose.name)
    }

    fn lede(&self) -> String {
        "Others are paid the same way from a day on. What they had before stays as it is.".into()
    }

    fn section(&self) -> &'static str {
        "Team"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        self.whose.crumbs()
    }

    fn crumb(&self) -> String {
        "Copy a rule".into()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
