//! Every amount of some days, with whom it was earned: of everybody on one day, of one person, or one's own.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::access::Can;
use crate::access::rights::{SeeOwnPay, SeePay};
use crate::db::Conn;
use crate::error::Result;
use crate::id::{AppointmentId, LineId, MemberId};

use super::pay_sheet::by_day;
use super::{Accrual, Amounts, Earnings, Entry, Payee, Period};

/// Amounts one by one.
#[derive(Debug, Clone)]
pub struct Account {
    pub period: Period,
    /// Person by person, day by day.
    pub accruals: Vec<Accrual>,
    /// What was written down, without what was taken back.
    pub entries: Vec<Entry>,
    /// Who provided each service, and who assisted. It names them; what they got is not in it.
    pub with: HashMap<LineId, (MemberId, Vec<MemberId>)>,
}

impl Account {
    /// What everybody got for one day.
    pub fn of_day(by: &Can<SeePay>, day: NaiveDate, db: &mut Conn) -> Result<Self> {
        Self::of_everybody(by, Period::day(day), db)
    }

    pub fn of_everybody(by: &Can<SeePay>, period: Period, db: &mut Conn) -> Result<Self> {
        let earnings = Earnings::of_all(by, period, db)?;
        Ok(Self::new(vec![earnings], Entry::of_period(by, period, db)?, period))
    }

    pub fn of_member(by: &Can<SeePay>, member: MemberId, period: Period, db: &mut Conn) -> Result<Self> {
        let earnings = Earnings::of_member(by, member, period, db)?;
        Ok(Self::new(vec![earnings], Entry::of_members(by, &[member], period, db)?, period))
    }

    /// What the viewer got, on cards of their own (case I25).
    pub fn own(by: &Can<SeeOwnPay>, cards: &[Payee], period: Period, db: &mut Conn) -> Result<Self> {
        let cards: Vec<MemberId> = cards.iter().filter(|card| card.is_own(by)).map(|card| card.id).collect();
        let earnings =
            cards.iter().map(|card| Earnings::of_member(by, *card, period, db)).collect::<Result<Vec<_>>>()?;
        Ok(Self::new(earnings, Entry::of_members(by, &cards, period, db)?, period))
    }

    fn new(earnings: Vec<Earnings>, mut entries: Vec<Entry>, period: Period) -> Self {
        entries.retain(|entry| !entry.voided);
        let accruals: Vec<Accrual> = earnings.iter().flat_map(Earnings::accruals).collect();
        let with = earnings.iter().flat_map(|earnings| &earnings.performed).map(|performed| {
            let assistants = performed.job.assistants.iter().map(|(member, _)| *member).collect();
            (performed.line, (performed.job.main, assistants))
        });
        Account { with: with.collect(), period, accruals, entries }
    }

    /// The appointments that something was earned in.
    pub fn appointments(&self) -> Vec<AppointmentId> {
        let mut all: Vec<AppointmentId> = self.accruals.iter().filter_map(|one| one.of.map(|(id, _)| id)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    pub fn amounts(&self) -> Amounts {
        Amounts::of(&self.accruals, &self.entries)
    }

    pub fn daily(&self) -> Vec<(NaiveDate, i64)> {
        by_day(self.period, &self.accruals)
    }
}
