//! The rules of pay, as they are kept: each is written once and followed by the next (domain.md §8.2).

use chrono::NaiveDate;
use diesel::dsl::LeftJoinQuerySource;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use crate::access::Inside;
use crate::db::{Conn, MultiBackend};
use crate::error::Result;
use crate::id::{CategoryId, LocationId, MemberId, PayRuleId, ServiceId};
use crate::schema::{pay_rates, pay_rules};

use super::super::engine::{About, ForTime, Priced, Rate, Rule, Rules, Work};

type Row = (PayRuleId, MemberId, i64, NaiveDate, String, i64);
pub(super) type RateRow = (String, Option<CategoryId>, Option<ServiceId>, bool, i64);

/// Which rules to read.
type Which =
    Box<dyn BoxableExpression<LeftJoinQuerySource<pay_rules::table, pay_rates::table>, MultiBackend, SqlType = Bool>>;

impl Rules {
    /// Those of the location that have begun by a day. One statement.
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
        let rows: Vec<(Row, Option<RateRow>)> = pay_rules::table
            .left_join(pay_rates::table)
            .filter(which)
            .order((pay_rules::member_id, pay_rules::number, pay_rates::id))
            .select((
                (
                    pay_rules::id,
                    pay_rules::member_id,
                    pay_rules::number,
                    pay_rules::starts_on,
                    pay_rules::time_unit,
                    pay_rules::time_amount,
                ),
                RATE.nullable(),
            ))
            .load(db)?;
        let rule = |((id, member, number, starts_on, unit, amount), rates): (Row, _)| {
            (member, Rule { id, number, starts_on, rates, time: time_of(&unit, amount) })
        };
        Ok(with_rates(rows, |row| row.0).map(rule).collect())
    }
}

type RateColumns =
    (pay_rates::work, pay_rates::category_id, pay_rates::service_id, pay_rates::is_percent, pay_rates::amount);

pub(super) const RATE: RateColumns =
    (pay_rates::work, pay_rates::category_id, pay_rates::service_id, pay_rates::is_percent, pay_rates::amount);

/// Rules that were read once for each of their rates, each with all of them, in their order.
pub(super) fn with_rates<R>(
    rows: Vec<(R, Option<RateRow>)>,
    id: fn(&R) -> PayRuleId,
) -> impl Iterator<Item = (R, Vec<Priced>)> {
    let mut rules: Vec<(R, Vec<Priced>)> = Vec::new();
    for (row, rate) in rows {
        if rules.last().is_none_or(|(last, _)| id(last) != id(&row)) {
            rules.push((row, Vec::new()));
        }
        if let Some((_, rates)) = rules.last_mut() {
            rates.extend(rate.and_then(priced));
        }
    }
    rules.into_iter()
}

fn priced((work, category, service, is_percent, amount): RateRow) -> Option<Priced> {
    let about = match (service, category) {
        (Some(service), _) => About::Service(service),
        (None, Some(category)) => About::Category(category),
        (None, None) => About::Everything,
    };
    let rate = if is_percent { Rate::Percent(amount) } else { Rate::Fixed(amount) };
    Some(Priced { work: Work::from_slug(&work)?, about, rate })
}

/// What is paid for time, as the database keeps it.
pub(super) fn time_of(unit: &str, amount: i64) -> Option<ForTime> {
    match unit {
        "hour" => Some(ForTime::Hour(amount)),
        "day" => Some(ForTime::Day(amount)),
        _ => None,
    }
}
