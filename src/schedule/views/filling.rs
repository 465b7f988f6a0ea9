//! Filling in many days from a pattern, and what would come of it.

use askama::Template;

use crate::access::Inside;
use crate::clock;
use crate::error::Errors;
use crate::text::counted;
use crate::web::{Choice, Crumb, View, filters};

use super::super::forms::{Kind, PatternForm, Row};
use super::super::model::{self, Worker, stretch};
use super::times::{TimeField, Times};
use super::{crumbs, tab_of};

/// How many booked services are named; the others are counted.
const NAMED: usize = 10;

/// The form of a pattern.
#[derive(Template)]
#[template(path = "schedule/pattern.html")]
pub struct Pattern {
    pub by: Inside,
    pub worker: Worker,
    pub form: PatternForm,
    pub existing: Vec<Choice>,
    pub errors: Errors,
}

impl Pattern {
    pub fn new(by: &Inside, worker: Worker, form: PatternForm, errors: Errors) -> Self {
        Pattern { by: by.clone(), worker, existing: form.existing(), form, errors }
    }

    pub fn base(&self) -> String {
        tab_of(self.by.location().id, self.worker.id)
    }

    pub fn rows(&self) -> Vec<Times> {
        let errors = &self.errors;
        let row = |(place, row): (usize, Row)| {
            let number = place + 1;
            let columns = [
                ("from", "From", &row.from),
                ("to", "To", &row.to),
                ("break_from", "Break from", &row.break_from),
                ("break_to", "Break to", &row.break_to),
            ];
            let field = |(name, label, value): (_, _, &String)| TimeField::in_row(number, name, label, value, errors);
            Times {
                label: row.label.to_owned(),
                id: format!("hours-{number}"),
                fields: columns.into_iter().map(field).collect(),
            }
        };
        self.form.rows().into_iter().enumerate().map(row).collect()
    }
}

impl View for Pattern {
    fn title(&self) -> String {
        "Fill in from a pattern".into()
    }

    fn lede(&self) -> String {
        format!("For {}. The next page says what would change, before anything does.", self.worker.name)
    }

    fn section(&self) -> &'static str {
        "Team"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        crumbs(&self.by, Some(&self.worker))
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// What would change, to be agreed to.
#[derive(Template)]
#[template(path = "schedule/plan.html")]
pub struct Plan {
    pub by: Inside,
    pub worker: Worker,
    pub form: PatternForm,
    pub plan: model::Plan,
    pub filling: model::Filling,
    /// Somebody else changed hours since this was told the last time.
    pub is_late: bool,
}

impl Plan {
    pub fn base(&self) -> String {
        tab_of(self.by.location().id, self.worker.id)
    }

    pub fn sentences(&self) -> Vec<String> {
        let days = |count: i64| counted(count, "day", "days");
        let verb = |count: i64, one: &'static str, many: &'static str| if count == 1 { one } else { many };
        let plan = &self.plan;
        let told = [
            (plan.filled, format!("{} without hours {} hours.", days(plan.filled), verb(plan.filled, "gets", "get"))),
            (plan.replaced, format!("{} {} other hours.", days(plan.replaced), verb(plan.replaced, "gets", "get"))),
            (
                plan.cleared,
                format!(
                    "{} with hours {} off.",
                    days(plan.cleared),
                    verb(plan.cleared, "becomes a day", "become days")
                ),
            ),
            (
                plan.kept,
                format!(
                    "{} with hours {} as {}.",
                    days(plan.kept),
                    verb(plan.kept, "stays", "stay"),
                    verb(plan.kept, "it is", "they are")
                ),
            ),
        ];
        told.into_iter().filter(|(count, _)| *count > 0).map(|(_, sentence)| sentence).collect()
    }

    /// `Tuesday, 24 November 2026, 14:00–15:00: Cut`, for the first few, and how many more there are.
    pub fn outside(&self) -> (Vec<String>, usize) {
        let all = &self.plan.outside;
        let said = |booked: &model::Booked| {
            format!("{}, {}, {}: {}", booked.day.format("%A"), clock::long(booked.day), booked.span, booked.title)
        };
        (all.iter().take(NAMED).map(said).collect(), all.len().saturating_sub(NAMED))
    }
}

impl View for Plan {
    fn title(&self) -> String {
        "What would change".into()
    }

    fn lede(&self) -> String {
        format!("{}, {}. Nothing is saved yet.", self.worker.name, stretch(self.filling.first, self.filling.last))
    }

    fn section(&self) -> &'static str {
        "Team"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        crumbs(&self.by, Some(&self.worker))
    }
}
