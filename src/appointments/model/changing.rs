//! Changing what an appointment is: its client, its services and the comment.

use diesel::prelude::*;

use crate::access::Can;
use crate::access::rights::EditAppointments;
use crate::activity::{self, Change, Deed, Entry};
use crate::books;
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Errors, Result};
use crate::money;
use crate::schema::appointments;

use super::booking::{noted, said};
use super::checks::check;
use super::drafts::{Choices, Draft, must_be_allowed};
use super::percent;
use super::wish::{Anyway, LineWish, Whom};
use super::writing::{times, write};
use super::{Appointment, Line};

/// What an appointment is to become. When it begins stays as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct NewContents {
    /// `None` leaves the client as it is.
    pub client: Option<Whom>,
    pub lines: Vec<LineWish>,
    pub comment: String,
    pub anyway: Anyway,
}

impl Appointment {
    /// Changes client, services and comment. `version` is the one the form was drawn from.
    pub fn change(&self, by: &Can<EditAppointments>, new: &NewContents, version: i64, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        let now = Appointment::find(by, self.id, db)?;
        now.must_be_in_reach(by)?;
        now.must_be_open(by, db)?;
        must_be_allowed(by, &new.lines, &now.lines, db)?;
        now.advance(version, db)?;
        books::mark(now.id, db)?;
        let mut errors = Errors::none();
        let client = match &new.client {
            Some(whom) => noted(whom.settle(by, db), &mut errors)?,
            None => Some((now.client, now.client_name.clone())),
        };
        let choices = Choices::of(by, db)?;
        let drafts = noted(choices.draft(&new.lines, &now.lines, now.starts_at), &mut errors)?;
        let (Some((client, name)), Some(drafts), true) = (client, drafts, errors.is_empty()) else {
            return Err(Error::Invalid(errors));
        };
        if now.status.takes_time() {
            check(by, &drafts, Some(now.id), new.anyway, choices.rules, db)?;
        }
        let (starts_at, ends_at) = times(&drafts)?;
        diesel::update(appointments::table.find(now.id))
            .set((
                appointments::client_id.eq(client),
                appointments::starts_at.eq(starts_at),
                appointments::ends_at.eq(ends_at),
                appointments::comment.eq(&new.comment),
            ))
            .execute(db)?;
        write(now.id, &drafts, now.status.takes_time(), db)?;
        books::mark(now.id, db)?;
        let old: Vec<Draft> = now.lines.iter().map(Draft::of).collect();
        let mut changes: Vec<Change> = [
            Change::between("Client", &now.client_name, &name),
            Change::between("Services", &said(&old), &said(&drafts)),
            Change::between("Duration", &lasting(&old), &lasting(&drafts)),
            Change::between("Comment", &now.comment, &new.comment),
        ]
        .into_iter()
        .flatten()
        .collect();
        changes.extend(now.lines.iter().flat_map(|line| of_terms(line, &drafts, &by.location().currency)));
        if changes.is_empty() {
            return Ok(());
        }
        let entry = Entry::new(Deed::AppointmentChanged, name).about(now.id);
        activity::record(by, entry.of_member(drafts.first().map(|draft| draft.member)).with(changes), db)
    }
}

fn lasting(drafts: &[Draft]) -> String {
    clock::lasting(drafts.iter().map(|draft| (draft.to - draft.from).num_minutes()).sum())
}

/// What became of the terms of a line.
fn of_terms(old: &Line, drafts: &[Draft], currency: &str) -> Vec<Change> {
    let Some(new) = drafts.iter().find(|draft| draft.line == Some(old.id)) else { return Vec::new() };
    let what = |word: &str| format!("{word} of {}", new.title);
    let changes = [
        Change::between(&what("Price"), &money::said(old.price, currency), &money::said(new.price, currency)),
        Change::between(&what("Discount"), &percent::said(old.discount), &percent::said(new.discount)),
        Change::between(&what("Quantity"), &old.quantity.to_string(), &new.quantity.to_string()),
    ];
    changes.into_iter().flatten().collect()
}
