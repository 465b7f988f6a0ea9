//! The subscription of a location: active or not, until when, and for how many seats.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::id::LocationId;
use crate::schema::locations;

/// What a location has paid for. On an installation of one's own it is active and without limits until somebody says otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Subscription {
    pub is_active: bool,
    /// The last day, as the location counts days.
    pub ends_on: Option<NaiveDate>,
    /// How many seats there are; as many as wanted without one.
    pub limit: Option<i64>,
    today: NaiveDate,
}

impl Subscription {
    pub fn find(location: LocationId, db: &mut Conn) -> Result<Self> {
        let (is_active, ends_on, limit, zone): (bool, Option<NaiveDate>, Option<i64>, String) = locations::table
            .find(location)
            .select((
                locations::subscription_active,
                locations::subscription_ends_on,
                locations::seat_limit,
                locations::time_zone,
            ))
            .first(db)?;
        let zone = zone.parse().map_err(|_| anyhow::anyhow!("unknown time zone {zone}"))?;
        Ok(Subscription { is_active, ends_on, limit, today: clock::today(zone) })
    }

    /// Whether it is paid for today.
    pub fn is_running(&self) -> bool {
        self.is_active && self.ends_on.is_none_or(|day| self.today <= day)
    }

    /// How many seats may be used; `None` is as many as wanted. Nobody loses a seat when it ends, but nobody gains one.
    pub fn room(&self) -> Option<i64> {
        if self.is_running() { self.limit } else { Some(0) }
    }

    /// Why it does not run, in words.
    pub fn ended_words(&self) -> Option<String> {
        match self.ends_on {
            _ if self.is_running() => None,
            Some(day) if self.is_active => Some(format!("The subscription ended on {}", clock::long(day))),
            _ => Some("The subscription is not active".into()),
        }
    }

    /// Writes what is different from now on. Whoever calls has held the location and asked the right.
    pub fn save(
        location: LocationId,
        is_active: bool,
        ends_on: Option<NaiveDate>,
        limit: Option<i64>,
        db: &mut Conn,
    ) -> Result<()> {
        diesel::update(locations::table.find(location))
            .set((
                locations::subscription_active.eq(is_active),
                locations::subscription_ends_on.eq(ends_on),
                locations::seat_limit.eq(limit),
            ))
            .execute(db)?;
        Ok(())
    }
}
