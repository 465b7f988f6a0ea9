//! What somebody is booked for, wherever hours change: told from the tables themselves, because appointments come later.

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;
use diesel::prelude::*;

use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::id::MemberId;
use crate::schema::{appointment_lines, line_assistants};

use super::span::{MIDNIGHT, Span};

/// A service that somebody is booked to provide.
#[derive(Debug, Clone, PartialEq)]
pub struct Booked {
    pub day: NaiveDate,
    /// On the wall of the location; beyond midnight it counts on.
    pub span: Span,
    pub title: String,
}

impl Booked {
    /// What somebody provides on some days, as it begins.
    pub fn between(member: MemberId, first: NaiveDate, last: NaiveDate, zone: Tz, db: &mut Conn) -> Result<Vec<Self>> {
        let ends = clock::bounds(first, zone).zip(clock::bounds(last, zone));
        let Some(((from, _), (_, to))) = ends else { return Ok(Vec::new()) };
        let rows: Vec<(chrono::NaiveDateTime, chrono::NaiveDateTime, String)> = appointment_lines::table
            .filter(appointment_lines::member_id.eq(member).and(appointment_lines::takes_time))
            .filter(appointment_lines::starts_at.ge(from).and(appointment_lines::starts_at.lt(to)))
            .order((appointment_lines::starts_at, appointment_lines::id))
            .select((appointment_lines::starts_at, appointment_lines::ends_at, appointment_lines::title))
            .load(db)?;
        let booked = |(starts, ends, title)| {
            let ((day, from), (last, to)) = (clock::on_the_wall(starts, zone), clock::on_the_wall(ends, zone));
            Booked { day, span: Span { from, to: to + (last - day).num_days() * MIDNIGHT }, title }
        };
        Ok(rows.into_iter().map(booked).collect())
    }

    /// How many services somebody provides or assists in on some days.
    pub fn count(member: MemberId, first: NaiveDate, last: NaiveDate, zone: Tz, db: &mut Conn) -> Result<i64> {
        let ends = clock::bounds(first, zone).zip(clock::bounds(last, zone));
        let Some(((from, _), (_, to))) = ends else { return Ok(0) };
        let provided = appointment_lines::table
            .filter(appointment_lines::member_id.eq(member).and(appointment_lines::takes_time))
            .filter(appointment_lines::starts_at.ge(from).and(appointment_lines::starts_at.lt(to)));
        let assisted = line_assistants::table
            .filter(line_assistants::member_id.eq(member).and(line_assistants::takes_time))
            .filter(line_assistants::starts_at.ge(from).and(line_assistants::starts_at.lt(to)));
        let provided: i64 = provided.count().get_result(db)?;
        let assisted: i64 = assisted.count().get_result(db)?;
        Ok(provided + assisted)
    }

    /// How many services somebody is still to provide.
    pub fn to_come(member: MemberId, db: &mut Conn) -> Result<i64> {
        let now = clock::now();
        Ok(appointment_lines::table
            .filter(appointment_lines::member_id.eq(member).and(appointment_lines::takes_time))
            .filter(appointment_lines::starts_at.gt(now - TimeDelta::hours(12)).and(appointment_lines::ends_at.gt(now)))
            .count()
            .get_result(db)?)
    }
}
