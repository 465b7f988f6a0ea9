//! The hours of one day of one person.

use askama::Template;
use chrono::{Days, NaiveDate};

use crate::access::Inside;
use crate::clock;
use crate::error::Errors;
use crate::web::{Crumb, View, filters};

use super::super::forms::DayForm;
use super::super::model::Worker;
use super::times::{TimeField, Times};
use super::{crumbs, tab_of};

/// One day.
#[derive(Template)]
#[template(path = "schedule/day.html")]
pub struct Day {
    pub by: Inside,
    pub worker: Worker,
    pub day: NaiveDate,
    pub time_off: Option<String>,
    pub form: DayForm,
    pub errors: Errors,
    /// What somebody else has saved meanwhile.
    pub theirs: Vec<(&'static str, String)>,
}

impl Day {
    pub fn base(&self) -> String {
        tab_of(self.by.location().id, self.worker.id)
    }

    pub fn whole(&self) -> Vec<TimeField> {
        let (form, errors) = (&self.form, &self.errors);
        vec![TimeField::alone("from", "From", &form.from, errors), TimeField::alone("to", "To", &form.to, errors)]
    }

    pub fn breaks(&self) -> Vec<Times> {
        let errors = &self.errors;
        let row = |(place, (from, to)): (usize, (String, String))| {
            let number = place + 1;
            let fields = vec![
                TimeField::in_row(number, "break_from", "From", &from, errors),
                TimeField::in_row(number, "break_to", "To", &to, errors),
            ];
            Times { label: format!("Break {number}"), id: format!("break-{number}"), fields }
        };
        self.form.breaks().into_iter().enumerate().map(row).collect()
    }

    pub fn before(&self) -> NaiveDate {
        self.day - Days::new(1)
    }

    pub fn after(&self) -> NaiveDate {
        self.day + Days::new(1)
    }

    /// The month that the day lies in.
    pub fn month(&self) -> String {
        self.day.format("%Y-%m").to_string()
    }
}

impl View for Day {
    fn title(&self) -> String {
        format!("{}, {}", self.day.format("%A"), clock::long(self.day))
    }

    fn lede(&self) -> String {
        format!("When {} works on this day.", self.worker.name)
    }

    fn section(&self) -> &'static str {
        "Team"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        crumbs(&self.by, Some(&self.worker))
    }

    fn crumb(&self) -> String {
        self.day.format("%-d %B").to_string()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
