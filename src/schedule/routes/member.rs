//! The Work schedule tab of a card.

use crate::access::rights::ViewCalendar;
use crate::access::{Can, Inside};
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::id::MemberId;
use crate::team::{self, Card};
use crate::web::{At, Page, Query};

use super::super::forms::{PeriodForm, TimeOffForm};
use super::super::model::{Roster, Worker};
use super::super::views::{Month, Period, Show};

pub async fn show(
    by: Can<ViewCalendar>,
    At(id): At<MemberId>,
    Query(form): Query<PeriodForm>,
    db: Db,
) -> Result<Page<Show>> {
    db.read(move |db| Ok(Page(draw(&by, id, form.month(), TimeOffForm::default(), Errors::none(), db)?))).await
}

pub(super) fn draw(
    by: &Inside,
    id: MemberId,
    month: Option<chrono::NaiveDate>,
    form: TimeOffForm,
    errors: Errors,
    db: &mut Conn,
) -> Result<Show> {
    let today = clock::today(by.location().zone);
    let (period, now) = (Period::month(month.unwrap_or(today)), Period::month(today));
    let worker = Worker::find(by, id, db)?;
    let roster = Roster::of_one(&worker, by, period.first, period.last, db)?;
    let filled = match worker.filled_until(db)? {
        Some(day) => (format!("Filled until {}", clock::long(day)), day >= today),
        None => ("Not filled in yet".to_owned(), false),
    };
    let mut time_off = worker.time_off_since(period.first.min(today), db)?;
    time_off.retain(|off| worker.is_seen_on(by, off.last));
    if !worker.tells_why(by) {
        time_off.iter_mut().for_each(|off| off.reason.clear());
    }
    Ok(Show {
        by: by.clone(),
        frame: frame(by, id, db)?,
        month: Month::of(by, &roster),
        has_month: worker.in_schedule || !roster.is_empty(),
        reasons: form.reasons(),
        period,
        now,
        worker,
        filled,
        time_off,
        form,
        errors,
    })
}

/// The other tabs of the card. Who sees the calendar need not see the team.
fn frame(by: &Inside, id: MemberId, db: &mut Conn) -> Result<Option<team::Frame>> {
    match Card::find(by, id, db) {
        Ok(card) => Ok(Some(team::frame(by, &card, "Work schedule", db)?)),
        Err(Error::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}
