//! What was earned in a period: reckoned from the appointments and the schedule as they are now.

use std::collections::HashMap;

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::access::Inside;
use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::id::{AppointmentId, LineId, MemberId};
use crate::locations::Location;
use crate::schedule::Hours;

use super::super::engine::{Job, Reward, Rule, Rules, Terms, Why, Work, reckon, reckon_time};
use super::lines::{self, Served};
use super::statement::first_seen;
use super::{Period, TermsByDay};

/// A service line that was provided, and what everybody gets for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Performed {
    /// The day on which it is earned.
    pub day: NaiveDate,
    pub appointment: AppointmentId,
    pub line: LineId,
    pub client: String,
    pub title: String,
    /// What the client paid for it, in minor units.
    pub total: i64,
    pub job: Job,
    pub rewards: Vec<Reward>,
}

/// A day that was worked, and what it pays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timed {
    pub day: NaiveDate,
    pub member: MemberId,
    /// In minor units.
    pub amount: i64,
    pub why: Why,
}

/// What was earned in a period, by everybody or by one person.
#[derive(Debug, Clone)]
pub struct Earnings {
    pub period: Period,
    pub performed: Vec<Performed>,
    pub timed: Vec<Timed>,
}

/// What an amount is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Service,
    Assisting,
    Time,
}

/// One amount that one person has earned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accrual {
    pub member: MemberId,
    pub day: NaiveDate,
    pub kind: Kind,
    pub of: Option<(AppointmentId, LineId)>,
    /// What the service is called; empty for time.
    pub title: String,
    /// Empty for time.
    pub client: String,
    /// In minor units.
    pub amount: i64,
    pub why: Why,
}

impl Kind {
    pub const ALL: [Kind; 3] = [Kind::Service, Kind::Assisting, Kind::Time];

    pub fn slug(self) -> &'static str {
        match self {
            Kind::Service => "service",
            Kind::Assisting => "assisting",
            Kind::Time => "time",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Kind::Service => "Services",
            Kind::Assisting => "Assisting",
            Kind::Time => "Time worked",
        }
    }
}

impl Period {
    /// As much of it as the viewer's right to see pay reaches back to.
    pub fn within_reach(self, by: &Inside) -> Option<Self> {
        first_seen(by).map_or(Some(self), |first| self.since(first))
    }
}

impl Earnings {
    /// What everybody earned. Whoever calls it has asked whether that may be seen, and how far back.
    pub(super) fn of_all(by: &Inside, period: Period, db: &mut Conn) -> Result<Self> {
        Self::read(by.location(), None, period, db)
    }

    /// What everybody at a location earned. Whoever calls it has asked whether that may be seen.
    pub(super) fn at(location: &Location, period: Period, db: &mut Conn) -> Result<Self> {
        Self::read(location, None, period, db)
    }

    /// What one person earned: the rewards of others in the same services are left out.
    pub(super) fn of_member(by: &Inside, member: MemberId, period: Period, db: &mut Conn) -> Result<Self> {
        Self::read(by.location(), Some(member), period, db)
    }

    fn read(location: &Location, only: Option<MemberId>, period: Period, db: &mut Conn) -> Result<Self> {
        let zone = location.zone;
        let terms = TermsByDay::of(location.id, db)?;
        let rules = Rules::at(location.id, period.last(), db)?;
        let served = lines::of(location, only, period, terms.are_ever_by_payment(), db)?;
        let performed = served.into_iter().filter_map(|served| {
            let mut performed = Performed::reckoned(served, &terms, &rules, zone, period)?;
            performed.rewards.retain(|reward| only.is_none_or(|only| reward.member == only));
            Some(performed)
        });
        let mut performed: Vec<Performed> = performed.collect();
        performed.sort_by_key(|performed| (performed.day, performed.line));
        let timed = Timed::of(only, period, &rules, clock::today(zone), db)?;
        Ok(Earnings { period, performed, timed })
    }

    /// Every amount, one person after the other, as the days follow.
    pub fn accruals(&self) -> Vec<Accrual> {
        let services = self.performed.iter().flat_map(|performed| {
            performed.rewards.iter().map(|reward| Accrual {
                member: reward.member,
                day: performed.day,
                kind: if reward.work == Work::Assisting { Kind::Assisting } else { Kind::Service },
                of: Some((performed.appointment, performed.line)),
                title: performed.title.clone(),
                client: performed.client.clone(),
                amount: reward.amount,
                why: Why::Service(reward.why),
            })
        });
        let times = self.timed.iter().map(|timed| Accrual {
            member: timed.member,
            day: timed.day,
            kind: Kind::Time,
            of: None,
            title: String::new(),
            client: String::new(),
            amount: timed.amount,
            why: timed.why.clone(),
        });
        let mut all: Vec<Accrual> = services.chain(times).collect();
        all.sort_by_key(|accrual| (accrual.member, accrual.day, accrual.kind, accrual.of));
        all
    }

    pub fn total(&self) -> i64 {
        let services: i64 =
            self.performed.iter().flat_map(|performed| &performed.rewards).map(|reward| reward.amount).sum();
        services + self.timed.iter().map(|timed| timed.amount).sum::<i64>()
    }
}

impl Performed {
    /// What a line earns, if it is earned in a period: on its own day or on that of the payment, as the terms of its day say.
    fn reckoned(served: Served, terms: &TermsByDay, rules: &Rules, zone: Tz, period: Period) -> Option<Self> {
        let (own_day, _) = clock::on_the_wall(served.starts_at, zone);
        let terms: Terms = terms.on(own_day);
        let day = if terms.by_payment { served.paid_on? } else { own_day };
        if !period.includes(day) {
            return None;
        }
        let Served { appointment, line, client, title, .. } = served;
        let job = Job { day: own_day, ..served.job };
        let (total, rewards) = (job.paid(), reckon(&job, &terms, rules));
        Some(Performed { day, appointment, line, client, title, total, job, rewards })
    }
}

impl Timed {
    /// The days up to today on which people worked who are paid for that. One statement.
    fn of(only: Option<MemberId>, period: Period, rules: &Rules, today: NaiveDate, db: &mut Conn) -> Result<Vec<Self>> {
        let is_timed = |member: &MemberId| rules.of(*member).iter().any(|rule: &Rule| rule.time.is_some());
        let members: Vec<MemberId> =
            rules.members().filter(|member| only.is_none_or(|only| only == *member)).filter(is_timed).collect();
        let last = period.last().min(today);
        if members.is_empty() || last < period.first() {
            return Ok(Vec::new());
        }
        let hours: HashMap<(MemberId, NaiveDate), Hours> = Hours::of(&members, period.first(), last, db)?;
        let mut timed: Vec<Timed> = hours
            .into_iter()
            .filter_map(|((member, day), hours)| {
                let (amount, why) = reckon_time(hours.minutes(), rules.on(member, day)?)?;
                Some(Timed { day, member, amount, why })
            })
            .collect();
        timed.sort_by_key(|timed| (timed.day, timed.member));
        Ok(timed)
    }
}
