//! The schedule of everybody.

use crate::access::Can;
use crate::access::rights::ViewCalendar;
use crate::clock;
use crate::db::Db;
use crate::error::Result;
use crate::web::{Page, Query};

use super::super::forms::PeriodForm;
use super::super::model::Roster;
use super::super::views::{Cell, Index, Month, Period, Row, tab_of};

pub async fn index(by: Can<ViewCalendar>, Query(form): Query<PeriodForm>, db: Db) -> Result<Page<Index>> {
    let today = clock::today(by.location().zone);
    let period = match form.month() {
        Some(day) => Period::month(day),
        None => Period::week(form.week().unwrap_or(today)),
    };
    let shown = if period.includes(today) { today } else { period.first };
    let (now, other) = match period.is_month {
        true => (Period::month(today), Period::week(shown)),
        false => (Period::week(today), Period::month(shown)),
    };
    db.read(move |db| {
        let rosters = Roster::between(&by, period.first, period.last, db)?;
        let row = |roster: &Roster| Row {
            name: roster.worker.name.clone(),
            position: roster.worker.position.clone(),
            url: tab_of(by.location().id, roster.worker.id),
            total: clock::lasting(roster.minutes()),
            cells: Cell::all(&by, roster),
        };
        let (rows, months) = match period.is_month {
            true => (Vec::new(), rosters.iter().map(|roster| Month::of(&by, roster)).collect()),
            false => (rosters.iter().map(row).collect(), Vec::new()),
        };
        Ok(Page(Index { by: (*by).clone(), period, now, other, rows, months }))
    })
    .await
}
