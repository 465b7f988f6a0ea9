//! One appointment: what is done, by whom, who assists, and what became of it.

use askama::Template;
use chrono::NaiveDate;

use crate::activity::Event;
use crate::books::Holding;
use crate::clients::Client;
use crate::error::Errors;
use crate::id::{AppointmentId, LineId, LocationId};
use crate::web::{Action, Choice, Crumb, View, filters};

use super::super::forms::PaymentForm;
use super::super::model::Status;
use super::{SECTION, crumb_of, page_of};

/// The appointment.
#[derive(Template)]
#[template(path = "appointments/show.html")]
pub struct Show {
    pub here: LocationId,
    pub id: AppointmentId,
    pub client_name: String,
    /// As far as the viewer sees them.
    pub client: Option<Client>,
    pub line: String,
    pub day: NaiveDate,
    pub status: Status,
    /// To which it can be changed by the viewer.
    pub statuses: Vec<Status>,
    /// The one that was chosen and could not be set.
    pub wanted: String,
    pub version: i64,
    pub lines: Vec<ShownLine>,
    pub duration: String,
    pub total: String,
    pub comment: String,
    /// When and how the client paid, in words; empty while they have not.
    pub paid: String,
    /// For whoever may write that down or take it back.
    pub payment: Option<PaymentForm>,
    pub created: String,
    pub actions: Vec<Action>,
    pub events: Vec<(String, Event)>,
    /// The confirmed statements of pay that hold it, for whoever sees them.
    pub held: Vec<Holding>,
    pub errors: Errors,
}

/// One service of it.
pub struct ShownLine {
    pub id: LineId,
    pub title: String,
    pub member: String,
    pub time: String,
    pub duration: String,
    /// `2 × 45.00 EUR, less 10 %`, where it is more than the price.
    pub terms: String,
    pub total: String,
    /// Who assists, in words.
    pub assistants: String,
    /// For whoever may change who assists, or their shares.
    pub helpers: Option<Helpers>,
}

/// The form about the assistants of a line.
pub struct Helpers {
    pub rows: Vec<HelperRow>,
    /// Whether people can be added and taken off, or only shares changed.
    pub may_manage: bool,
    pub is_busy: bool,
    pub hint: &'static str,
}

/// One assistant, or room for one more.
pub struct HelperRow {
    pub name: String,
    pub member: String,
    pub choices: Vec<Choice>,
    pub share: Option<String>,
}

impl Show {
    fn page(&self) -> String {
        page_of(self.here, self.id)
    }

    fn error(&self, field: &str, line: &usize, row: &usize) -> &str {
        self.errors.at(&format!("{field}-{line}-{row}"))
    }

    fn label(&self, row: &HelperRow) -> &'static str {
        if row.name.is_empty() { "+ Add assistant" } else { "Assistant" }
    }

    fn warning(&self, line: &usize) -> &str {
        self.errors.at(&format!("busy-{line}"))
    }
}

impl View for Show {
    fn title(&self) -> String {
        self.client_name.clone()
    }

    fn lede(&self) -> String {
        self.line.clone()
    }

    fn section(&self) -> &'static str {
        SECTION
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![crumb_of(self.here, self.day)]
    }

    fn actions(&self) -> Vec<Action> {
        self.actions.clone()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
