//! The books: confirmed statements of pay, and what it means that something they were made from changes afterwards.

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use crate::clock;
use crate::db::{Conn, MultiBackend};
use crate::error::Result;
use crate::id::{AppointmentId, CategoryId, LocationId, MemberId, ServiceId, StatementId};
use crate::schema::{
    appointment_lines, appointments, line_assistants, members, pay_entries, pay_lines, pay_rates, pay_rules,
    pay_statements,
};

/// A confirmed statement that an appointment is part of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    pub statement: StatementId,
    pub number: i64,
    pub last_day: NaiveDate,
    pub member: String,
}

/// A statement as people call it: `2026-22`.
pub fn numbered(number: i64, last_day: NaiveDate) -> String {
    format!("{}-{number}", last_day.year())
}

impl Holding {
    pub fn numbered(&self) -> String {
        numbered(self.number, self.last_day)
    }
}

/// What of an appointment the books are about: who is paid for it, when it begins, and on which day it was paid.
struct Booked {
    members: Vec<MemberId>,
    starts_at: NaiveDateTime,
    paid_on: Option<NaiveDate>,
}

#[diesel::dsl::auto_type]
fn confirmed(people: Vec<MemberId>) -> _ {
    pay_statements::state.eq("confirmed").and(pay_statements::member_id.eq_any(people))
}

#[diesel::dsl::auto_type]
fn at(moment: NaiveDateTime) -> _ {
    pay_statements::from_at.le(moment).and(pay_statements::to_at.gt(moment))
}

#[diesel::dsl::auto_type]
fn within(first: NaiveDate, last: NaiveDate) -> _ {
    pay_statements::first_day.le(last).and(pay_statements::last_day.ge(first))
}

/// Marks the confirmed statements of these people that a moment is part of.
pub fn mark_at(people: &[MemberId], moment: NaiveDateTime, db: &mut Conn) -> Result<()> {
    let (confirmed, at): (confirmed, at) = (confirmed(people.to_vec()), at(moment));
    touch(confirmed.and(at), db)
}

/// Marks those that any of these days is part of.
pub fn mark_on(people: &[MemberId], first: NaiveDate, last: NaiveDate, db: &mut Conn) -> Result<()> {
    let (confirmed, within): (confirmed, within) = (confirmed(people.to_vec()), within(first, last));
    touch(confirmed.and(within), db)
}

/// Marks those that hold one of these services, of everybody who is paid by one of these categories: the services come
/// into one of them or leave it.
pub fn mark_services(here: LocationId, which: Vec<ServiceId>, categories: &[CategoryId], db: &mut Conn) -> Result<()> {
    let people: Vec<MemberId> = paid_by(here, categories).select(pay_rules::member_id).distinct().load(db)?;
    if people.is_empty() {
        return Ok(());
    }
    let holding = pay_lines::table
        .inner_join(appointment_lines::table.on(pay_lines::line_id.eq(appointment_lines::id.nullable())))
        .filter(pay_lines::statement_id.eq(pay_statements::id).and(appointment_lines::service_id.eq_any(which)));
    let theirs: confirmed = confirmed(people);
    touch(theirs.and(exists(holding)), db)
}

/// Whether anybody is paid by a category.
pub fn is_paid_by(here: LocationId, category: CategoryId, db: &mut Conn) -> Result<bool> {
    Ok(diesel::select(exists(paid_by(here, &[category]))).get_result(db)?)
}

#[diesel::dsl::auto_type]
fn paid_by(here: LocationId, categories: &[CategoryId]) -> _ {
    let categories: Vec<CategoryId> = categories.to_vec();
    pay_rules::table
        .inner_join(pay_rates::table)
        .filter(pay_rules::location_id.eq(here).and(pay_rules::withdrawn_at.is_null()))
        .filter(pay_rates::category_id.eq_any(categories))
}

fn touch<W>(which: W, db: &mut Conn) -> Result<()>
where
    W: BoxableExpression<pay_statements::table, MultiBackend, SqlType = Bool> + 'static,
{
    let which: Box<dyn BoxableExpression<pay_statements::table, MultiBackend, SqlType = Bool>> = Box::new(which);
    diesel::update(pay_statements::table.filter(which)).set(pay_statements::touched_at.eq(clock::now())).execute(db)?;
    Ok(())
}

/// Marks those of somebody who is paid for the time they work, when hours of these days change.
pub fn mark_hours(member: MemberId, first: NaiveDate, last: NaiveDate, db: &mut Conn) -> Result<()> {
    let timed = pay_rules::time_unit.ne("").and(pay_rules::withdrawn_at.is_null());
    let rules: i64 = pay_rules::table.filter(pay_rules::member_id.eq(member).and(timed)).count().get_result(db)?;
    if rules == 0 { Ok(()) } else { mark_on(&[member], first, last, db) }
}

/// Marks what an appointment is part of as it stands now. Whoever changes one calls it before and after: people, times
/// and days may be others then. An appointment whose client did not come is in no statement.
pub fn mark(appointment: AppointmentId, db: &mut Conn) -> Result<()> {
    let Some(booked) = Booked::of(appointment, db)? else { return Ok(()) };
    mark_at(&booked.members, booked.starts_at, db)?;
    match booked.paid_on {
        Some(day) => mark_on(&booked.members, day, day, db),
        None => Ok(()),
    }
}

/// The confirmed statements that an appointment is part of.
pub fn holding(appointment: AppointmentId, db: &mut Conn) -> Result<Vec<Holding>> {
    let Some(booked) = Booked::of(appointment, db)? else { return Ok(Vec::new()) };
    let day = booked.paid_on.unwrap_or(NO_DAY);
    let (confirmed, at, within): (confirmed, at, within) =
        (confirmed(booked.members), at(booked.starts_at), within(day, day));
    let found: Vec<(StatementId, i64, NaiveDate, String)> = pay_statements::table
        .inner_join(members::table)
        .filter(confirmed.and(at.or(within)))
        .order(pay_statements::id)
        .select((pay_statements::id, pay_statements::number, pay_statements::last_day, members::name))
        .load(db)?;
    let holding = |(statement, number, last_day, member)| Holding { statement, number, last_day, member };
    Ok(found.into_iter().map(holding).collect())
}

/// Before anything was paid.
const NO_DAY: NaiveDate = match NaiveDate::from_ymd_opt(1, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// The pay of a card goes to the card that it is merged into: one person has one account. Its rules go along where the
/// other card has none. What was confirmed stays as it is, and is looked at again.
pub fn hand_over(from: MemberId, to: MemberId, db: &mut Conn) -> Result<()> {
    let have: i64 = pay_rules::table.filter(pay_rules::member_id.eq(to)).count().get_result(db)?;
    if have == 0 {
        let rules = pay_rules::table.filter(pay_rules::member_id.eq(from));
        diesel::update(rules).set(pay_rules::member_id.eq(to)).execute(db)?;
    }
    let statements = pay_statements::table.filter(pay_statements::member_id.eq(from));
    diesel::update(statements).set(pay_statements::member_id.eq(to)).execute(db)?;
    let entries = pay_entries::table.filter(pay_entries::member_id.eq(from));
    diesel::update(entries).set(pay_entries::member_id.eq(to)).execute(db)?;
    let theirs: confirmed = confirmed(vec![to]);
    touch(theirs, db)
}

impl Booked {
    fn of(appointment: AppointmentId, db: &mut Conn) -> Result<Option<Self>> {
        let found: Option<(NaiveDateTime, Option<NaiveDate>)> = appointments::table
            .filter(appointments::id.eq(appointment).and(appointments::status.eq("came")))
            .filter(appointments::deleted_at.is_null())
            .select((appointments::starts_at, appointments::paid_on))
            .first(db)
            .optional()?;
        let Some((starts_at, paid_on)) = found else { return Ok(None) };
        let mut members: Vec<MemberId> = appointment_lines::table
            .filter(appointment_lines::appointment_id.eq(appointment))
            .select(appointment_lines::member_id)
            .load(db)?;
        members.extend(
            line_assistants::table
                .inner_join(appointment_lines::table)
                .filter(appointment_lines::appointment_id.eq(appointment))
                .select(line_assistants::member_id)
                .load::<MemberId>(db)?,
        );
        members.sort_unstable();
        members.dedup();
        Ok(Some(Booked { members, starts_at, paid_on }))
    }
}
