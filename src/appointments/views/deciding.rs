//! Moving and deleting: what is to be decided first.

use askama::Template;
use chrono::NaiveDate;

use crate::books::Holding;
use crate::error::Errors;
use crate::id::{AppointmentId, LineId, LocationId};
use crate::web::{Choice, Crumb, View, filters};

use super::super::forms::TimeForm;
use super::{SECTION, crumb_of, page_of};

/// Another time, other people.
#[derive(Template)]
#[template(path = "appointments/time.html")]
pub struct Time {
    pub here: LocationId,
    pub id: AppointmentId,
    pub client: String,
    pub day: NaiveDate,
    pub line: String,
    pub form: TimeForm,
    pub places: Vec<Place>,
    pub errors: Errors,
    /// The confirmed statements of pay that hold it, for whoever sees them.
    pub held: Vec<Holding>,
    pub theirs: Vec<(&'static str, String)>,
}

/// A line that can go to somebody else, or last another time.
pub struct Place {
    pub line: LineId,
    pub title: String,
    pub members: Vec<Choice>,
    pub minutes: String,
}

impl Time {
    fn page(&self) -> String {
        page_of(self.here, self.id)
    }

    fn error(&self, field: &str, row: &usize) -> &str {
        self.errors.at(&format!("{field}-{row}"))
    }

    fn warns(&self, field: &str) -> bool {
        !self.errors.at(field).is_empty()
    }
}

impl View for Time {
    fn title(&self) -> String {
        format!("Move the appointment of {}", self.client)
    }

    fn lede(&self) -> String {
        self.line.clone()
    }

    fn section(&self) -> &'static str {
        SECTION
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![crumb_of(self.here, self.day), Crumb::new(&self.client, self.page())]
    }

    fn crumb(&self) -> String {
        "Move".into()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// Deleting.
#[derive(Template)]
#[template(path = "appointments/deletion.html")]
pub struct Deletion {
    pub here: LocationId,
    pub id: AppointmentId,
    pub client: String,
    pub day: NaiveDate,
    pub line: String,
    pub version: i64,
    /// The confirmed statements of pay that hold it, for whoever sees them.
    pub held: Vec<Holding>,
}

impl Deletion {
    fn page(&self) -> String {
        page_of(self.here, self.id)
    }
}

impl View for Deletion {
    fn title(&self) -> String {
        format!("Delete the appointment of {}?", self.client)
    }

    fn lede(&self) -> String {
        self.line.clone()
    }

    fn section(&self) -> &'static str {
        SECTION
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![crumb_of(self.here, self.day), Crumb::new(&self.client, self.page())]
    }

    fn crumb(&self) -> String {
        "Delete".into()
    }
}
