//! The pages of one's own account.

use askama::Template;

use crate::error::Errors;
use crate::id::LocationId;
use crate::web::{Choice, View, filters};

/// Before somebody leaves a location.
#[derive(Template)]
#[template(path = "account/departure.html")]
pub struct Departure {
    pub here: LocationId,
    pub location: String,
    pub consequences: Vec<String>,
    /// For the last owner: to whom the location could go.
    pub heirs: Option<Vec<Choice>>,
    pub errors: Errors,
}

impl View for Departure {
    fn title(&self) -> String {
        format!("Leave {}?", self.location)
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
