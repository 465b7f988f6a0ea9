//! Setting how somebody is paid: the next rule is written, and those before it stay as they are (domain.md §8.2).

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::access::Can;
use crate::access::rights::SetUpPayroll;
use crate::activity::{self, Change, Deed, Entry};
use crate::books;
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{MemberId, PayRuleId};
use crate::schema::{pay_rates, pay_rules};

use super::super::engine::{About, ForTime, Priced, Rate, Rule, Rules};
use super::versions::{Versions, newest_of, payee_of};
use super::wording::{Clause, clauses, differences};
use super::{Subjects, Version};

/// A rule that is to be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRule {
    pub starts_on: NaiveDate,
    pub rates: Vec<Priced>,
    pub time: Option<ForTime>,
}

/// What rules were set before, and the names of what they are about.
pub(super) struct Ground {
    pub newest: HashMap<MemberId, i64>,
    pub old: Rules,
    pub subjects: Subjects,
}

impl Ground {
    pub fn newest_of(&self, member: MemberId) -> i64 {
        self.newest.get(&member).copied().unwrap_or(0)
    }
}

impl NewRule {
    /// Sets it for somebody else. `seen` is the number of the newest rule that the form was drawn from.
    pub fn set(&self, by: &Can<SetUpPayroll>, member: MemberId, seen: i64, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        let member = payee_of(by, member, db)?;
        let subjects = Subjects::of(by, db)?;
        if self.rates.iter().any(|priced| !subjects.know(priced.about)) {
            return Err(Error::on("starts_on", "Choose only services and categories of this location"));
        }
        let old = Rules::of_member(by, member.id, db)?;
        self.write(
            by,
            (member.id, &member.name),
            seen,
            &Ground { newest: newest_of(&[member.id], db)?, old, subjects },
            db,
        )
    }

    pub(super) fn write(
        &self,
        by: &Can<SetUpPayroll>,
        (member, name): (MemberId, &str),
        seen: i64,
        ground: &Ground,
        db: &mut Conn,
    ) -> Result<()> {
        let newest = ground.newest_of(member);
        if newest != seen {
            return Err(Error::Conflict(format!("Somebody else changed how {name} is paid meanwhile.")));
        }
        let rule = self.insert(by, member, newest + 1, db)?;
        self.insert_rates(rule, db)?;
        books::mark_on(&[member], self.starts_on, clock::today(by.location().zone), db)?;
        let start = Change::new("Counts from", "", clock::long(self.starts_on));
        let changes = std::iter::once(start).chain(self.changes(member, ground, &by.location().currency));
        activity::record(by, Entry::new(Deed::PayRuleSet, name).of_member(member).with(changes), db)
    }

    /// What is different from what counts for somebody on its first day.
    pub(super) fn changes(&self, member: MemberId, ground: &Ground, currency: &str) -> Vec<Change> {
        let said = |rates: &[Priced], time| clauses(rates, time, &ground.subjects, currency);
        let old = ground.old.on(member, self.starts_on).map(|rule| said(&rule.rates, rule.time)).unwrap_or_default();
        differences(&old, &said(&self.rates, self.time))
    }

    fn insert(&self, by: &Can<SetUpPayroll>, member: MemberId, number: i64, db: &mut Conn) -> Result<PayRuleId> {
        let (unit, amount) = match self.time {
            None => ("", 0),
            Some(ForTime::Hour(amount)) => ("hour", amount),
            Some(ForTime::Day(amount)) => ("day", amount),
        };
        Ok(diesel::insert_into(pay_rules::table)
            .values((
                pay_rules::location_id.eq(by.location().id),
                pay_rules::member_id.eq(member),
                pay_rules::number.eq(number),
                pay_rules::starts_on.eq(self.starts_on),
                pay_rules::time_unit.eq(unit),
                pay_rules::time_amount.eq(amount),
                pay_rules::set_by.eq(by.who()),
                pay_rules::set_at.eq(clock::now()),
            ))
            .returning(pay_rules::id)
            .get_result(db)?)
    }

    fn insert_rates(&self, rule: PayRuleId, db: &mut Conn) -> Result<()> {
        for priced in &self.rates {
            let (category, service) = match priced.about {
                About::Everything => (None, None),
                About::Category(category) => (Some(category), None),
                About::Service(service) => (None, Some(service)),
            };
            let (is_percent, amount) = match priced.rate {
                Rate::Percent(hundredths) => (true, hundredths),
                Rate::Fixed(amount) => (false, amount),
            };
            diesel::insert_into(pay_rates::table)
                .values((
                    pay_rates::rule_id.eq(rule),
                    pay_rates::work.eq(priced.work.slug()),
                    pay_rates::category_id.eq(category),
                    pay_rates::service_id.eq(service),
                    pay_rates::is_percent.eq(is_percent),
                    pay_rates::amount.eq(amount),
                ))
                .execute(db)?;
        }
        Ok(())
    }
}

impl Version {
    /// What it says, in words.
    pub fn clauses(&self, subjects: &Subjects, currency: &str) -> Vec<Clause> {
        clauses(&self.rule.rates, self.rule.time, subjects, currency)
    }

    /// The same from another day on.
    pub fn from(&self, starts_on: NaiveDate) -> NewRule {
        let Rule { rates, time, .. } = self.rule.clone();
        NewRule { starts_on, rates, time }
    }

    /// Takes back a rule that has not begun, and says whose it was.
    pub fn withdraw(by: &Can<SetUpPayroll>, rule: PayRuleId, db: &mut Conn) -> Result<MemberId> {
        let by = &by.still(db)?;
        let found = pay_rules::id.eq(rule).and(pay_rules::location_id.eq(by.location().id));
        let member = pay_rules::table.filter(found).select(pay_rules::member_id).first(db)?;
        let member = payee_of(by, member, db)?;
        let versions = Versions::of(by, member.id, db)?;
        let version = versions.find(rule)?;
        if version.is_withdrawn {
            return Err(Error::Conflict("This rule was withdrawn already.".into()));
        }
        if version.rule.starts_on <= clock::today(by.location().zone) {
            return Err(Error::Conflict(
                "This rule has begun, so it stays. Set another one that follows it instead.".into(),
            ));
        }
        diesel::update(pay_rules::table.find(rule)).set(pay_rules::withdrawn_at.eq(clock::now())).execute(db)?;
        let said = version.clauses(&Subjects::of(by, db)?, &by.location().currency);
        let start = Change::new("Counts from", clock::long(version.rule.starts_on), "");
        let changes = std::iter::once(start).chain(differences(&said, &[]));
        let entry = Entry::new(Deed::PayRuleWithdrawn, &member.name).of_member(member.id);
        activity::record(by, entry.with(changes), db)?;
        Ok(member.id)
    }
}
