//! Changing the hours of one day, without overwriting somebody else.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::access::Can;
use crate::access::rights::EditSchedules;
use crate::activity::{self, Change, Deed, Entry};
use crate::books;
use crate::clock;
use crate::db::{Conn, Either};
use crate::error::{Error, Result};
use crate::id::MemberId;
use crate::schema::work_spans;

use super::hours::{Hours, said};
use super::person::Worker;
use super::span::{Span, written};

impl Worker {
    /// Their hours on one day.
    pub fn hours_on(&self, day: NaiveDate, db: &mut Conn) -> Result<Hours> {
        Ok(Hours::of(&[self.id], day, day, db)?.remove(&(self.id, day)).unwrap_or_default())
    }

    /// Sets the hours of one day; without any it is a day off. `drawn` is what the form was drawn from.
    pub fn set_day(
        &self,
        by: &Can<EditSchedules>,
        day: NaiveDate,
        spans: &[Span],
        drawn: &str,
        db: &mut Conn,
    ) -> Result<()> {
        let by = &by.still(db)?;
        let now = Worker::find(by, self.id, db)?;
        now.must_be_in_schedule()?;
        now.must_be_seen_on(by, day)?;
        let before = now.hours_on(day, db)?.spans;
        if written(&before) != drawn {
            return Err(Error::Conflict(format!("Somebody else changed the hours of {} meanwhile.", now.name)));
        }
        if before == spans {
            return Ok(());
        }
        put(self.id, &[(day, spans.to_vec())], db)?;
        let change = Change::new(&clock::long(day), said(&before), said(spans));
        activity::record(by, Entry::new(Deed::HoursChanged, &now.name).of_member(self.id).with([change]), db)
    }
}

/// Writes the hours of some days in place of what is there.
pub(super) fn put(member: MemberId, days: &[(NaiveDate, Vec<Span>)], db: &mut Conn) -> Result<()> {
    let dates = days.iter().map(|(day, _)| *day).collect::<Vec<_>>();
    if let (Some(first), Some(last)) = (dates.iter().min(), dates.iter().max()) {
        books::mark_hours(member, *first, *last, db)?;
    }
    let there = work_spans::table.filter(work_spans::member_id.eq(member).and(work_spans::day.eq_any(dates)));
    diesel::delete(there).execute(db)?;
    let row = |day: NaiveDate, span: &Span| {
        (
            work_spans::member_id.eq(member),
            work_spans::day.eq(day),
            work_spans::from_minute.eq(span.from),
            work_spans::to_minute.eq(span.to),
        )
    };
    let rows: Vec<_> = days.iter().flat_map(|(day, spans)| spans.iter().map(|span| row(*day, span))).collect();
    let insert = diesel::insert_into(work_spans::table).values(&rows);
    match db.either() {
        Either::Sqlite(db) => insert.execute(db)?,
        Either::Postgres(db) => insert.execute(db)?,
    };
    Ok(())
}
