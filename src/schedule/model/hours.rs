//! The hours of one day: spans of work with breaks between them, unless somebody has time off.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::Conn;
use crate::error::Result;
use crate::id::{LocationId, MemberId};
use crate::schema::{members, time_off, work_spans};

/// From one minute of a day to another, counted from midnight on the wall of the location.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    pub from: i64,
    pub to: i64,
}

/// When somebody works on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hours {
    /// In order, without touching one another: between two of them is a break.
    pub spans: Vec<Span>,
    /// Why they have the day off; then the spans do not count.
    pub time_off: Option<String>,
}

impl Hours {
    /// Those of everybody in the schedule who has any on a day, or time off.
    pub fn on(day: NaiveDate, location: LocationId, db: &mut Conn) -> Result<HashMap<MemberId, Self>> {
        let scheduled = members::table
            .filter(members::location_id.eq(location).and(members::in_schedule))
            .filter(members::employment.eq("working"))
            .select(members::id);
        let spans: Vec<(MemberId, i64, i64)> = work_spans::table
            .filter(work_spans::member_id.eq_any(scheduled).and(work_spans::day.eq(day)))
            .order((work_spans::member_id, work_spans::from_minute))
            .select((work_spans::member_id, work_spans::from_minute, work_spans::to_minute))
            .load(db)?;
        let off: Vec<(MemberId, String)> = time_off::table
            .filter(time_off::member_id.eq_any(scheduled))
            .filter(time_off::last_day.ge(day).and(time_off::first_day.le(day)))
            .select((time_off::member_id, time_off::reason))
            .load(db)?;
        let mut hours: HashMap<MemberId, Hours> = HashMap::new();
        for (member, from, to) in spans {
            hours.entry(member).or_default().spans.push(Span { from, to });
        }
        for (member, reason) in off {
            hours.entry(member).or_default().time_off = Some(reason);
        }
        Ok(hours)
    }

    /// Whether all of a span lies within one span of work.
    pub fn include(&self, span: Span) -> bool {
        self.time_off.is_none() && self.spans.iter().any(|own| own.from <= span.from && span.to <= own.to)
    }
}
