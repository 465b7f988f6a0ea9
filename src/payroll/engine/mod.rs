//! What somebody earns, and why: pure arithmetic in whole minor units (domain.md §8.3).

mod exact;
mod rules;
mod why;

#[cfg(test)]
mod examples;
#[cfg(test)]
mod second;

use chrono::NaiveDate;

use crate::id::{CategoryId, MemberId, ServiceId};
use crate::money;

pub use exact::{Exact, shared};
pub use rules::{About, ForTime, Priced, Rate, Rule, Rules, Work};
pub use why::{Cut, Reckoning, Unpaid, Why};

/// How pay is reckoned at a location from a day on (domain.md §8.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Terms {
    /// Whether anybody is paid for assisting.
    pub pays_assistants: bool,
    /// Whether it is earned on the day when the client paid, instead of the day of the appointment.
    pub by_payment: bool,
    /// Whether percentages are taken from the price before the discount, instead of what the client paid.
    pub by_list_price: bool,
    /// What is taken from the base of a service that was paid by card, in hundredths of a percent.
    pub card_fee: i64,
}

/// A service line of an appointment whose client came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// The day of the appointment: it decides which rules count.
    pub day: NaiveDate,
    pub service: ServiceId,
    pub category: Option<CategoryId>,
    /// Of one, in minor units.
    pub price: i64,
    /// In hundredths of a percent.
    pub discount: i64,
    pub quantity: i64,
    pub by_card: bool,
    /// Whether the assistants divide one reward.
    pub is_split: bool,
    pub main: MemberId,
    /// In the order of the list, each with their share in hundredths of a percent.
    pub assistants: Vec<(MemberId, i64)>,
}

/// What one person gets for one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reward {
    pub member: MemberId,
    pub work: Work,
    /// In minor units.
    pub amount: i64,
    pub why: Reckoning,
}

impl Job {
    /// What the client paid, in minor units.
    pub fn paid(&self) -> i64 {
        money::discounted(self.price, self.quantity, self.discount)
    }

    /// What the percentages are taken from, before the card fee, in minor units.
    fn base(&self, terms: &Terms) -> i64 {
        if terms.by_list_price { money::discounted(self.price, self.quantity, 0) } else { self.paid() }
    }

    fn fee(&self, terms: &Terms) -> i64 {
        if self.by_card { terms.card_fee } else { 0 }
    }

    /// What somebody gets before it is shared or rounded, and how that came about.
    fn own(&self, member: MemberId, work: Work, terms: &Terms, rules: &Rules) -> (Exact, Reckoning) {
        let rule = rules.on(member, self.day);
        let priced = rule.and_then(|rule| rule.rate(work, self.service, self.category));
        let why = Reckoning {
            rule: rule.map(|rule| (rule.number, rule.starts_on)),
            work: priced.map_or(work, |priced| priced.work),
            rate: priced.map(|priced| priced.rate),
            is_exception: priced.is_some_and(|priced| priced.about != About::Everything),
            price: self.price,
            quantity: self.quantity,
            discount: self.discount,
            base: self.base(terms),
            by_list_price: terms.by_list_price,
            card_fee: self.fee(terms),
            cut: Cut::Whole,
            unpaid: None,
        };
        match priced.map(|priced| priced.rate) {
            Some(Rate::Percent(hundredths)) => {
                (Exact::whole(why.base).part(10_000 - why.card_fee).part(hundredths), why)
            }
            Some(Rate::Fixed(amount)) => (Exact::whole(amount).times(self.quantity), why),
            None => (Exact::NOTHING, Reckoning { unpaid: Some(Unpaid::NoRule), ..why }),
        }
    }
}

/// What everybody gets for a line: first whoever provides it, then those who assist, in their order.
pub fn reckon(job: &Job, terms: &Terms, rules: &Rules) -> Vec<Reward> {
    let work = if job.assistants.is_empty() { Work::Personal } else { Work::WithAssistant };
    let (own, why) = job.own(job.main, work, terms, rules);
    let main = Reward { member: job.main, work, amount: own.rounded(), why };
    std::iter::once(main).chain(assisting(job, terms, rules)).collect()
}

fn assisting(job: &Job, terms: &Terms, rules: &Rules) -> Vec<Reward> {
    let number = job.assistants.len() as i64;
    let (exact, whys): (Vec<Exact>, Vec<Reckoning>) = job
        .assistants
        .iter()
        .map(|(member, share)| {
            let (own, why) = job.own(*member, Work::Assisting, terms, rules);
            let (part, cut) = match job.is_split {
                true => (own.divided(number), Cut::Divided(number)),
                false => (own.part(*share), Cut::Share(*share)),
            };
            match terms.pays_assistants {
                true => (part, Reckoning { cut, ..why }),
                false => (Exact::NOTHING, Reckoning { cut, unpaid: Some(Unpaid::SwitchedOff), ..why }),
            }
        })
        .unzip();
    let amounts = match job.is_split {
        true => shared(&exact),
        false => exact.into_iter().map(Exact::rounded).collect(),
    };
    let people = job.assistants.iter().zip(amounts).zip(whys);
    people.map(|(((member, _), amount), why)| Reward { member: *member, work: Work::Assisting, amount, why }).collect()
}

/// What somebody gets for a day on which they worked so many minutes.
pub fn reckon_time(minutes: i64, rule: &Rule) -> Option<(i64, Why)> {
    let time = rule.time.filter(|_| minutes > 0)?;
    let amount = match time {
        ForTime::Hour(amount) => Exact::whole(amount).times(minutes).divided(60).rounded(),
        ForTime::Day(amount) => amount,
    };
    Some((amount, Why::Time { rule: (rule.number, rule.starts_on), time, minutes }))
}
