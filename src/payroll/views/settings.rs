//! The page of the general settings.

use askama::Template;

use crate::error::Errors;
use crate::id::LocationId;
use crate::web::{View, filters};

use super::super::forms::SettingsForm;
use super::Tabs;

/// Payroll › General settings.
#[derive(Template)]
#[template(path = "payroll/settings.html")]
pub struct General {
    pub tabs: Tabs,
    pub here: LocationId,
    pub form: SettingsForm,
    pub errors: Errors,
    pub theirs: Vec<(&'static str, String)>,
    /// 100, 10, 5 and 20 in the currency of the location.
    pub price: String,
    pub reward: String,
    pub half: String,
    pub rest: String,
}

impl View for General {
    fn title(&self) -> String {
        "General settings".into()
    }

    fn lede(&self) -> String {
        "How assistants are paid here.".into()
    }

    fn section(&self) -> &'static str {
        "Payroll"
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
