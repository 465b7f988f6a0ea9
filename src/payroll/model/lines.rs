//! The service lines that a period pays for: those whose client came, each with who provided it and who assisted.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::appointments::{LONGEST, Status};
use crate::db::{Conn, among, unindexed};
use crate::error::Result;
use crate::id::{AppointmentId, CategoryId, LineId, LocationId, MemberId, ServiceId};
use crate::locations::Location;
use crate::schema::{appointment_lines, appointments, clients, line_assistants, services};

use super::super::engine::Job;
use super::Period;

/// A line as it is read, before anybody's reward is reckoned.
pub(super) struct Served {
    pub starts_at: NaiveDateTime,
    pub paid_on: Option<NaiveDate>,
    pub appointment: AppointmentId,
    pub line: LineId,
    pub client: String,
    pub title: String,
    /// Its day is that on which the line begins, in UTC: whoever knows the zone puts it right.
    pub job: Job,
}

type Visit = (AppointmentId, NaiveDateTime, Option<NaiveDate>, bool, String);
/// Who assisted, and with what share of their own reward.
type Assistant = (MemberId, i64);
type Row = (Visit, (LineId, String, MemberId), (ServiceId, Option<CategoryId>), (i64, i64, i64, String));

/// A range that holds no day: where payments do not matter.
const NO_DAY: (NaiveDate, NaiveDate) = match (NaiveDate::from_ymd_opt(9999, 12, 31), NaiveDate::from_ymd_opt(1, 1, 1)) {
    (Some(late), Some(early)) => (late, early),
    _ => (NaiveDate::MAX, NaiveDate::MIN),
};

/// Which appointments: those that begin within a stretch of time, and those that were paid on certain days.
#[derive(Clone, Copy)]
struct When {
    here: LocationId,
    from: NaiveDateTime,
    to: NaiveDateTime,
    first: NaiveDate,
    last: NaiveDate,
}

#[diesel::dsl::auto_type]
fn came(status: &'static str) -> _ {
    appointments::deleted_at.is_null().and(appointments::status.eq(status))
}

#[diesel::dsl::auto_type]
fn then(status: &'static str, from: NaiveDateTime, to: NaiveDateTime) -> _ {
    let came: came = came(status);
    came.and(appointments::starts_at.ge(from)).and(appointments::starts_at.lt(to))
}

#[diesel::dsl::auto_type]
fn paid(status: &'static str, first: NaiveDate, last: NaiveDate) -> _ {
    let came: came = came(status);
    came.and(appointments::paid_on.is_not_null()).and(appointments::paid_on.assume_not_null().between(first, last))
}

/// Each of the two ways names the location, or SQLite would not search either of them by its days.
#[diesel::dsl::auto_type]
fn at_location(when: When) -> _ {
    let here: LocationId = when.here;
    let then: then = then(Status::Came.slug(), when.from, when.to);
    let paid: paid = paid(Status::Came.slug(), when.first, when.last);
    appointments::location_id.eq(here).and(then).or(appointments::location_id.eq(here).and(paid))
}

/// The same of lines that are known: they are read by their numbers, and their location is only asked.
#[diesel::dsl::auto_type]
fn among_known(when: When) -> _ {
    let here: LocationId = when.here;
    let then: then = then(Status::Came.slug(), when.from, when.to);
    let paid: paid = paid(Status::Came.slug(), when.first, when.last);
    unindexed(appointments::location_id).eq(here).and(then.or(paid))
}

/// Those of everybody, in one statement, or those in which one person serves or assists, in four at most.
pub(super) fn of(
    location: &Location,
    only: Option<MemberId>,
    period: Period,
    is_by_payment: bool,
    db: &mut Conn,
) -> Result<Vec<Served>> {
    let (from, to) = period.bounds(location.zone)?;
    let (first, last) = if is_by_payment { (period.first(), period.last()) } else { NO_DAY };
    let when = When { here: location.id, from, to, first, last };
    let theirs = only.map(|member| lines_of(member, when, is_by_payment, db)).transpose()?;
    let mut lines: Vec<Served> = Vec::new();
    for (row, assistant) in rows(when, theirs.as_deref(), db)? {
        if lines.last().is_none_or(|last| last.line != row.1.0) {
            lines.push(Served::stored(row));
        }
        if let Some(served) = lines.last_mut() {
            served.job.assistants.extend(assistant);
        }
    }
    Ok(lines)
}

impl Served {
    /// Nobody has assisted yet.
    fn stored((visit, (line, title, main), (service, category), terms): Row) -> Self {
        let (appointment, starts_at, paid_on, by_card, client) = visit;
        let (price, discount, quantity, mode) = terms;
        let (day, is_split, assistants) = (starts_at.date(), mode == "split", Vec::new());
        #[rustfmt::skip]
        let job = Job { day, service, category, price, discount, quantity, by_card, is_split, main, assistants };
        Served { starts_at, paid_on, appointment, line, client, title, job }
    }
}

/// Once for each assistant, in their order; a line without any once.
fn rows(when: When, only: Option<&[LineId]>, db: &mut Conn) -> Result<Vec<(Row, Option<Assistant>)>> {
    let mut query = appointment_lines::table
        .inner_join(appointments::table.inner_join(clients::table))
        .inner_join(services::table)
        .left_join(line_assistants::table)
        .select((
            (
                (
                    appointments::id,
                    appointments::starts_at,
                    appointments::paid_on,
                    appointments::paid_by_card,
                    clients::name,
                ),
                (appointment_lines::id, appointment_lines::title, appointment_lines::member_id),
                (appointment_lines::service_id, services::category_id),
                (
                    appointment_lines::price,
                    appointment_lines::discount,
                    appointment_lines::quantity,
                    appointment_lines::reward_mode,
                ),
            ),
            (line_assistants::place, (line_assistants::member_id, line_assistants::share)).nullable(),
        ))
        .into_boxed();
    query = match only {
        None => query.filter(at_location(when)),
        Some(only) => query.filter(among(appointment_lines::id, only)).filter(among_known(when)),
    };
    let mut rows: Vec<(Row, Option<(i64, Assistant)>)> = query.load(db)?;
    rows.sort_by_key(|(row, assistant)| (row.1.0, assistant.map(|(place, _)| place)));
    Ok(rows.into_iter().map(|(row, assistant)| (row, assistant.map(|(_, assistant)| assistant))).collect())
}

/// The lines in which somebody serves or assists, from an index of their own.
fn lines_of(member: MemberId, when: When, is_by_payment: bool, db: &mut Conn) -> Result<Vec<LineId>> {
    let until = when.to + LONGEST;
    let mut lines: Vec<LineId> = appointment_lines::table
        .filter(appointment_lines::member_id.eq(member))
        .filter(appointment_lines::starts_at.ge(when.from).and(appointment_lines::starts_at.lt(until)))
        .select(appointment_lines::id)
        .load(db)?;
    lines.extend(
        line_assistants::table
            .filter(line_assistants::member_id.eq(member))
            .filter(line_assistants::starts_at.ge(when.from).and(line_assistants::starts_at.lt(until)))
            .select(line_assistants::line_id)
            .load::<LineId>(db)?,
    );
    if is_by_payment {
        let paid: paid = paid(Status::Came.slug(), when.first, when.last);
        let helps = line_assistants::table
            .filter(line_assistants::line_id.eq(appointment_lines::id).and(line_assistants::member_id.eq(member)));
        lines.extend(
            appointment_lines::table
                .inner_join(appointments::table)
                .filter(appointments::location_id.eq(when.here).and(paid))
                .filter(appointment_lines::member_id.eq(member).or(diesel::dsl::exists(helps)))
                .select(appointment_lines::id)
                .load::<LineId>(db)?,
        );
    }
    lines.sort_unstable();
    lines.dedup();
    Ok(lines)
}
