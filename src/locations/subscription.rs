//! The subscription of a location: active or not, until when, and for how many seats.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::clock;
use crate::db::{Conn, among};
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

/// What is to be paid for from now on.
#[derive(Debug, Clone, PartialEq)]
pub struct Paid {
    pub is_active: bool,
    pub ends_on: Option<NaiveDate>,
    pub limit: Option<i64>,
}

type Row = (bool, Option<NaiveDate>, Option<i64>, String);

const COLUMNS: (
    locations::subscription_active,
    locations::subscription_ends_on,
    locations::seat_limit,
    locations::time_zone,
) = (locations::subscription_active, locations::subscription_ends_on, locations::seat_limit, locations::time_zone);

impl Subscription {
    pub fn find(location: LocationId, db: &mut Conn) -> Result<Self> {
        Self::stored(locations::table.find(location).select(COLUMNS).first(db)?)
    }

    /// Those of several locations, in one statement.
    pub fn of(places: &[LocationId], db: &mut Conn) -> Result<HashMap<LocationId, Self>> {
        let rows: Vec<(LocationId, Row)> =
            locations::table.filter(among(locations::id, places)).select((locations::id, COLUMNS)).load(db)?;
        rows.into_iter().map(|(id, row)| Ok((id, Self::stored(row)?))).collect()
    }

    fn stored((is_active, ends_on, limit, zone): Row) -> Result<Self> {
        let zone = zone.parse().map_err(|_| anyhow::anyhow!("unknown time zone {zone}"))?;
        Ok(Subscription { is_active, ends_on, limit, today: clock::today(zone) })
    }

    /// Those of several locations at once.
    pub fn of_all(some: &[LocationId], db: &mut Conn) -> Result<HashMap<LocationId, Self>> {
        type Row = (LocationId, bool, Option<NaiveDate>, Option<i64>, String);
        let rows: Vec<Row> = locations::table
            .filter(among(locations::id, some))
            .select((
                locations::id,
                locations::subscription_active,
                locations::subscription_ends_on,
                locations::seat_limit,
                locations::time_zone,
            ))
            .load(db)?;
        let stored = |(id, is_active, ends_on, limit, zone): Row| {
            let zone = zone.parse().map_err(|_| anyhow::anyhow!("unknown time zone {zone}"))?;
            Ok((id, Subscription { is_active, ends_on, limit, today: clock::today(zone) }))
        };
        rows.into_iter().map(stored).collect()
    }

    /// Whether it is paid for today.
    pub fn is_running(&self) -> bool {
        self.is_active && self.ends_on.is_none_or(|day| self.today <= day)
    }

    /// How many seats may be used; `None` is as many as wanted. Nobody loses a seat when it ends, but nobody gains one.
    pub fn room(&self) -> Option<i64> {
        if self.is_running() { self.limit } else { Some(0) }
    }

    /// What a form about it sends back: something else as soon as anybody has changed it.
    pub fn version(&self) -> String {
        let Subscription { is_active, ends_on, limit, .. } = self;
        let (day, seats) = (ends_on.map(|day| day.to_string()), limit.map(|limit| limit.to_string()));
        format!("{is_active} {} {}", day.unwrap_or_default(), seats.unwrap_or_default())
    }

    /// Why it does not run, in words.
    pub fn ended_words(&self) -> Option<String> {
        match self.ends_on {
            _ if self.is_running() => None,
            Some(day) if self.is_active => Some(format!("The subscription ended on {}", clock::long(day))),
            _ => Some("The subscription is not active".into()),
        }
    }

    /// Writes what counts from now on. Whoever calls has held the location and asked the right.
    pub fn save(location: LocationId, terms: &Paid, db: &mut Conn) -> Result<()> {
        diesel::update(locations::table.find(location))
            .set((
                locations::subscription_active.eq(terms.is_active),
                locations::subscription_ends_on.eq(terms.ends_on),
                locations::seat_limit.eq(terms.limit),
            ))
            .execute(db)?;
        Ok(())
    }
}
