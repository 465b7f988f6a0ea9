//! The pay of a period: what everybody gets, what clients paid, and who worked without a rule.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::access::Can;
use crate::access::rights::SeePay;
use crate::db::Conn;
use crate::error::Result;
use crate::id::{AppointmentId, MemberId};

use super::{Accrual, Amounts, Earnings, Entry, Kind, Payee, Period};

/// What one person gets for a period.
#[derive(Debug, Clone)]
pub struct PayLine {
    pub payee: Payee,
    pub amounts: Amounts,
    /// How many appointments they served or assisted in.
    pub appointments: usize,
    /// How many services pay them nothing because no rule of theirs says what: those they provided, and those they
    /// assisted in (case I24).
    pub unruled: usize,
    pub unruled_assisting: usize,
}

/// The pay of a period.
#[derive(Debug, Clone)]
pub struct PaySheet {
    pub period: Period,
    /// Everybody who works here or gets something, in the order of the list.
    pub lines: Vec<PayLine>,
    /// What was earned on each day, without what was written down beside it.
    pub daily: Vec<(NaiveDate, i64)>,
    /// What clients paid, in minor units.
    pub turnover: i64,
    /// In how many services somebody assisted.
    pub assisted: usize,
}

impl PaySheet {
    /// The period is one that the viewer's right reaches back to. The statements do not grow with the appointments.
    pub fn of(by: &Can<SeePay>, period: Period, db: &mut Conn) -> Result<Self> {
        let earnings = Earnings::of_all(by, period, db)?;
        let entries = Entry::of_period(by, period, db)?;
        let payees = Payee::list(by, db)?;
        let accruals = earnings.accruals();
        let mut earned: HashMap<MemberId, Vec<&Accrual>> = HashMap::new();
        for accrual in &accruals {
            earned.entry(accrual.member).or_default().push(accrual);
        }
        let mut written: HashMap<MemberId, Vec<&Entry>> = HashMap::new();
        for entry in &entries {
            written.entry(entry.member).or_default().push(entry);
        }
        let lines = payees.into_iter().filter_map(|payee| {
            let accruals = earned.remove(&payee.id).unwrap_or_default();
            let entries = written.remove(&payee.id).unwrap_or_default();
            let has_any = !accruals.is_empty() || entries.iter().any(|entry| entry.effect() != 0);
            (payee.is_working || has_any).then(|| PayLine::of(payee, &accruals, &entries))
        });
        Ok(PaySheet {
            period,
            lines: lines.collect(),
            daily: by_day(period, &accruals),
            turnover: earnings.performed.iter().map(|performed| performed.total).sum(),
            assisted: earnings.performed.iter().filter(|performed| !performed.job.assistants.is_empty()).count(),
        })
    }

    pub fn total(&self) -> Amounts {
        self.lines.iter().map(|line| line.amounts).sum()
    }
}

impl PayLine {
    fn of(payee: Payee, accruals: &[&Accrual], entries: &[&Entry]) -> Self {
        let appointments: HashSet<AppointmentId> =
            accruals.iter().filter_map(|accrual| accrual.of.map(|(appointment, _)| appointment)).collect();
        let unruled = |kind| accruals.iter().filter(|one| one.kind == kind && one.why.lacks_rule()).count();
        PayLine {
            payee,
            amounts: Amounts::of(accruals.iter().copied(), entries.iter().copied()),
            appointments: appointments.len(),
            unruled: unruled(Kind::Service),
            unruled_assisting: unruled(Kind::Assisting),
        }
    }
}

/// What was earned on each day of a period.
pub(super) fn by_day(period: Period, accruals: &[Accrual]) -> Vec<(NaiveDate, i64)> {
    let mut amounts: HashMap<NaiveDate, i64> = HashMap::new();
    for accrual in accruals {
        *amounts.entry(accrual.day).or_default() += accrual.amount;
    }
    period.days().map(|day| (day, amounts.get(&day).copied().unwrap_or_default())).collect()
}
