//! What a statement has to know besides what was earned: what was written down, and what other statements hold already.

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::Conn;
use crate::error::Result;
use crate::id::{EntryId, MemberId, StatementId};
use crate::schema::{pay_entries, pay_lines, pay_statements};

use super::contents::Mark;
use super::{Contents, ContentsLine, Entry, EntryKind, Period, Statement};

/// The first and the last day of several statements.
fn stretch(statements: &[&Statement]) -> Option<(NaiveDate, NaiveDate)> {
    let first = statements.iter().map(|statement| statement.period.first()).min();
    first.zip(statements.iter().map(|statement| statement.period.last()).max())
}

fn people(statements: &[&Statement]) -> Vec<MemberId> {
    statements.iter().map(|statement| statement.member).collect()
}

/// Bonuses and the like on the days of drafts that no statement holds yet, each with its draft. One statement.
pub(super) fn written(drafts: &[&Statement], db: &mut Conn) -> Result<Vec<(StatementId, ContentsLine)>> {
    type Row = (EntryId, MemberId, NaiveDate, String, i64, String);
    let Some((first, last)) = stretch(drafts) else { return Ok(Vec::new()) };
    let held = pay_lines::table.filter(pay_lines::entry_id.eq(pay_entries::id.nullable()));
    let rows: Vec<Row> = pay_entries::table
        .filter(pay_entries::member_id.eq_any(people(drafts)).and(pay_entries::voided_at.is_null()))
        .filter(pay_entries::day.between(first, last))
        .filter(pay_entries::kind.eq_any(["bonus", "penalty", "adjustment"]))
        .filter(diesel::dsl::not(diesel::dsl::exists(held)))
        .select((
            pay_entries::id,
            pay_entries::member_id,
            pay_entries::day,
            pay_entries::kind,
            pay_entries::amount,
            pay_entries::reason,
        ))
        .load(db)?;
    let line = |(id, member, day, kind, amount, reason): Row| {
        let draft = drafts.iter().find(|draft| draft.member == member && draft.period.includes(day))?;
        let entry = Entry { id, member, day, kind: EntryKind::from_slug(&kind)?, amount, reason, voided: false };
        Some((draft.id, ContentsLine::written(entry)))
    };
    Ok(rows.into_iter().filter_map(line).collect())
}

/// Confirmed statements of the same people with some of the same days: there are none unless two cards became one.
pub(super) struct Beside(Vec<Other>);

struct Other {
    id: StatementId,
    member: MemberId,
    period: Period,
    marks: HashSet<Mark>,
}

impl Beside {
    pub fn of(statements: &[&Statement], db: &mut Conn) -> Result<Self> {
        type Row = (StatementId, MemberId, NaiveDate, NaiveDate);
        let Some((first, last)) = stretch(statements) else { return Ok(Beside(Vec::new())) };
        let rows: Vec<Row> = pay_statements::table
            .filter(pay_statements::member_id.eq_any(people(statements)).and(pay_statements::state.eq("confirmed")))
            .filter(pay_statements::first_day.le(last).and(pay_statements::last_day.ge(first)))
            .order(pay_statements::id)
            .select((
                pay_statements::id,
                pay_statements::member_id,
                pay_statements::first_day,
                pay_statements::last_day,
            ))
            .load(db)?;
        let mut others = Vec::new();
        for (id, member, first, last) in rows {
            let is_beside = |one: &&Statement| {
                one.id != id && one.member == member && one.period.first() <= last && one.period.last() >= first
            };
            if statements.iter().any(is_beside) {
                let marks = Contents::frozen(id, db)?.lines.iter().map(ContentsLine::mark).collect();
                others.push(Other { id, member, period: Period::between(first, last)?, marks });
            }
        }
        Ok(Beside(others))
    }

    /// What the others hold is not counted again, and what is new belongs to the first of them.
    pub fn leave_out(&self, statement: &Statement, own: &HashSet<Mark>, lines: &mut Vec<ContentsLine>) {
        for other in self.0.iter().filter(|other| other.id != statement.id && other.member == statement.member) {
            let is_first = !statement.is_confirmed() || other.id < statement.id;
            let is_theirs = |line: &ContentsLine| {
                line.entry.is_none()
                    && (other.marks.contains(&line.mark()) || is_first && other.period.includes(line.day))
            };
            lines.retain(|line| own.contains(&line.mark()) || !is_theirs(line));
        }
    }
}
