//! The Work schedule tab of a card, and leaving the schedule.

use askama::Template;

use crate::access::{Inside, Right};
use crate::error::Errors;
use crate::team::Frame;
use crate::web::{Action, Choice, Crumb, Person, View, filters};

use super::super::forms::TimeOffForm;
use super::super::model::{TimeOff, Worker};
use super::cells::{Month, Period};
use super::{crumbs, tab_of};

/// The Work schedule tab.
#[derive(Template)]
#[template(path = "schedule/show.html")]
pub struct Show {
    pub by: Inside,
    pub worker: Worker,
    /// The other tabs of the card, for whoever may look at it.
    pub frame: Option<Frame>,
    pub period: Period,
    pub now: Period,
    pub month: Month,
    /// Whether there is anything in it, or could be.
    pub has_month: bool,
    /// `Filled until 30 November 2026`, and whether that is still to come.
    pub filled: (String, bool),
    pub time_off: Vec<TimeOff>,
    pub form: TimeOffForm,
    pub reasons: Vec<Choice>,
    pub errors: Errors,
}

impl Show {
    pub fn base(&self) -> String {
        tab_of(self.by.location().id, self.worker.id)
    }

    pub fn here(&self) -> crate::id::LocationId {
        self.by.location().id
    }

    pub fn may_change(&self) -> bool {
        self.by.may(Right::EditSchedules) && self.worker.is_working
    }
}

impl View for Show {
    fn title(&self) -> String {
        format!("{}: Work schedule", self.worker.name)
    }

    fn lede(&self) -> String {
        self.worker.position.clone()
    }

    fn section(&self) -> &'static str {
        "Team"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        let mut above = crumbs(&self.by, Some(&self.worker));
        above.pop();
        above
    }

    fn crumb(&self) -> String {
        self.worker.name.clone()
    }

    fn actions(&self) -> Vec<Action> {
        match self.may_change() && self.worker.in_schedule {
            true => vec![Action::primary("Fill in from a pattern", "list", format!("{}/pattern", self.base()))],
            false => Vec::new(),
        }
    }

    fn person(&self) -> Option<Person> {
        Some(Person { name: self.worker.name.clone(), chip: String::new(), photo: String::new() })
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// Before somebody is taken out of the schedule: what will happen.
#[derive(Template)]
#[template(path = "schedule/departure.html")]
pub struct Departure {
    pub by: Inside,
    pub worker: Worker,
    pub sentences: Vec<String>,
}

impl Departure {
    pub fn base(&self) -> String {
        tab_of(self.by.location().id, self.worker.id)
    }
}

impl View for Departure {
    fn title(&self) -> String {
        format!("Take {} out of the schedule?", self.worker.name)
    }

    fn section(&self) -> &'static str {
        "Team"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        crumbs(&self.by, Some(&self.worker))
    }

    fn crumb(&self) -> String {
        "Take out".into()
    }
}
