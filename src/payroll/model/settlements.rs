//! Settlements: what each person earned by confirmed statements, what they have got of it, and what remains.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::dsl::{exists, not, sql};
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::access::Inside;
use crate::books::numbered;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{MemberId, StatementId};
use crate::schema::{pay_entries, pay_lines, pay_statements};

use super::statement::first_seen;
use super::{EntryKind, Payee};

/// How one person stands. All amounts are in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    pub payee: Payee,
    /// By confirmed statements.
    pub earned: i64,
    /// Payments and advances.
    pub paid: i64,
    /// Bonuses, penalties and adjustments that no confirmed statement holds yet.
    pub open: i64,
}

/// Something that changed how a person stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub day: NaiveDate,
    /// The statement, and what people call it; none for what was paid.
    pub statement: Option<(StatementId, String)>,
    pub what: String,
    pub earned: i64,
    pub paid: i64,
    /// What remains after it.
    pub remaining: i64,
}

#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    earned: i64,
    paid: i64,
    open: i64,
}

/// The latest steps that a page shows.
const STEPS: i64 = 500;

impl Settlement {
    pub fn remaining(&self) -> i64 {
        self.earned - self.paid
    }

    /// Everybody who works here, and whoever else has earned or got anything. Four statements. A settlement counts
    /// everything since the beginning, so it is only for those who see all of it.
    pub fn all(by: &Inside, db: &mut Conn) -> Result<Option<Vec<Self>>> {
        if first_seen(by).is_some() {
            return Ok(None);
        }
        let mut sums = sums(by, db)?;
        let settlement = |payee: Payee| {
            let found = sums.remove(&payee.id);
            let Sums { earned, paid, open } = found.unwrap_or_default();
            (found.is_some() || payee.is_working).then_some(Settlement { payee, earned, paid, open })
        };
        Ok(Some(Payee::list(by, db)?.into_iter().filter_map(settlement).collect()))
    }

    /// One person’s, with every step that led to it, the latest first.
    pub fn of(by: &Inside, member: MemberId, db: &mut Conn) -> Result<(Self, Vec<Step>)> {
        let found = Self::all(by, db)?.ok_or(Error::NotFound)?;
        let one = found.into_iter().find(|one| one.payee.id == member).ok_or(Error::NotFound)?;
        let steps = steps(member, one.remaining(), db)?;
        Ok((one, steps))
    }
}

fn sums(by: &Inside, db: &mut Conn) -> Result<HashMap<MemberId, Sums>> {
    let here = by.location().id;
    let mut sums: HashMap<MemberId, Sums> = HashMap::new();
    let earned: Vec<(MemberId, i64)> = pay_statements::table
        .filter(pay_statements::location_id.eq(here).and(pay_statements::state.eq("confirmed")))
        .group_by(pay_statements::member_id)
        .select((pay_statements::member_id, sql::<BigInt>("CAST(SUM(total) AS BIGINT)")))
        .load(db)?;
    for (member, amount) in earned {
        sums.entry(member).or_default().earned = amount;
    }
    let live = pay_entries::location_id.eq(here).and(pay_entries::voided_at.is_null());
    let paid: Vec<(MemberId, i64)> = pay_entries::table
        .filter(live.and(pay_entries::kind.eq_any(["payment", "advance"])))
        .group_by(pay_entries::member_id)
        .select((pay_entries::member_id, sql::<BigInt>("CAST(SUM(amount) AS BIGINT)")))
        .load(db)?;
    for (member, amount) in paid {
        sums.entry(member).or_default().paid = amount;
    }
    let held = pay_lines::table.filter(pay_lines::entry_id.eq(pay_entries::id.nullable()));
    let signed = sql::<BigInt>("CAST(SUM(CASE WHEN kind = 'penalty' THEN -amount ELSE amount END) AS BIGINT)");
    let open: Vec<(MemberId, i64)> = pay_entries::table
        .filter(live.and(pay_entries::kind.eq_any(["bonus", "penalty", "adjustment"])))
        .filter(not(exists(held)))
        .group_by(pay_entries::member_id)
        .select((pay_entries::member_id, signed))
        .load(db)?;
    for (member, amount) in open {
        sums.entry(member).or_default().open = amount;
    }
    Ok(sums)
}

/// The latest steps of one person. The last of them led to what remains now.
fn steps(member: MemberId, remaining: i64, db: &mut Conn) -> Result<Vec<Step>> {
    type Confirmed = (StatementId, i64, NaiveDate, NaiveDate, i64);
    let confirmed: Vec<Confirmed> = pay_statements::table
        .filter(pay_statements::member_id.eq(member).and(pay_statements::state.eq("confirmed")))
        .order((pay_statements::last_day.desc(), pay_statements::id.desc()))
        .limit(STEPS)
        .select((
            pay_statements::id,
            pay_statements::number,
            pay_statements::first_day,
            pay_statements::last_day,
            pay_statements::total,
        ))
        .load(db)?;
    let paid: Vec<(NaiveDate, String, String, i64)> = pay_entries::table
        .filter(pay_entries::member_id.eq(member).and(pay_entries::voided_at.is_null()))
        .filter(pay_entries::kind.eq_any(["payment", "advance"]))
        .order((pay_entries::day.desc(), pay_entries::id.desc()))
        .limit(STEPS)
        .select((pay_entries::day, pay_entries::kind, pay_entries::reason, pay_entries::amount))
        .load(db)?;
    let mut steps = Vec::new();
    for (id, number, first, last, earned) in confirmed {
        let what = super::Period::between(first, last)?.said();
        let statement = Some((id, numbered(number, last)));
        steps.push(Step { day: last, statement, what, earned, paid: 0, remaining: 0 });
    }
    for (day, kind, reason, paid) in paid {
        let kind = EntryKind::from_slug(&kind).map_or("", EntryKind::title);
        steps.push(Step { day, statement: None, what: format!("{kind}: {reason}"), earned: 0, paid, remaining: 0 });
    }
    steps.sort_by_key(|step| (std::cmp::Reverse(step.day), step.statement.is_some()));
    steps.truncate(STEPS as usize);
    let mut after = remaining;
    for step in &mut steps {
        step.remaining = after;
        after -= step.earned - step.paid;
    }
    Ok(steps)
}
