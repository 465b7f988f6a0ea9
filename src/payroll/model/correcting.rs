//! What changed after a statement was confirmed: found line by line, and carried over as an adjustment, never as a rewrite.

use std::collections::{HashMap, HashSet};

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable};

use crate::access::rights::KeepStatements;
use crate::access::{Can, Inside};
use crate::activity::{self, Change, Deed};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{AppointmentId, LineId, StatementId};
use crate::money;
use crate::schema::{pay_entries, pay_statements};
use crate::text;

use super::contents::Mark;
use super::{Contents, ContentsLine, EntryKind, Sort, Statement};

/// One line that is not what was confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    pub day: NaiveDate,
    pub sort: Sort,
    pub of: Option<(AppointmentId, LineId)>,
    pub title: String,
    pub client: String,
    /// In minor units; nothing where it is new.
    pub was: Option<i64>,
    /// Nothing where it counts no more.
    pub is: Option<i64>,
}

/// How a confirmed statement differs from what counts now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Discrepancy {
    pub lines: Vec<Difference>,
    /// What earlier adjustments have carried over, in minor units.
    pub carried: i64,
}

/// Lines that the reason of an adjustment names.
const FEW: usize = 10;

impl Difference {
    pub fn amount(&self) -> i64 {
        self.is.unwrap_or(0) - self.was.unwrap_or(0)
    }

    /// `Cut of Clara Nunes, 5 November 2026: 18.00 EUR before, nothing now`.
    fn said(&self, currency: &str) -> String {
        let what = match (self.title.is_empty(), self.client.is_empty()) {
            (true, _) => self.sort.title().to_owned(),
            (false, true) => self.title.clone(),
            (false, false) => format!("{} of {}", self.title, self.client),
        };
        let amount = |amount: Option<i64>| amount.map_or("nothing".into(), |amount| money::said(amount, currency));
        format!("{what}, {}: {} before, {} now", clock::long(self.day), amount(self.was), amount(self.is))
    }
}

impl Discrepancy {
    pub fn of(by: &Inside, statement: &Statement, frozen: &Contents, db: &mut Conn) -> Result<Self> {
        let earned: Vec<&ContentsLine> = frozen.lines.iter().filter(|line| !line.is_written()).collect();
        let own: HashSet<Mark> = earned.iter().map(|line| line.mark()).collect();
        let now = Contents::reckoned(by, statement, &own, db)?;
        let mut found: HashMap<Mark, Difference> = HashMap::new();
        for line in earned {
            let difference = found.entry(line.mark()).or_insert_with(|| blank(line));
            difference.was = Some(difference.was.unwrap_or(0) + line.amount);
        }
        for line in &now.lines {
            let difference = found.entry(line.mark()).or_insert_with(|| blank(line));
            difference.is = Some(difference.is.unwrap_or(0) + line.amount);
        }
        let mut lines: Vec<Difference> = found.into_values().filter(|line| line.amount() != 0).collect();
        lines.sort_by_key(|line| (line.day, line.sort.place(), line.of));
        let carried: Option<i64> = pay_entries::table
            .filter(pay_entries::corrects_id.eq(statement.id).and(pay_entries::voided_at.is_null()))
            .select(sql::<Nullable<BigInt>>("CAST(SUM(amount) AS BIGINT)"))
            .first(db)?;
        Ok(Discrepancy { lines, carried: carried.unwrap_or(0) })
    }

    /// By how much what counts now is more than what was confirmed, in minor units.
    pub fn total(&self) -> i64 {
        self.lines.iter().map(Difference::amount).sum()
    }

    /// What has yet to be carried over, in minor units.
    pub fn left(&self) -> i64 {
        self.total() - self.carried
    }

    fn reason(&self, statement: &Statement, currency: &str) -> String {
        let mut said: Vec<String> = self.lines.iter().take(FEW).map(|line| line.said(currency)).collect();
        if self.lines.len() > FEW {
            said.push(text::counted((self.lines.len() - FEW) as i64, "more line", "more lines"));
        }
        if self.carried != 0 {
            said.push(format!("carried over before: {}", money::said(self.carried, currency)));
        }
        let what = if said.is_empty() { "it counts as confirmed again".to_owned() } else { said.join("; ") };
        format!("Changed after the statement {}: {what}", statement.numbered())
    }
}

fn blank(line: &ContentsLine) -> Difference {
    let (title, client) = (line.title.clone(), line.client.clone());
    Difference { day: line.day, sort: line.sort, of: line.of, title, client, was: None, is: None }
}

impl Statement {
    /// Carries over what changed as one adjustment of today, and returns how much that is. `seen` is what the page said
    /// was left to carry over.
    pub fn correct(by: &Can<KeepStatements>, id: StatementId, seen: i64, db: &mut Conn) -> Result<i64> {
        let by = &by.still(db)?;
        let now = Statement::find(by, id, db)?;
        if !now.is_confirmed() {
            return Err(Error::Conflict("A draft shows what counts now: there is nothing to carry over.".into()));
        }
        now.must_be_of_somebody_else(by, "carries over what they earned")?;
        let discrepancy = Discrepancy::of(by, &now, &Contents::frozen(id, db)?, db)?;
        let (left, currency) = (discrepancy.left(), &by.location().currency);
        if left != seen {
            let left = money::said(left, currency);
            return Err(Error::Conflict(format!(
                "What is to be carried over is {left} now. Look at it again, then carry it over."
            )));
        }
        if left == 0 && now.touched_at.is_none() {
            return Err(Error::Conflict("Everything is carried over already.".into()));
        }
        if left != 0 {
            diesel::insert_into(pay_entries::table)
                .values((
                    pay_entries::location_id.eq(by.location().id),
                    pay_entries::member_id.eq(now.member),
                    pay_entries::day.eq(clock::today(by.location().zone)),
                    pay_entries::kind.eq(EntryKind::Adjustment.slug()),
                    pay_entries::amount.eq(left),
                    pay_entries::reason.eq(discrepancy.reason(&now, currency)),
                    pay_entries::corrects_id.eq(id),
                    pay_entries::made_by.eq(by.who()),
                    pay_entries::made_at.eq(clock::now()),
                ))
                .execute(db)?;
        }
        diesel::update(pay_statements::table.find(id))
            .set(pay_statements::touched_at.eq(None::<NaiveDateTime>))
            .execute(db)?;
        let lines = text::counted(discrepancy.lines.len() as i64, "line", "lines");
        activity::record(by, now.event(Deed::StatementCorrected).with([Change::new("Changed", "", lines)]), db)?;
        Ok(left)
    }
}
