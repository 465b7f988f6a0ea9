//! Booking.

use diesel::prelude::*;

use crate::access::Can;
use crate::access::rights::CreateAppointments;
use crate::activity::{self, Actor, Change, Deed, Entry};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Errors, Result};
use crate::id::AppointmentId;
use crate::schema::appointments;

use super::checks::check;
use super::drafts::{Choices, Draft, must_be_allowed};
use super::wish::Wish;
use super::writing::{times, write};
use super::{Appointment, Status};

impl Appointment {
    /// Books what somebody wishes.
    pub fn book(by: &Can<CreateAppointments>, wish: &Wish, db: &mut Conn) -> Result<AppointmentId> {
        let by = &by.still(db)?;
        must_be_allowed(by, &wish.lines, &[], db)?;
        let mut errors = Errors::none();
        let start = noted(wish.when.settle(by), &mut errors)?;
        let client = noted(wish.client.settle(by, db), &mut errors)?;
        let choices = Choices::of(by, db)?;
        let drafts = noted(choices.draft(&wish.lines, &[], start.unwrap_or_else(clock::now)), &mut errors)?;
        let (Some((client, name)), Some(drafts), true) = (client, drafts, errors.is_empty()) else {
            return Err(Error::Invalid(errors));
        };
        check(by, &drafts, None, wish.anyway, choices.rules, db)?;
        let (starts_at, ends_at) = times(&drafts)?;
        let id: AppointmentId = diesel::insert_into(appointments::table)
            .values((
                appointments::location_id.eq(by.location().id),
                appointments::client_id.eq(client),
                appointments::status.eq(Status::Waiting.slug()),
                appointments::starts_at.eq(starts_at),
                appointments::ends_at.eq(ends_at),
                appointments::comment.eq(&wish.comment),
                appointments::created_by.eq(Actor::name(by)),
                appointments::created_at.eq(clock::now()),
            ))
            .returning(appointments::id)
            .get_result(db)?;
        write(id, &drafts, true, db)?;
        let when = Change::new("Time", "", clock::moment(starts_at, by.location().zone));
        let entry = Entry::new(Deed::Booked, name).about(id).of_member(drafts.first().map(|draft| draft.member));
        activity::record(
            by,
            entry.with([when, Change::new("Services", "", said(&drafts))]).with(helpers(&drafts)),
            db,
        )?;
        Ok(id)
    }
}

/// What could be settled; what could not is noted beside its field, and the rest is looked at as well.
pub(super) fn noted<T>(settled: Result<T>, errors: &mut Errors) -> Result<Option<T>> {
    match settled {
        Ok(value) => Ok(Some(value)),
        Err(Error::Invalid(faults)) => {
            errors.extend(faults);
            Ok(None)
        }
        Err(other) => Err(other),
    }
}

/// The services in words: `Cut with Anna, Colour with Boris`.
pub(super) fn said(drafts: &[Draft]) -> String {
    drafts.iter().map(Draft::said).collect::<Vec<_>>().join(", ")
}

fn helpers(drafts: &[Draft]) -> Option<Change> {
    let names: Vec<&str> =
        drafts.iter().flat_map(|draft| &draft.assistants).map(|assistant| &*assistant.name).collect();
    (!names.is_empty()).then(|| Change::new("Assistants", "", names.join(", ")))
}
