//! The page of the general settings.

use askama::Template;

use crate::error::Errors;
use crate::id::LocationId;
use crate::web::{View, filters};

use super::super::forms::SettingsForm;
use super::{Examples, Tabs};

/// Payroll › General settings.
#[derive(Template)]
#[template(path = "payroll/settings.html")]
pub struct General {
    pub tabs: Tabs,
    pub here: LocationId,
    pub form: SettingsForm,
    pub errors: Errors,
    pub theirs: Vec<(&'static str, String)>,
    pub examples: Examples,
}

impl View for General {
    fn title(&self) -> String {
        "General settings".into()
    }

    fn lede(&self) -> String {
        "How people are paid here, with an example beside each choice.".into()
    }

    fn section(&self) -> &'static str {
        "Payroll"
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
