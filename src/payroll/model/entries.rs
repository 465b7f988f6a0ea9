//! Bonuses, penalties and payments: what somebody wrote down beside what was earned.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::access::Inside;
use crate::db::{Conn, among};
use crate::error::Result;
use crate::id::{EntryId, LocationId, MemberId};
use crate::schema::pay_entries;

use super::Period;

/// What was written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryKind {
    Bonus,
    Penalty,
    Advance,
    Payment,
    /// What changed after a statement was confirmed; it can be below nothing.
    Adjustment,
}

/// An amount that somebody wrote down for a person, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub id: EntryId,
    pub member: MemberId,
    pub day: NaiveDate,
    pub kind: EntryKind,
    /// In minor units, as it was written down: a penalty is above nothing too.
    pub amount: i64,
    pub reason: String,
    pub voided: bool,
}

impl EntryKind {
    pub const ALL: [EntryKind; 5] =
        [EntryKind::Bonus, EntryKind::Penalty, EntryKind::Advance, EntryKind::Payment, EntryKind::Adjustment];

    pub fn slug(self) -> &'static str {
        match self {
            EntryKind::Bonus => "bonus",
            EntryKind::Penalty => "penalty",
            EntryKind::Advance => "advance",
            EntryKind::Payment => "payment",
            EntryKind::Adjustment => "adjustment",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        EntryKind::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    pub fn title(self) -> &'static str {
        match self {
            EntryKind::Bonus => "Bonus",
            EntryKind::Penalty => "Penalty",
            EntryKind::Advance => "Advance",
            EntryKind::Payment => "Payment",
            EntryKind::Adjustment => "Adjustment",
        }
    }

    /// Whether it is a part of what somebody earns. Advances and payments are what they have got of it.
    pub fn is_earned(self) -> bool {
        !matches!(self, EntryKind::Advance | EntryKind::Payment)
    }
}

impl Entry {
    /// What it adds to what somebody earns, in minor units: below nothing for a penalty, nothing for a payment.
    pub fn effect(&self) -> i64 {
        match self.kind {
            _ if self.voided || !self.kind.is_earned() => 0,
            EntryKind::Penalty => -self.amount,
            _ => self.amount,
        }
    }

    /// Those of everybody on the days of a period, also the voided ones, by day.
    pub fn of_period(by: &Inside, period: Period, db: &mut Conn) -> Result<Vec<Self>> {
        Self::at(by.location().id, period, db)
    }

    /// Those of some people.
    pub fn of_members(by: &Inside, members: &[MemberId], period: Period, db: &mut Conn) -> Result<Vec<Self>> {
        Self::read(by.location().id, Some(members), period, db)
    }

    /// Those of everybody at a location. Whoever calls it has asked whether they may be seen.
    pub(super) fn at(here: LocationId, period: Period, db: &mut Conn) -> Result<Vec<Self>> {
        Self::read(here, None, period, db)
    }

    fn read(here: LocationId, only: Option<&[MemberId]>, period: Period, db: &mut Conn) -> Result<Vec<Self>> {
        type Row = (EntryId, MemberId, NaiveDate, String, i64, String, bool);
        let mut query = pay_entries::table
            .filter(pay_entries::location_id.eq(here).and(pay_entries::day.between(period.first(), period.last())))
            .order((pay_entries::day, pay_entries::id))
            .select((
                pay_entries::id,
                pay_entries::member_id,
                pay_entries::day,
                pay_entries::kind,
                pay_entries::amount,
                pay_entries::reason,
                pay_entries::voided_at.is_not_null(),
            ))
            .into_boxed();
        if let Some(members) = only {
            query = query.filter(among(pay_entries::member_id, members));
        }
        let rows: Vec<Row> = query.load(db)?;
        let entry = |(id, member, day, kind, amount, reason, voided): Row| {
            let kind = EntryKind::from_slug(&kind)?;
            Some(Entry { id, member, day, kind, amount, reason, voided })
        };
        Ok(rows.into_iter().filter_map(entry).collect())
    }
}
