//! Where somebody assists, and what counts in the calendar.

use askama::Template;

use crate::access::{Inside, Right};
use crate::error::Errors;
use crate::id::LocationId;
use crate::web::{Crumb, View, filters};

use super::super::forms::CalendarForm;
use super::SECTION;

/// *My assisted appointments*.
#[derive(Template)]
#[template(path = "appointments/assisting.html")]
pub struct Assisting {
    pub here: LocationId,
    /// Whether the viewer is on the team list at all.
    pub has_card: bool,
    pub to_come: Vec<Somewhere>,
    pub over: Vec<Somewhere>,
}

/// One of them.
pub struct Somewhere {
    pub url: String,
    pub when: String,
    pub client: String,
    pub service: String,
    pub main: String,
    pub status: &'static str,
}

impl View for Assisting {
    fn title(&self) -> String {
        "My assisted appointments".into()
    }

    fn lede(&self) -> String {
        "Where you help somebody else: what is to come, and the past 30 days.".into()
    }

    fn section(&self) -> &'static str {
        SECTION
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new(SECTION, format!("/locations/{}/calendar", self.here))]
    }
}

/// Settings › Calendar.
#[derive(Template)]
#[template(path = "appointments/calendar.html")]
pub struct Calendar {
    pub by: Inside,
    pub form: CalendarForm,
    pub errors: Errors,
    pub theirs: Vec<(&'static str, String)>,
}

impl View for Calendar {
    fn title(&self) -> String {
        "Location settings".into()
    }

    fn section(&self) -> &'static str {
        "Settings"
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
