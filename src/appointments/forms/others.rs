//! Moving, statuses, assistants, deleting, and the settings of the calendar.

use serde::Deserialize;

use crate::error::{Error, Errors, Result};
use crate::id::{LineId, MemberId};

use super::super::model::{Anyway, Helper, LONGEST_LINE, Move, NewPlace, Payment, Status, percent};
use super::{STEP, when};

/// Another time, and perhaps other people. What is not named stays.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TimeForm {
    pub day: String,
    pub at: String,
    pub line: Vec<LineId>,
    pub member: Vec<String>,
    pub minutes: Vec<String>,
    pub off_hours: Option<String>,
    pub busy: Option<String>,
    pub version: i64,
}

impl TimeForm {
    pub fn parse(&self) -> Result<Move> {
        let mut errors = Errors::none();
        let when = when(&self.day, &self.at, &mut errors);
        let mut lines = Vec::new();
        for (place, line) in self.line.iter().enumerate() {
            let member: Option<MemberId> = self.member.get(place).and_then(|member| member.parse().ok());
            if member.is_none() {
                errors.add(format!("member-{}", place + 1), "Choose a team member");
            }
            let minutes = self.minutes.get(place).map(|typed| typed.trim()).filter(|typed| !typed.is_empty());
            let minutes: Option<i64> = minutes.map(|typed| typed.parse().unwrap_or(0));
            if minutes.is_some_and(|minutes| !(STEP..=LONGEST_LINE).contains(&minutes) || minutes % STEP != 0) {
                errors.add(format!("minutes-{}", place + 1), "Enter minutes in steps of 5, from 5 to 720");
            }
            lines.extend(member.map(|member| NewPlace { line: *line, member, minutes }));
        }
        let anyway = Anyway { off_hours: self.off_hours.is_some(), busy: self.busy.is_some() };
        match when {
            Some(when) => errors.or(Move { when, lines, anyway }),
            None => Err(Error::Invalid(errors)),
        }
    }
}

/// How far an appointment has come.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StatusForm {
    pub status: String,
    pub busy: Option<String>,
    pub version: i64,
}

impl StatusForm {
    pub fn parse(&self) -> Result<(Status, Anyway)> {
        let status =
            Status::from_slug(&self.status).ok_or_else(|| Error::on("status", "Choose one of the statuses"))?;
        Ok((status, Anyway { off_hours: true, busy: self.busy.is_some() }))
    }
}

/// Whether the client has paid.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PaymentForm {
    pub paid_on: String,
    /// `cash` or `card`.
    pub with: String,
    /// Takes it back.
    pub undo: Option<String>,
    pub version: i64,
}

impl PaymentForm {
    pub fn parse(&self) -> Result<Option<Payment>> {
        if self.undo.is_some() {
            return Ok(None);
        }
        let mut errors = Errors::none();
        let on = self.paid_on.trim().parse().ok();
        if on.is_none() {
            errors.add("paid_on", "Enter the day as a date, like 2026-11-30");
        }
        if !["cash", "card"].contains(&self.with.as_str()) {
            errors.add("with", "Choose how the client paid");
        }
        errors.or(on.map(|on| Payment { on, by_card: self.with == "card" }))
    }
}

/// Who assists in one line, and with which share.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AssistantsForm {
    pub line: String,
    /// Empty for nobody.
    pub assistant: Vec<String>,
    /// Absent where shares cannot be set.
    pub share: Vec<String>,
    pub busy: Option<String>,
    pub version: i64,
}

impl AssistantsForm {
    pub fn line(&self) -> Result<LineId> {
        self.line.parse().map_err(|_| Error::NotFound)
    }

    pub fn anyway(&self) -> Anyway {
        Anyway { off_hours: true, busy: self.busy.is_some() }
    }

    pub fn parse(&self) -> Result<Vec<Helper>> {
        let (mut errors, mut helpers) = (Errors::none(), Vec::new());
        for (place, typed) in self.assistant.iter().enumerate().filter(|(_, typed)| !typed.is_empty()) {
            let number = place + 1;
            let share = self.share.get(place).map(|share| percent::parse(share));
            if share == Some(None) {
                errors.add(format!("share-{number}"), "Enter a share from 0 to 100, with two decimals at most");
            }
            match typed.parse() {
                Ok(member) => helpers.push(Helper { member, share: share.flatten(), number }),
                Err(_) => errors.add(format!("assistant-{number}"), "Choose one of the team members"),
            }
        }
        errors.or(helpers)
    }
}

/// Deleting what one has seen.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DeletionForm {
    pub version: i64,
}

/// What counts in the calendar of the location.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CalendarForm {
    pub refuses_busy: Option<String>,
    pub version: i64,
}

/// What becomes of the appointments of somebody who leaves, or assists no more.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PartingForm {
    pub appointments: String,
    pub appointments_to: String,
    pub assistances: String,
    pub assistances_to: String,
}

impl PartingForm {
    /// Where it is one choice for each: what becomes of them, or the number of whoever takes over.
    pub fn brief(appointments: &str, assistances: &str) -> Self {
        let choice = |typed: &str| match typed {
            "" | "keep" | "drop" => (typed.to_owned(), String::new()),
            other => ("reassign".to_owned(), other.to_owned()),
        };
        let ((appointments, appointments_to), (assistances, assistances_to)) =
            (choice(appointments), choice(assistances));
        PartingForm { appointments, appointments_to, assistances, assistances_to }
    }
}
