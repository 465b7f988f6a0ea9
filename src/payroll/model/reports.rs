//! What services bring and cost: by who provided them, by service, by who assisted, and with and without help.

use std::collections::{BTreeMap, HashMap};

use crate::access::Can;
use crate::access::rights::SeePay;
use crate::db::Conn;
use crate::error::Result;
use crate::id::MemberId;

use super::super::engine::Work;
use super::{Earnings, Payee, Performed, Period, Timed};

/// By what the services are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReportBy {
    #[default]
    Member,
    Service,
    Assistant,
    Help,
}

/// Services put together, and what they bring and cost. Amounts are in minor units.
#[derive(Debug, Clone, Default)]
pub struct ReportLine {
    pub label: String,
    /// Whose page explains it.
    pub member: Option<MemberId>,
    /// With whom somebody worked, and how often.
    pub with: Vec<(String, i64)>,
    /// How many services.
    pub number: i64,
    /// What clients paid for them.
    pub turnover: i64,
    /// What those who provided them get.
    pub main: i64,
    /// What those who assisted in them get; in a line of one assistant, what that person gets.
    pub assistants: i64,
    /// What the person of the line gets for assisting in the services of others, and for time.
    pub helping: i64,
    pub time: i64,
}

/// A report, and its sum.
#[derive(Debug, Clone)]
pub struct Report {
    pub by: ReportBy,
    pub lines: Vec<ReportLine>,
    pub total: ReportLine,
}

impl ReportBy {
    pub const ALL: [ReportBy; 4] = [ReportBy::Member, ReportBy::Service, ReportBy::Assistant, ReportBy::Help];

    pub fn slug(self) -> &'static str {
        match self {
            ReportBy::Member => "member",
            ReportBy::Service => "service",
            ReportBy::Assistant => "assistant",
            ReportBy::Help => "help",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        ReportBy::ALL.into_iter().find(|by| by.slug() == slug)
    }

    pub fn title(self) -> &'static str {
        match self {
            ReportBy::Member => "By team member",
            ReportBy::Service => "By service",
            ReportBy::Assistant => "By assistant",
            ReportBy::Help => "With and without an assistant",
        }
    }
}

impl ReportLine {
    /// What the house keeps of what clients paid for these services.
    pub fn kept(&self) -> i64 {
        self.turnover - self.main - self.assistants
    }

    fn add(&mut self, performed: &Performed) {
        self.number += performed.job.quantity;
        self.turnover += performed.total;
        for reward in &performed.rewards {
            match reward.work {
                Work::Assisting => self.assistants += reward.amount,
                Work::Personal | Work::WithAssistant => self.main += reward.amount,
            }
        }
    }
}

impl Report {
    /// The period is one that the viewer's right reaches back to. The statements do not grow with the appointments.
    pub fn of(by: &Can<SeePay>, what: ReportBy, period: Period, db: &mut Conn) -> Result<Self> {
        let Earnings { performed, timed, .. } = Earnings::of_all(by, period, db)?;
        let payees = Payee::list(by, db)?;
        let lines = match what {
            ReportBy::Member => by_member(&performed, &timed, &payees),
            ReportBy::Service => by_service(&performed),
            ReportBy::Assistant => by_assistant(&performed, &payees),
            ReportBy::Help => by_help(&performed),
        };
        let mut total = ReportLine { label: "Total".into(), ..ReportLine::default() };
        let is_counted = |one: &&Performed| what != ReportBy::Assistant || !one.job.assistants.is_empty();
        for one in performed.iter().filter(is_counted) {
            total.add(one);
        }
        total.helping = lines.iter().map(|line| line.helping).sum();
        total.time = lines.iter().map(|line| line.time).sum();
        Ok(Report { by: what, lines, total })
    }
}

fn by_member(performed: &[Performed], timed: &[Timed], payees: &[Payee]) -> Vec<ReportLine> {
    let mut found: HashMap<MemberId, ReportLine> = HashMap::new();
    for one in performed {
        found.entry(one.job.main).or_default().add(one);
        for reward in one.rewards.iter().filter(|reward| reward.work == Work::Assisting) {
            found.entry(reward.member).or_default().helping += reward.amount;
        }
    }
    for one in timed {
        found.entry(one.member).or_default().time += one.amount;
    }
    in_order(found, payees)
}

fn by_assistant(performed: &[Performed], payees: &[Payee]) -> Vec<ReportLine> {
    let name = |member: MemberId| payees.iter().find(|payee| payee.id == member).map(|payee| payee.name.clone());
    let mut found: HashMap<MemberId, (ReportLine, BTreeMap<MemberId, i64>)> = HashMap::new();
    for one in performed {
        for reward in one.rewards.iter().filter(|reward| reward.work == Work::Assisting) {
            let (line, with) = found.entry(reward.member).or_default();
            line.number += one.job.quantity;
            line.turnover += one.total;
            line.assistants += reward.amount;
            *with.entry(one.job.main).or_default() += one.job.quantity;
        }
    }
    let named = found.into_iter().map(|(member, (line, with))| {
        let mut with: Vec<(String, i64)> =
            with.into_iter().filter_map(|(main, times)| Some((name(main)?, times))).collect();
        with.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        (member, ReportLine { with, ..line })
    });
    in_order(named.collect(), payees)
}

/// Lines of people, in the order of the list.
fn in_order(mut found: HashMap<MemberId, ReportLine>, payees: &[Payee]) -> Vec<ReportLine> {
    let line = |payee: &Payee| {
        let line = found.remove(&payee.id)?;
        Some(ReportLine { label: payee.name.clone(), member: Some(payee.id), ..line })
    };
    payees.iter().filter_map(line).collect()
}

/// Services as they are called on the newest appointment, those that bring most first.
fn by_service(performed: &[Performed]) -> Vec<ReportLine> {
    let mut found: BTreeMap<_, ReportLine> = BTreeMap::new();
    for one in performed {
        let line = found.entry(one.job.service).or_default();
        line.label.clone_from(&one.title);
        line.add(one);
    }
    let mut lines: Vec<ReportLine> = found.into_values().collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.turnover));
    lines
}

fn by_help(performed: &[Performed]) -> Vec<ReportLine> {
    let names = ["Without an assistant", "With one assistant", "With several assistants"];
    let mut lines = names.map(|label| ReportLine { label: label.into(), ..ReportLine::default() });
    for one in performed {
        lines[one.job.assistants.len().min(2)].add(one);
    }
    let [without, with, several] = lines;
    let is_there = several.number > 0;
    [without, with].into_iter().chain(is_there.then_some(several)).collect()
}
