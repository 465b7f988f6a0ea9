//! Amounts one by one, each with where it comes from.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::access::Inside;
use crate::clock;
use crate::id::{AppointmentId, MemberId};
use crate::money;
use crate::text::together;

use super::super::model::{Account, Accrual, Entry, Kind, Payee};
use super::tables::kind_title;

/// One amount.
pub struct Said {
    pub kind: &'static str,
    /// The service; empty for what is none.
    pub title: String,
    pub client: String,
    /// `with Marta`, `Ilse assists`; empty where somebody worked alone.
    pub with: String,
    pub why: String,
    pub amount: String,
    /// The appointment, for whoever may open it.
    pub url: Option<String>,
    /// Whether it is nothing because no rule says what it pays.
    pub lacks_rule: bool,
}

/// Amounts that belong together: of a person, or of a day.
pub struct Group {
    pub heading: String,
    pub url: Option<String>,
    pub total: String,
    pub lines: Vec<Said>,
}

/// A payment or an advance: what somebody has got already.
pub struct Paid {
    pub day: String,
    pub kind: &'static str,
    pub reason: String,
    pub amount: String,
}

/// Says amounts to one viewer.
pub struct Saying<'a> {
    pub by: &'a Inside,
    pub account: &'a Account,
    pub payees: &'a [Payee],
    /// The appointments that the viewer may open.
    pub open: &'a HashSet<AppointmentId>,
}

impl Saying<'_> {
    /// A group for everybody who has any, in the order of the list.
    pub fn by_member(&self, url: impl Fn(&Payee) -> Option<String>) -> Vec<Group> {
        let group = |payee: &Payee| self.group(payee.name.clone(), url(payee), |member, _| member == payee.id);
        self.payees.iter().map(group).filter(|group| !group.lines.is_empty()).collect()
    }

    /// A group for every day that has any.
    pub fn by_day(&self, url: impl Fn(NaiveDate) -> Option<String>) -> Vec<Group> {
        let group = |day: NaiveDate| self.group(weekday(day), url(day), |_, of| of == day);
        self.account.period.days().map(group).filter(|group| !group.lines.is_empty()).collect()
    }

    pub fn paid(&self) -> Vec<Paid> {
        let paid = self.account.entries.iter().filter(|entry| !entry.kind.is_earned());
        paid.map(|entry| Paid {
            day: clock::long(entry.day),
            kind: entry.kind.title(),
            reason: entry.reason.clone(),
            amount: self.money(entry.amount),
        })
        .collect()
    }

    fn group(&self, heading: String, url: Option<String>, is_in: impl Fn(MemberId, NaiveDate) -> bool) -> Group {
        let accruals = self.account.accruals.iter().filter(|one| is_in(one.member, one.day));
        let entries = self.account.entries.iter().filter(|one| one.kind.is_earned() && is_in(one.member, one.day));
        let total =
            accruals.clone().map(|one| one.amount).sum::<i64>() + entries.clone().map(Entry::effect).sum::<i64>();
        Group {
            heading,
            url,
            total: self.money(total),
            lines: accruals.map(|one| self.accrual(one)).chain(entries.map(|one| self.entry(one))).collect(),
        }
    }

    fn accrual(&self, accrual: &Accrual) -> Said {
        let appointment = accrual.of.map(|(appointment, _)| appointment).filter(|id| self.open.contains(id));
        Said {
            kind: kind_title(accrual.kind),
            title: accrual.title.clone(),
            client: accrual.client.clone(),
            with: self.with(accrual),
            why: accrual.why.said(&self.by.location().currency),
            amount: self.money(accrual.amount),
            url: appointment.map(|id| format!("/locations/{}/appointments/{id}", self.by.location().id)),
            lacks_rule: accrual.why.lacks_rule(),
        }
    }

    fn entry(&self, entry: &Entry) -> Said {
        Said {
            kind: entry.kind.title(),
            title: String::new(),
            client: String::new(),
            with: String::new(),
            why: entry.reason.clone(),
            amount: self.money(entry.effect()),
            url: None,
            lacks_rule: false,
        }
    }

    fn with(&self, accrual: &Accrual) -> String {
        let name =
            |member: MemberId| self.payees.iter().find(|payee| payee.id == member).map(|payee| payee.name.clone());
        let Some((main, assistants)) = accrual.of.and_then(|(_, line)| self.account.with.get(&line)) else {
            return String::new();
        };
        let names: Vec<String> = assistants.iter().filter_map(|one| name(*one)).collect();
        match (accrual.kind, &*names) {
            (Kind::Assisting, _) => name(*main).map_or_else(String::new, |main| format!("with {main}")),
            (_, []) => String::new(),
            (_, [one]) => format!("{one} assists"),
            (_, several) => format!("{} assist", together(several)),
        }
    }

    fn money(&self, amount: i64) -> String {
        money::plain(amount, &self.by.location().currency)
    }
}

/// `Thursday 26 November 2026`.
pub fn weekday(day: NaiveDate) -> String {
    day.format("%A %-d %B %Y").to_string()
}
