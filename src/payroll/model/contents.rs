//! What a statement is made of: reckoned while it is a draft, read from its copies once it is confirmed.

use std::collections::{HashMap, HashSet};

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use sha2::{Digest, Sha256};

use crate::access::{Inside, Right, Sight};
use crate::clock;
use crate::db::{Conn, among, unindexed};
use crate::error::Result;
use crate::id::{AppointmentId, EntryId, LineId, MemberId, StatementId};
use crate::schema::{appointments, pay_lines};

use super::super::engine::Why;
use super::beside::{Beside, written};
use super::{Accrual, Earnings, Entry, EntryKind, Kind, Period, Statement};

/// What an amount is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    Earned(Kind),
    Written(EntryKind),
}

/// One amount of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentsLine {
    pub day: NaiveDate,
    pub sort: Sort,
    pub of: Option<(AppointmentId, LineId)>,
    pub entry: Option<EntryId>,
    /// What the service is called; empty for time and for what was written down.
    pub title: String,
    pub client: String,
    /// In minor units, a penalty below nothing.
    pub amount: i64,
    pub why: Why,
}

/// All of them, in the order of their days.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contents {
    pub lines: Vec<ContentsLine>,
}

/// Appointments that are asked for in one go.
const MANY: usize = 5_000;

/// By what a line is found again when it is reckoned anew.
pub(super) type Mark = (Sort, Option<(AppointmentId, LineId)>, Option<NaiveDate>);

type Row = (NaiveDate, String, (Option<AppointmentId>, Option<LineId>, Option<EntryId>), (String, String), i64, String);

impl Sort {
    /// In the order in which they are shown: adjustments last.
    pub const ALL: [Sort; 6] = [
        Sort::Earned(Kind::Service),
        Sort::Earned(Kind::Assisting),
        Sort::Earned(Kind::Time),
        Sort::Written(EntryKind::Bonus),
        Sort::Written(EntryKind::Penalty),
        Sort::Written(EntryKind::Adjustment),
    ];

    pub(super) fn place(self) -> usize {
        Sort::ALL.iter().position(|sort| *sort == self).unwrap_or(Sort::ALL.len())
    }

    pub fn slug(self) -> &'static str {
        match self {
            Sort::Earned(kind) => kind.slug(),
            Sort::Written(kind) => kind.slug(),
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        let earned = Kind::ALL.into_iter().find(|kind| kind.slug() == slug).map(Sort::Earned);
        earned.or_else(|| EntryKind::from_slug(slug).map(Sort::Written))
    }

    pub fn title(self) -> &'static str {
        match self {
            Sort::Earned(kind) => kind.title(),
            Sort::Written(kind) => kind.title(),
        }
    }
}

impl ContentsLine {
    pub(super) fn of(accrual: Accrual) -> Self {
        let Accrual { day, kind, of, title, client, amount, why, .. } = accrual;
        ContentsLine { day, sort: Sort::Earned(kind), of, entry: None, title, client, amount, why }
    }

    pub(super) fn written(entry: Entry) -> Self {
        let (amount, sort) = (entry.effect(), Sort::Written(entry.kind));
        let (title, client, why) = (String::new(), String::new(), Why::Reason(entry.reason));
        ContentsLine { day: entry.day, sort, of: None, entry: Some(entry.id), title, client, amount, why }
    }

    pub(super) fn mark(&self) -> Mark {
        (self.sort, self.of, self.of.is_none().then_some(self.day))
    }

    pub fn is_written(&self) -> bool {
        matches!(self.sort, Sort::Written(_))
    }
}

impl Contents {
    pub fn of(by: &Inside, statement: &Statement, db: &mut Conn) -> Result<Self> {
        if statement.is_confirmed() { Self::frozen(statement.id, db) } else { Self::as_it_stands(by, statement, db) }
    }

    /// What was confirmed. One statement.
    pub(super) fn frozen(id: StatementId, db: &mut Conn) -> Result<Self> {
        let rows: Vec<Row> = pay_lines::table
            .filter(pay_lines::statement_id.eq(id))
            .order((pay_lines::day, pay_lines::id))
            .select((
                pay_lines::day,
                pay_lines::work,
                (pay_lines::appointment_id, pay_lines::line_id, pay_lines::entry_id),
                (pay_lines::title, pay_lines::client_name),
                pay_lines::amount,
                pay_lines::why,
            ))
            .load(db)?;
        let line = |(day, work, (appointment, line, entry), (title, client), amount, why): Row| {
            let why = serde_json::from_str(&why).unwrap_or(Why::Reason(String::new()));
            Some(ContentsLine {
                day,
                sort: Sort::from_slug(&work)?,
                of: appointment.zip(line),
                entry,
                title,
                client,
                amount,
                why,
            })
        };
        Ok(Contents { lines: rows.into_iter().filter_map(line).collect() })
    }

    /// What a draft comes to now.
    fn as_it_stands(by: &Inside, draft: &Statement, db: &mut Conn) -> Result<Self> {
        let mut contents = Self::reckoned(by, draft, &HashSet::new(), db)?;
        contents.lines.extend(written(&[draft], db)?.into_iter().map(|(_, line)| line));
        contents.sort();
        Ok(contents)
    }

    /// What several drafts come to now: each period is reckoned once, however many people it is for.
    pub(super) fn of_drafts(by: &Inside, drafts: &[&Statement], db: &mut Conn) -> Result<HashMap<StatementId, Self>> {
        if let [draft] = drafts {
            return Ok(HashMap::from([(draft.id, Self::as_it_stands(by, draft, db)?)]));
        }
        let mut sheets: HashMap<StatementId, Contents> = HashMap::new();
        let mut earned: Vec<(Period, HashMap<MemberId, Vec<ContentsLine>>)> = Vec::new();
        for draft in drafts {
            if earned.iter().all(|(period, _)| *period != draft.period) {
                let mut lines: HashMap<MemberId, Vec<ContentsLine>> = HashMap::new();
                for accrual in Earnings::of_all(by, draft.period, db)?.accruals() {
                    lines.entry(accrual.member).or_default().push(ContentsLine::of(accrual));
                }
                earned.push((draft.period, lines));
            }
            let lines = earned.iter().find(|(period, _)| *period == draft.period);
            let lines = lines.and_then(|(_, lines)| lines.get(&draft.member)).cloned().unwrap_or_default();
            sheets.insert(draft.id, Contents { lines });
        }
        for (id, line) in written(drafts, db)? {
            sheets.entry(id).or_default().lines.push(line);
        }
        let others = Beside::of(drafts, db)?;
        for draft in drafts {
            let contents = sheets.entry(draft.id).or_default();
            others.leave_out(draft, &HashSet::new(), &mut contents.lines);
            contents.sort();
        }
        Ok(sheets)
    }

    /// What the appointments and the schedule say now of the days of a statement. `own` is what it holds already.
    pub(super) fn reckoned(by: &Inside, statement: &Statement, own: &HashSet<Mark>, db: &mut Conn) -> Result<Self> {
        let earned = Earnings::of_member(by, statement.member, statement.period, db)?;
        let mut lines: Vec<ContentsLine> = earned.accruals().into_iter().map(ContentsLine::of).collect();
        Beside::of(&[statement], db)?.leave_out(statement, own, &mut lines);
        let mut contents = Contents { lines };
        contents.sort();
        Ok(contents)
    }

    pub(super) fn sort(&mut self) {
        self.lines.sort_by_key(|line| (line.day, line.sort.place(), line.of, line.entry));
    }

    pub fn total(&self) -> i64 {
        self.lines.iter().map(|line| line.amount).sum()
    }

    /// Which of its appointments the viewer can open: those that are still there, on days of which they see everybody's.
    pub fn open_to(&self, by: &Inside, db: &mut Conn) -> Result<HashSet<AppointmentId>> {
        let ids: Vec<AppointmentId> = self.lines.iter().filter_map(|line| line.of.map(|(id, _)| id)).collect();
        let zone = by.location().zone;
        let today = clock::today(zone);
        let mut open = HashSet::new();
        for ids in ids.chunks(MANY) {
            let here =
                unindexed(appointments::location_id).eq(by.location().id).and(appointments::deleted_at.is_null());
            let found: Vec<(AppointmentId, NaiveDateTime)> = appointments::table
                .filter(here.and(among(appointments::id, ids)))
                .select((appointments::id, appointments::starts_at))
                .load(db)?;
            let sees = |at: NaiveDateTime| {
                let (day, _) = clock::on_the_wall(at, zone);
                by.sight_on(Right::ViewCalendar, day, today) == Sight::Everybodys
            };
            open.extend(found.into_iter().filter(|(_, at)| sees(*at)).map(|(id, _)| id));
        }
        Ok(open)
    }

    /// A short word for all of it, so that whoever confirms it confirms what they saw.
    pub fn print(&self) -> String {
        let mut print = Sha256::new();
        for line in &self.lines {
            print.update(format!("{:?} {} {:?} {};", line.mark(), line.day, line.entry, line.amount));
        }
        print.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}
