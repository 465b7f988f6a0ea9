//! Booking and changing: the client, the services in rows, the comment.

use serde::Deserialize;

use crate::access::{Inside, Right};
use crate::clients::Details;
use crate::error::{Error, Errors, Result};
use crate::text;
use crate::users::{Email, Phone};

use super::super::model::{Anyway, Appointment, Choices, LineWish, NewContents, Whom, Wish};
use super::{LineForm, when};

/// The most services in one appointment.
pub const MOST_LINES: usize = 10;

/// A new client is chosen instead of one of those found.
pub const NEW: &str = "new";

/// An appointment, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BookForm {
    pub day: String,
    pub at: String,
    /// The number of a client, or [`NEW`].
    pub client: String,
    pub search: String,
    pub new_name: String,
    pub new_phone: String,
    pub new_email: String,
    pub line: Vec<String>,
    pub was: Vec<String>,
    pub service: Vec<String>,
    pub member: Vec<String>,
    pub minutes: Vec<String>,
    pub price: Vec<String>,
    pub discount: Vec<String>,
    pub quantity: Vec<String>,
    /// Who assists in which row: `2:14`.
    pub assistant: Vec<String>,
    pub comment: String,
    pub off_hours: Option<String>,
    pub busy: Option<String>,
    pub version: i64,
    /// A row is to be added.
    pub add: Option<String>,
    /// The row that is to go, counted from 1.
    pub remove: Option<usize>,
    /// Clients are to be looked for.
    pub find: Option<String>,
    /// Who provides a service, and on which terms, is to be shown.
    pub refresh: Option<String>,
}

impl BookForm {
    /// An appointment as it is.
    pub fn of(appointment: &Appointment, by: &Inside) -> Self {
        let may_price = by.may(Right::ChangePrices);
        let rows = appointment.lines.iter().map(|line| LineForm::of(line, by, may_price)).collect();
        BookForm {
            client: appointment.client.to_string(),
            comment: appointment.comment.clone(),
            version: appointment.version,
            ..BookForm::default()
        }
        .with(rows)
    }

    /// Whether only another round of the same form is asked for.
    pub fn is_unfinished(&self) -> bool {
        self.add.is_some() || self.remove.is_some() || self.find.is_some() || self.refresh.is_some()
    }

    pub fn rows(&self) -> Vec<LineForm> {
        let at = |list: &Vec<String>, place: usize| list.get(place).cloned();
        let of_row = |place: usize| {
            let prefix = format!("{}:", place + 1);
            self.assistant.iter().filter_map(move |tick| tick.strip_prefix(&prefix)?.parse().ok()).collect()
        };
        (0..self.service.len().clamp(1, MOST_LINES))
            .map(|place| LineForm {
                line: at(&self.line, place).unwrap_or_default(),
                was: at(&self.was, place).unwrap_or_default(),
                service: at(&self.service, place).unwrap_or_default(),
                member: at(&self.member, place).unwrap_or_default(),
                minutes: at(&self.minutes, place).unwrap_or_default(),
                price: at(&self.price, place),
                discount: at(&self.discount, place),
                quantity: at(&self.quantity, place).unwrap_or_else(|| "1".into()),
                assistants: of_row(place),
            })
            .collect()
    }

    /// The same form with these rows.
    pub fn with(self, rows: Vec<LineForm>) -> Self {
        let ticks = rows
            .iter()
            .enumerate()
            .flat_map(|(place, row)| row.assistants.iter().map(move |assistant| format!("{}:{assistant}", place + 1)));
        let all = |part: fn(&LineForm) -> String| rows.iter().map(part).collect::<Vec<_>>();
        BookForm {
            assistant: ticks.collect(),
            line: all(|row| row.line.clone()),
            was: all(|row| row.was.clone()),
            service: all(|row| row.service.clone()),
            member: all(|row| row.member.clone()),
            minutes: all(|row| row.minutes.clone()),
            price: rows.iter().filter_map(|row| row.price.clone()).collect(),
            discount: rows.iter().filter_map(|row| row.discount.clone()).collect(),
            quantity: all(|row| row.quantity.clone()),
            ..self
        }
    }

    /// As it is drawn next: rows added and taken away, and filled in with what follows from the services.
    pub fn settled(self, by: &Inside, choices: &Choices) -> Self {
        let mut rows = self.rows();
        if let Some(place) = self.remove.and_then(|number| number.checked_sub(1))
            && rows.len() > 1
            && place < rows.len()
        {
            rows.remove(place);
        }
        if !self.is_unfinished() && rows.iter().any(|row| !row.is_blank()) {
            rows.retain(|row| !row.is_blank());
        }
        if self.add.is_some() && rows.len() < MOST_LINES {
            rows.push(LineForm { quantity: "1".into(), ..LineForm::default() });
        }
        let (chooses, may_price) = (self.is_unfinished(), by.may(Right::ChangePrices));
        for row in &mut rows {
            if may_price {
                row.price.get_or_insert_default();
                row.discount.get_or_insert_default();
            }
            row.follow(choices, &by.location().currency, chooses);
        }
        self.with(rows)
    }

    pub fn parse(&self, by: &Inside) -> Result<Wish> {
        let mut errors = Errors::none();
        let when = when(&self.day, &self.at, &mut errors);
        let client = self.client(by, &mut errors);
        let lines = self.lines(by, &mut errors)?;
        let comment = text::lines("comment", "the comment", &self.comment, 2000, &mut errors);
        match (when, client) {
            (Some(when), Some(client)) => errors.or(Wish { client, when, lines, comment, anyway: self.anyway() }),
            _ => Err(Error::Invalid(errors)),
        }
    }

    /// The same without the time, which has a page of its own. The client stays unless another one is chosen.
    pub fn parse_contents(&self, by: &Inside, now: &Appointment) -> Result<NewContents> {
        let mut errors = Errors::none();
        let is_same = self.client == now.client.to_string() && self.new_name.trim().is_empty();
        let client = if is_same { None } else { self.client(by, &mut errors) };
        let lines = self.lines(by, &mut errors)?;
        let comment = text::lines("comment", "the comment", &self.comment, 2000, &mut errors);
        errors.or(NewContents { client, lines, comment, anyway: self.anyway() })
    }

    fn anyway(&self) -> Anyway {
        Anyway { off_hours: self.off_hours.is_some(), busy: self.busy.is_some() }
    }

    fn lines(&self, by: &Inside, errors: &mut Errors) -> Result<Vec<LineWish>> {
        let mut lines = Vec::new();
        for (place, row) in self.rows().iter().enumerate() {
            match row.parse(by) {
                Ok(line) => lines.push(line),
                Err(Error::Invalid(faults)) => errors.extend(faults.in_row(place + 1)),
                Err(other) => return Err(other),
            }
        }
        Ok(lines)
    }

    fn client(&self, by: &Inside, errors: &mut Errors) -> Option<Whom> {
        let is_new = !self.new_name.trim().is_empty();
        if self.client != NEW && !self.client.is_empty() {
            if is_new {
                errors.add("new_name", "Choose a client above, or enter a new one here: both are filled in");
            }
            let known = self.client.parse().ok().map(Whom::Known);
            if known.is_none() {
                errors.add("client", "Choose one of the clients that you see here");
            }
            return known;
        }
        if self.client != NEW && !is_new {
            errors.add("client", "Find a client and choose them, or enter a new one");
            return None;
        }
        let name = text::name("new_name", "the name", &self.new_name, "Enter the name of the client", errors);
        let phone = match self.new_phone.trim() {
            "" => None,
            typed => Phone::parse(typed, &by.location().country).ok().or_else(|| {
                errors.add("new_phone", "Enter the phone number with its country code, like +351 912 555 000");
                None
            }),
        };
        let email = match self.new_email.trim() {
            "" => None,
            typed => Email::parse(typed).ok().or_else(|| {
                errors.add("new_email", "Enter the email address in full, like name@example.com");
                None
            }),
        };
        Some(Whom::New(Details { name, phone, email }))
    }
}
