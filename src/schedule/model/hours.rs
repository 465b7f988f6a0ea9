//! The hours of one day: spans of work with breaks between them, unless somebody has time off.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text};

use crate::db::{Conn, MultiBackend, among};
use crate::error::Result;
use crate::id::{LocationId, MemberId};
use crate::schema::{members, time_off, work_spans};
use crate::text::together;

use super::span::Span;

/// When somebody works on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Hours {
    /// In order, without touching one another: between two of them is a break.
    pub spans: Vec<Span>,
    /// Why they have the day off; then the spans do not count.
    pub time_off: Option<String>,
}

/// The hours of people on days on which they have any.
type Filled = HashMap<(MemberId, NaiveDate), Hours>;

impl Hours {
    /// Those of everybody in the schedule who has any on a day, or time off. One statement.
    pub fn on(day: NaiveDate, location: LocationId, db: &mut Conn) -> Result<HashMap<MemberId, Self>> {
        let work = work_spans::member_id.eq_any(scheduled(location));
        let off = time_off::member_id.eq_any(scheduled(location));
        let hours = read(Box::new(work), Box::new(off), day, day, db)?;
        Ok(hours.into_iter().map(|((member, _), hours)| (member, hours)).collect())
    }

    /// Those of some people on every day of a range on which they have any, or time off. One statement.
    pub fn of(members: &[MemberId], first: NaiveDate, last: NaiveDate, db: &mut Conn) -> Result<Filled> {
        let work = among(work_spans::member_id, members);
        let off = among(time_off::member_id, members);
        read(Box::new(work), Box::new(off), first, last, db)
    }

    /// Whether all of a span lies within one span of work.
    pub fn include(&self, span: Span) -> bool {
        self.time_off.is_none() && self.spans.iter().any(|own| own.from <= span.from && span.to <= own.to)
    }

    /// How long they work, as the clock on the wall counts.
    pub fn minutes(&self) -> i64 {
        if self.time_off.is_some() { 0 } else { self.spans.iter().map(|span| span.minutes()).sum() }
    }

    /// From the first minute of work to the last, breaks included.
    pub fn outline(&self) -> Option<Span> {
        outline(&self.spans)
    }

    pub fn breaks(&self) -> Vec<Span> {
        breaks(&self.spans)
    }
}

#[diesel::dsl::auto_type]
fn scheduled(location: LocationId) -> _ {
    members::table
        .filter(members::location_id.eq(location).and(members::in_schedule))
        .filter(members::employment.eq("working"))
        .select(members::id)
}

/// Whose hours, in a table that says what fills days.
type Whose<Table> = Box<dyn BoxableExpression<Table, MultiBackend, SqlType = Bool>>;

/// What fills days from a first to a last one: minutes of work, or time off with its reason.
type Row = (MemberId, NaiveDate, NaiveDate, i64, i64, Option<String>);

/// Both in one statement: what fills days is one list, wherever it is kept.
fn read(
    work: Whose<work_spans::table>,
    off: Whose<time_off::table>,
    first: NaiveDate,
    last: NaiveDate,
    db: &mut Conn,
) -> Result<Filled> {
    let (midnight, no_reason) = (0.into_sql::<BigInt>(), None::<String>.into_sql::<Nullable<Text>>());
    let work = work_spans::table.filter(work).filter(work_spans::day.between(first, last)).select((
        work_spans::member_id,
        work_spans::day,
        work_spans::day,
        work_spans::from_minute,
        work_spans::to_minute,
        no_reason,
    ));
    let off =
        time_off::table.filter(off).filter(time_off::last_day.ge(first).and(time_off::first_day.le(last))).select((
            time_off::member_id,
            time_off::first_day,
            time_off::last_day,
            midnight,
            midnight,
            time_off::reason.nullable(),
        ));
    let mut hours = Filled::new();
    for (member, begins, ends, from, to, reason) in work.union_all(off).load::<Row>(db)? {
        for day in begins.max(first).iter_days().take_while(|day| *day <= ends.min(last)) {
            let hours = hours.entry((member, day)).or_default();
            match &reason {
                Some(reason) => hours.time_off = Some(reason.clone()),
                None => hours.spans.push(Span { from, to }),
            }
        }
    }
    hours.values_mut().for_each(|hours| hours.spans.sort_unstable());
    Ok(hours)
}

fn outline(spans: &[Span]) -> Option<Span> {
    Some(Span { from: spans.first()?.from, to: spans.last()?.to })
}

fn breaks(spans: &[Span]) -> Vec<Span> {
    spans.windows(2).map(|pair| Span { from: pair[0].to, to: pair[1].from }).collect()
}

/// `9:00–18:00 without 12:00–13:00`, and `day off` without any.
pub fn said(spans: &[Span]) -> String {
    let without: Vec<String> = breaks(spans).iter().map(Span::to_string).collect();
    match outline(spans) {
        None => "day off".to_owned(),
        Some(whole) if without.is_empty() => whole.to_string(),
        Some(whole) => format!("{whole} without {}", together(&without)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(spans: &[(i64, i64)]) -> Hours {
        Hours { spans: spans.iter().map(|(from, to)| Span { from: *from, to: *to }).collect(), time_off: None }
    }

    #[test]
    fn hours_are_counted_without_breaks_and_not_at_all_on_time_off() {
        let hours = day(&[(540, 720), (780, 1080)]);

        assert_eq!((hours.minutes(), said(&hours.spans)), (480, "9:00–18:00 without 12:00–13:00".into()));
        assert!(hours.include(Span { from: 540, to: 720 }) && !hours.include(Span { from: 700, to: 800 }));
        let off = Hours { time_off: Some("Holiday".into()), ..hours };
        assert_eq!((off.minutes(), off.include(Span { from: 540, to: 600 })), (0, false));
        assert_eq!(said(&[]), "day off");
    }
}
