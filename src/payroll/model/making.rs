//! Drafts of statements: made for several people in one go, and deleted.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::dsl::max;
use diesel::prelude::*;

use crate::access::rights::{ExportPay, KeepStatements};
use crate::access::{Can, Inside};
use crate::activity::{self, Change, Deed, Entry as Event};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Errors, Result};
use crate::id::{MemberId, StatementId};
use crate::schema::pay_statements;

use super::statement::{Which, first_seen};
use super::{Earnings, Entry, Payee, Period, Statement};

/// Statements that are looked through at most when ranges are compared.
const MANY: i64 = 10_000;

impl Statement {
    /// What everybody earned in a period, with whatever was written down: for whom a statement may be due.
    pub fn due(by: &Can<KeepStatements>, period: Period, db: &mut Conn) -> Result<HashMap<MemberId, i64>> {
        let mut earned: HashMap<MemberId, i64> = HashMap::new();
        for accrual in Earnings::of_all(by, period, db)?.accruals() {
            *earned.entry(accrual.member).or_default() += accrual.amount;
        }
        for entry in Entry::of_period(by, period, db)?.iter().filter(|entry| entry.effect() != 0) {
            *earned.entry(entry.member).or_default() += entry.effect();
        }
        Ok(earned)
    }

    /// Those of a period, of anybody: what a new one must not overlap.
    pub fn touching(by: &Inside, period: Period, db: &mut Conn) -> Result<Vec<Self>> {
        let which: Which =
            Box::new(pay_statements::first_day.le(period.last()).and(pay_statements::last_day.ge(period.first())));
        Self::read(by, which, MANY, db)
    }

    /// The last day that a statement of somebody holds, if any does.
    pub fn last_day_of(by: &Inside, member: MemberId, db: &mut Conn) -> Result<Option<NaiveDate>> {
        let theirs = pay_statements::location_id.eq(by.location().id).and(pay_statements::member_id.eq(member));
        Ok(pay_statements::table.filter(theirs).select(max(pay_statements::last_day)).first(db)?)
    }

    /// Makes a draft for each of these people. No two statements of one person hold the same day.
    pub fn make(
        by: &Can<KeepStatements>,
        period: Period,
        people: &[MemberId],
        db: &mut Conn,
    ) -> Result<Vec<StatementId>> {
        let by = &by.still(db)?;
        if first_seen(by).is_some_and(|first| period.first() < first) {
            return Err(Error::on("from", "Choose a later day: you do not see pay that far back"));
        }
        let payees = Payee::list(by, db)?;
        let others = Self::touching(by, period, db)?;
        let (mut errors, mut chosen) = (Errors::none(), Vec::new());
        for member in people {
            let payee = payees.iter().find(|payee| payee.id == *member).ok_or(Error::NotFound)?;
            match others.iter().find(|other| other.member == *member) {
                Some(other) => errors.add(format!("member-{member}"), other.is_in_the_way()),
                None => chosen.push(payee),
            }
        }
        if people.is_empty() {
            errors.add("members", "Choose for whom to make a statement");
        }
        errors.or(())?;
        let here = pay_statements::location_id.eq(by.location().id);
        let last: Option<i64> = pay_statements::table.filter(here).select(max(pay_statements::number)).first(db)?;
        let first = last.unwrap_or(0) + 1;
        chosen.into_iter().zip(first..).map(|(payee, number)| draft(by, period, payee, number, db)).collect()
    }

    /// Why another statement of the same person cannot hold its days.
    pub fn is_in_the_way(&self) -> String {
        let state = if self.is_confirmed() { "the confirmed statement" } else { "a draft of the statement" };
        format!("{} has {state} {} for {} already", self.name, self.numbered(), self.period.said())
    }

    /// Deletes a draft. What was confirmed stays for ever.
    pub fn drop_draft(by: &Can<KeepStatements>, id: StatementId, db: &mut Conn) -> Result<Self> {
        let by = &by.still(db)?;
        let now = Statement::find(by, id, db)?;
        if now.is_confirmed() {
            return Err(Error::Conflict(format!("The statement {} is confirmed. It stays as it is.", now.numbered())));
        }
        diesel::delete(pay_statements::table.find(id)).execute(db)?;
        activity::record(by, now.event(Deed::StatementDropped), db)?;
        Ok(now)
    }

    /// Writes into the log that it was taken as a file of so many rows.
    pub fn note_file(&self, by: &Can<ExportPay>, rows: usize, db: &mut Conn) -> Result<()> {
        let rows = Change::new("Rows", "", rows.to_string());
        activity::record(by, self.event(Deed::PayExported).with([rows]), db)
    }

    /// What the log says of a deed: whose statement it is, and of which days. How much somebody earns it never says.
    pub(super) fn event(&self, deed: Deed) -> Event {
        let said = [Change::new("Statement", "", self.numbered()), Change::new("Days", "", self.period.said())];
        Event::new(deed, &self.name).of_member(self.member).with(said)
    }
}

fn draft(by: &Inside, period: Period, payee: &Payee, number: i64, db: &mut Conn) -> Result<StatementId> {
    let (from, to) = period.bounds(by.location().zone)?;
    let id = diesel::insert_into(pay_statements::table)
        .values((
            pay_statements::location_id.eq(by.location().id),
            pay_statements::number.eq(number),
            pay_statements::member_id.eq(payee.id),
            pay_statements::first_day.eq(period.first()),
            pay_statements::last_day.eq(period.last()),
            pay_statements::from_at.eq(from),
            pay_statements::to_at.eq(to),
            pay_statements::made_by.eq(by.who()),
            pay_statements::made_at.eq(clock::now()),
        ))
        .returning(pay_statements::id)
        .get_result(db)?;
    let said = [Change::new("Days", "", period.said())];
    let event = Event::new(Deed::StatementMade, &payee.name).of_member(payee.id).with(said);
    activity::record(by, event, db)?;
    Ok(id)
}
