//! The try-out calculator.

use askama::Template;

use crate::error::Errors;
use crate::id::MemberId;
use crate::web::{Choice, Crumb, View, filters};

use super::super::forms::TryForm;
use super::Whose;

/// A service to try the rules on, and what would come of it.
#[derive(Template)]
#[template(path = "payroll/try.html")]
pub struct Try {
    pub whose: Whose,
    pub form: TryForm,
    pub services: Vec<Choice>,
    pub modes: Vec<Choice>,
    pub helpers: Vec<Helper>,
    pub currency: String,
    pub outcome: Option<Outcome>,
    pub errors: Errors,
}

/// Somebody who could assist.
pub struct Helper {
    pub id: MemberId,
    pub name: String,
    pub is_on: bool,
    pub share: String,
}

/// What everybody would get.
pub struct Outcome {
    /// First whoever provides the service, then those who assist.
    pub amounts: Vec<Amount>,
    pub pays_assistants: bool,
    /// By the client.
    pub paid: String,
    /// By the house.
    pub keeps: String,
}

/// What one person would get.
pub struct Amount {
    pub name: String,
    pub work: &'static str,
    pub amount: String,
    pub why: String,
    pub lacks_rule: bool,
}

impl Try {
    fn share_error(&self, helper: &Helper) -> &str {
        self.errors.at(&format!("share-{}", helper.id))
    }
}

impl View for Try {
    fn title(&self) -> String {
        format!("Try out how {} is paid", self.whose.name)
    }

    fn lede(&self) -> String {
        "Reckoned exactly as payroll does it. Nothing is kept.".into()
    }

    fn section(&self) -> &'static str {
        "Team"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        self.whose.crumbs()
    }

    fn crumb(&self) -> String {
        "Try it out".into()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
