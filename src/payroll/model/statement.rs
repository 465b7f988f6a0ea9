//! Statements: what one person earned in a period, as a draft or confirmed.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::InnerJoinQuerySource;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use crate::access::rights::SeeOwnPay;
use crate::access::{Can, Inside, Right};
use crate::books::numbered;
use crate::clock;
use crate::db::{Conn, MultiBackend};
use crate::error::{Error, Result};
use crate::id::{MemberId, StatementId, UserId};
use crate::schema::{members, pay_statements};

use super::Period;

/// What somebody earned in a period. Confirmed it is frozen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    pub id: StatementId,
    /// Counted for each location from 1.
    pub number: i64,
    pub member: MemberId,
    /// As the person is called today.
    pub name: String,
    pub user: Option<UserId>,
    pub period: Period,
    /// In minor units; of a draft nothing is kept.
    pub total: i64,
    pub made: (String, NaiveDateTime),
    pub confirmed: Option<(String, NaiveDateTime)>,
    /// When something that it was made from changed afterwards.
    pub touched_at: Option<NaiveDateTime>,
    pub version: i64,
}

pub(super) type WithMembers = InnerJoinQuerySource<pay_statements::table, members::table>;
pub(super) type Which = Box<dyn BoxableExpression<WithMembers, MultiBackend, SqlType = Bool>>;

type Whose = (MemberId, String, Option<UserId>);
type Days = (NaiveDate, NaiveDate);
type Signed = (String, Option<NaiveDateTime>);
type Row =
    (StatementId, i64, Whose, Days, (String, i64), (String, NaiveDateTime), Signed, (Option<NaiveDateTime>, i64));

/// No day is later: for whoever sees none.
const NEVER: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// The first day whose pay the viewer sees; `None` without limit.
pub fn first_seen(by: &Inside) -> Option<NaiveDate> {
    let today = clock::today(by.location().zone);
    by.rights()
        .extents_of(Right::SeePay)
        .map(|extent| extent.reach.first_day(today))
        .reduce(|one, other| one.zip(other).map(|(one, other)| one.min(other)))
        .unwrap_or(Some(NEVER))
}

impl Statement {
    /// One that the viewer's right to see pay reaches back to, or `NotFound`.
    pub fn find(by: &Inside, id: StatementId, db: &mut Conn) -> Result<Self> {
        Self::which(by, Box::new(pay_statements::id.eq(id)), 1, db)?.pop().ok_or(Error::NotFound)
    }

    /// A confirmed one of the viewer's own, or `NotFound`. Nobody sees what somebody else earns by looking with their eyes.
    pub fn own(by: &Can<SeeOwnPay>, id: StatementId, db: &mut Conn) -> Result<Self> {
        if by.is_looking() {
            return Err(Error::NotFound);
        }
        let theirs = members::user_id.eq(by.user()).assume_not_null().and(pay_statements::state.eq("confirmed"));
        let which: Which = Box::new(pay_statements::id.eq(id).and(theirs));
        Self::read(by, which, 1, db)?.pop().ok_or(Error::NotFound)
    }

    /// Those that a condition is true of, as far back as the viewer sees, the newest first.
    pub(super) fn which(by: &Inside, which: Which, most: i64, db: &mut Conn) -> Result<Vec<Self>> {
        match first_seen(by) {
            Some(first) => Self::read(by, Box::new(which.and(pay_statements::last_day.ge(first))), most, db),
            None => Self::read(by, which, most, db),
        }
    }

    pub(super) fn read(by: &Inside, which: Which, most: i64, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = pay_statements::table
            .inner_join(members::table)
            .filter(pay_statements::location_id.eq(by.location().id))
            .filter(which)
            .order((pay_statements::last_day.desc(), pay_statements::id.desc()))
            .limit(most)
            .select((
                pay_statements::id,
                pay_statements::number,
                (pay_statements::member_id, members::name, members::user_id),
                (pay_statements::first_day, pay_statements::last_day),
                (pay_statements::state, pay_statements::total),
                (pay_statements::made_by, pay_statements::made_at),
                (pay_statements::confirmed_by, pay_statements::confirmed_at),
                (pay_statements::touched_at, pay_statements::version),
            ))
            .load(db)?;
        rows.into_iter().map(Self::of).collect()
    }

    fn of((id, number, whose, (first, last), (_, total), made, signed, (touched_at, version)): Row) -> Result<Self> {
        let (member, name, user) = whose;
        let confirmed = signed.1.map(|at| (signed.0, at));
        let period = Period::between(first, last)?;
        Ok(Statement { id, number, member, name, user, period, total, made, confirmed, touched_at, version })
    }

    pub fn is_confirmed(&self) -> bool {
        self.confirmed.is_some()
    }

    /// `2026-22`.
    pub fn numbered(&self) -> String {
        numbered(self.number, self.period.last())
    }

    /// Nobody decides about what they earn themselves, whatever their role (security.md SE13).
    pub(super) fn must_be_of_somebody_else(&self, by: &Inside, deed: &str) -> Result<()> {
        must_be_of_somebody_else(by, self.user, deed)
    }
}

/// Nobody decides about their own pay. `deed` goes on after *Nobody*.
pub(super) fn must_be_of_somebody_else(by: &Inside, user: Option<UserId>, deed: &str) -> Result<()> {
    match user == Some(by.user()) || user == Some(by.viewer().user()) {
        true => Err(Error::refused(format!(
            "Nobody {deed} themselves. Ask somebody else who has the right “{}”.",
            Right::KeepStatements.title()
        ))),
        false => Ok(()),
    }
}
