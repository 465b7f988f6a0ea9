//! How somebody was and will be paid: every rule that was ever set, with who set it and when.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::max;
use diesel::prelude::*;

use crate::access::rights::SetUpPayroll;
use crate::access::{Can, Inside};
use crate::db::{Conn, among};
use crate::error::{Error, Result};
use crate::id::{MemberId, PayRuleId};
use crate::schema::{pay_rates, pay_rules};
use crate::team::{Card, Employment, Member};

use super::super::engine::Rule;
use super::rules::{RATE, RateRow, time_of, with_rates};

/// A rule, and how it came about.
#[derive(Debug, Clone)]
pub struct Version {
    pub rule: Rule,
    pub set_by: String,
    /// UTC.
    pub set_at: NaiveDateTime,
    pub is_withdrawn: bool,
}

/// Every rule of one person, newest first.
#[derive(Debug, Clone, Default)]
pub struct Versions(pub Vec<Version>);

impl Versions {
    /// One statement.
    pub fn of(by: &Inside, member: MemberId, db: &mut Conn) -> Result<Self> {
        type Row = (PayRuleId, i64, NaiveDate, (String, i64), (String, NaiveDateTime), Option<NaiveDateTime>);
        let rows: Vec<(Row, Option<RateRow>)> = pay_rules::table
            .left_join(pay_rates::table)
            .filter(pay_rules::location_id.eq(by.location().id).and(pay_rules::member_id.eq(member)))
            .order((pay_rules::number.desc(), pay_rates::id))
            .select((
                (
                    pay_rules::id,
                    pay_rules::number,
                    pay_rules::starts_on,
                    (pay_rules::time_unit, pay_rules::time_amount),
                    (pay_rules::set_by, pay_rules::set_at),
                    pay_rules::withdrawn_at,
                ),
                RATE.nullable(),
            ))
            .load(db)?;
        let version = |((id, number, starts_on, (unit, amount), (set_by, set_at), withdrawn_at), rates): (Row, _)| {
            let rule = Rule { id, number, starts_on, rates, time: time_of(&unit, amount) };
            Version { rule, set_by, set_at, is_withdrawn: withdrawn_at.is_some() }
        };
        Ok(Versions(with_rates(rows, |row| row.0).map(version).collect()))
    }

    /// The number of the newest; 0 where nobody has set any.
    pub fn newest(&self) -> i64 {
        self.0.first().map_or(0, |version| version.rule.number)
    }

    fn standing(&self) -> impl Iterator<Item = &Version> {
        self.0.iter().filter(|version| !version.is_withdrawn)
    }

    /// The one that counts on a day.
    pub fn on(&self, day: NaiveDate) -> Option<&Version> {
        let begun = self.standing().filter(|version| version.rule.starts_on <= day);
        begun.max_by_key(|version| (version.rule.starts_on, version.rule.number))
    }

    /// Those that have yet to begin, as they will.
    pub fn after(&self, day: NaiveDate) -> Vec<&Version> {
        let mut coming: Vec<&Version> = self.standing().filter(|version| version.rule.starts_on > day).collect();
        coming.sort_by_key(|version| (version.rule.starts_on, version.rule.number));
        coming
    }

    /// A rule that stands.
    pub fn find(&self, id: PayRuleId) -> Result<&Version> {
        self.0.iter().find(|version| version.rule.id == id).ok_or(Error::NotFound)
    }
}

/// The card of somebody who can be paid. A deleted one is as good as none.
pub fn payee(by: &Inside, member: MemberId, db: &mut Conn) -> Result<Card> {
    let card = Card::find(by, member, db)?;
    if card.member.employment == Employment::Deleted { Err(Error::NotFound) } else { Ok(card) }
}

/// Whether it is the card of the viewer, who sets no rules for themselves (security.md SE13).
pub fn is_own(by: &Inside, member: &Member) -> bool {
    member.user == Some(by.user())
}

/// Why nobody sets rules for themselves.
pub const NOT_ONESELF: &str = "Nobody sets how they are paid themselves. Somebody else with the right “Change rules and general settings” has to.";

/// Finds somebody whose rules may be set by this person.
pub(super) fn payee_of(by: &Can<SetUpPayroll>, member: MemberId, db: &mut Conn) -> Result<Member> {
    let member = payee(by, member, db)?.member;
    if is_own(by, &member) { Err(Error::refused(NOT_ONESELF)) } else { Ok(member) }
}

/// The number of the newest rule of each of these people, withdrawn ones too. Whoever is not there has none.
pub(super) fn newest_of(members: &[MemberId], db: &mut Conn) -> Result<HashMap<MemberId, i64>> {
    let newest: Vec<(MemberId, Option<i64>)> = pay_rules::table
        .filter(among(pay_rules::member_id, members))
        .group_by(pay_rules::member_id)
        .select((pay_rules::member_id, max(pay_rules::number)))
        .load(db)?;
    Ok(newest.into_iter().filter_map(|(member, number)| Some((member, number?))).collect())
}
