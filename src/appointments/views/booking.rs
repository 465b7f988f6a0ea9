//! The form of an appointment, new or changed.

use askama::Template;
use chrono::NaiveDate;

use crate::books::Holding;
use crate::clients::Client;
use crate::clock;
use crate::error::Errors;
use crate::id::{AppointmentId, LocationId};
use crate::web::{Choice, Crumb, View, filters};

use super::super::forms::{BookForm, LineForm};
use super::{SECTION, calendar_of, crumb_of, page_of};

/// What both forms hold: client, services, comment.
pub struct Sheet {
    pub here: LocationId,
    pub form: BookForm,
    pub errors: Errors,
    pub rows: Vec<Row>,
    pub found: Found,
    pub may_add_client: bool,
    pub may_add_row: bool,
    pub currency: String,
}

/// Clients to choose from.
pub struct Found {
    pub clients: Vec<Client>,
    pub chosen: Option<Client>,
    /// What stands there instead of one that the viewer does not see.
    pub unseen: String,
    pub is_searched: bool,
}

/// One service.
pub struct Row {
    pub typed: LineForm,
    pub services: Vec<Choice>,
    pub members: Vec<Choice>,
    pub helpers: Vec<Tick>,
}

/// Somebody who could assist again.
pub struct Tick {
    pub value: String,
    pub id: String,
    pub label: String,
    pub is_on: bool,
}

impl Sheet {
    fn at(&self, field: &str) -> &str {
        self.errors.at(field)
    }

    fn error(&self, field: &str, row: &usize) -> &str {
        self.errors.at(&format!("{field}-{row}"))
    }

    fn warns(&self, field: &str) -> bool {
        !self.errors.at(field).is_empty()
    }
}

/// Booking.
#[derive(Template)]
#[template(path = "appointments/new.html")]
pub struct New {
    pub sheet: Sheet,
    pub back: String,
}

impl View for New {
    fn title(&self) -> String {
        "New appointment".into()
    }

    fn section(&self) -> &'static str {
        SECTION
    }

    fn crumbs(&self) -> Vec<Crumb> {
        match clock::day(&self.sheet.form.day) {
            Some(day) => vec![crumb_of(self.sheet.here, day)],
            None => vec![Crumb::new(SECTION, format!("/locations/{}/calendar", self.sheet.here))],
        }
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.sheet.errors)
    }
}

impl New {
    pub fn of(sheet: Sheet) -> Self {
        let day = clock::day(&sheet.form.day);
        let back =
            day.map_or_else(|| format!("/locations/{}/calendar", sheet.here), |day| calendar_of(sheet.here, day));
        New { sheet, back }
    }
}

/// Changing.
#[derive(Template)]
#[template(path = "appointments/edit.html")]
pub struct Edit {
    pub id: AppointmentId,
    pub client: String,
    pub day: NaiveDate,
    pub line: String,
    pub sheet: Sheet,
    /// The confirmed statements of pay that hold it, for whoever sees them.
    pub held: Vec<Holding>,
    /// What somebody else has saved meanwhile.
    pub theirs: Vec<(&'static str, String)>,
}

impl Edit {
    fn page(&self) -> String {
        page_of(self.sheet.here, self.id)
    }
}

impl View for Edit {
    fn title(&self) -> String {
        format!("Change the appointment of {}", self.client)
    }

    fn lede(&self) -> String {
        self.line.clone()
    }

    fn section(&self) -> &'static str {
        SECTION
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![crumb_of(self.sheet.here, self.day), Crumb::new(&self.client, self.page())]
    }

    fn crumb(&self) -> String {
        "Change".into()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.sheet.errors)
    }
}
