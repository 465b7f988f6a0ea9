//! The rules of pay, as they are kept: each is written once and followed by the next (domain.md §8.2).

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::access::Inside;
use crate::db::{Conn, among};
use crate::error::Result;
use crate::id::{CategoryId, LocationId, MemberId, PayRuleId, ServiceId};
use crate::schema::{pay_rates, pay_rules};

use super::super::engine::{About, ForTime, Priced, Rate, Rule, Rules, Work};

type Row = (PayRuleId, MemberId, i64, NaiveDate, String, i64);
type RateRow = (PayRuleId, String, Option<CategoryId>, Option<ServiceId>, bool, i64);

impl Rules {
    /// Those of the location that have begun by a day. Two statements.
    pub fn until(by: &Inside, last: NaiveDate, db: &mut Conn) -> Result<Self> {
        Self::at(by.location().id, last, db)
    }

    /// The same of any location. Whoever calls it has asked whether they may be used.
    pub(super) fn at(here: LocationId, last: NaiveDate, db: &mut Conn) -> Result<Self> {
        let here = pay_rules::location_id.eq(here);
        Self::read(Box::new(here.and(pay_rules::starts_on.le(last)).and(pay_rules::withdrawn_at.is_null())), db)
    }

    /// All of one person, also those that have yet to begin.
    pub fn of_member(by: &Inside, member: MemberId, db: &mut Conn) -> Result<Self> {
        let here = pay_rules::location_id.eq(by.location().id);
        Self::read(Box::new(here.and(pay_rules::member_id.eq(member)).and(pay_rules::withdrawn_at.is_null())), db)
    }

    fn read(which: Which, db: &mut Conn) -> Result<Self> {
        let rows: Vec<Row> = pay_rules::table
            .filter(which)
            .order((pay_rules::member_id, pay_rules::number))
            .select((
                pay_rules::id,
                pay_rules::member_id,
                pay_rules::number,
                pay_rules::starts_on,
                pay_rules::time_unit,
                pay_rules::time_amount,
            ))
            .load(db)?;
        let mut rates = rates_of(rows.iter().map(|(id, ..)| *id).collect(), db)?;
        let rule = |(id, member, number, starts_on, unit, amount): Row| {
            let (rates, time) = (rates.remove(&id).unwrap_or_default(), time_of(&unit, amount));
            (member, Rule { id, number, starts_on, rates, time })
        };
        Ok(rows.into_iter().map(rule).collect())
    }
}

/// The rates of rules, each in the order in which they were written.
pub(super) fn rates_of(rules: Vec<PayRuleId>, db: &mut Conn) -> Result<HashMap<PayRuleId, Vec<Priced>>> {
    let rows: Vec<RateRow> = pay_rates::table
        .filter(among(pay_rates::rule_id, &rules))
        .order(pay_rates::id)
        .select((
            pay_rates::rule_id,
            pay_rates::work,
            pay_rates::category_id,
            pay_rates::service_id,
            pay_rates::is_percent,
            pay_rates::amount,
        ))
        .load(db)?;
    let mut rates: HashMap<PayRuleId, Vec<Priced>> = HashMap::new();
    for (rule, work, category, service, is_percent, amount) in rows {
        let Some(work) = Work::from_slug(&work) else { continue };
        let about = match (service, category) {
            (Some(service), _) => About::Service(service),
            (None, Some(category)) => About::Category(category),
            (None, None) => About::Everything,
        };
        let rate = if is_percent { Rate::Percent(amount) } else { Rate::Fixed(amount) };
        rates.entry(rule).or_default().push(Priced { work, about, rate });
    }
    Ok(rates)
}

/// What is paid for time, as the database keeps it.
pub(super) fn time_of(unit: &str, amount: i64) -> Option<ForTime> {
    match unit {
        "hour" => Some(ForTime::Hour(amount)),
        "day" => Some(ForTime::Day(amount)),
        _ => None,
    }
}

type Which = Box<dyn BoxableExpression<pay_rules::table, crate::db::MultiBackend, SqlType = diesel::sql_types::Bool>>;
