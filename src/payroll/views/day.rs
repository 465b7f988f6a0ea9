//! One day of pay: who got what, and why.

use askama::Template;
use chrono::NaiveDate;

use crate::access::Inside;
use crate::error::Errors;
use crate::id::LocationId;
use crate::web::{View, filters};

use super::said::{Group, weekday};
use super::{Printed, Tabs};

/// Payroll › Day.
#[derive(Template)]
#[template(path = "payroll/day.html")]
pub struct Day {
    pub by: Inside,
    pub tabs: Tabs,
    pub day: NaiveDate,
    /// What was typed into the field.
    pub typed: String,
    pub errors: Errors,
    pub printed: Option<Printed>,
    pub groups: Vec<Group>,
    pub total: String,
    /// Why there is nothing to see; empty where the right reaches back to this day.
    pub note: String,
}

impl Day {
    pub fn here(&self) -> LocationId {
        self.by.location().id
    }

    pub fn url(&self, day: Option<NaiveDate>) -> String {
        format!("/locations/{}/payroll/day?day={}", self.here(), day.unwrap_or(self.day))
    }

    pub fn before(&self) -> String {
        self.url(self.day.pred_opt())
    }

    pub fn after(&self) -> String {
        self.url(self.day.succ_opt())
    }
}

impl View for Day {
    fn title(&self) -> String {
        match self.errors.is_empty() {
            true => format!("Pay of {}", weekday(self.day)),
            false => "Pay of a day".into(),
        }
    }

    fn lede(&self) -> String {
        "Every amount of this day, and where it comes from.".into()
    }

    fn section(&self) -> &'static str {
        "Payroll"
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
