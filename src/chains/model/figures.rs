//! The locations of a chain in numbers: the overview.

use std::collections::HashMap;

use chrono::{NaiveDate, TimeDelta};
use diesel::dsl::{count_star, sql};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use crate::access::{Headcount, Headcounts};
use crate::clock;
use crate::db::{Conn, among};
use crate::error::Result;
use crate::id::LocationId;
use crate::locations::Subscription;
use crate::schema::{activity, appointments, members};

use super::Chain;
use super::places::Branch;

/// How many days the figures about what was done reach back.
pub const DAYS: i64 = 30;

/// One location in numbers.
#[derive(Debug, Clone)]
pub struct Figures {
    pub branch: Branch,
    pub count: Headcount,
    /// How many cards are working.
    pub team: i64,
    /// How many events its log holds of the last days.
    pub events: i64,
    /// How many appointments of the last days have begun, and to how many of them the client did not come.
    pub appointments: i64,
    pub missed: i64,
    pub subscription: Subscription,
}

impl Figures {
    /// The locations of a chain in its order, and how many different people are at them. The number of statements does
    /// not grow with them.
    pub fn of(chain: &Chain, db: &mut Conn) -> Result<(Vec<Self>, i64)> {
        let branches = Branch::list(chain.id, db)?;
        let places: Vec<LocationId> = branches.iter().map(|branch| branch.id).collect();
        let mut counts = Headcounts::of(&places, db)?;
        let mut subscriptions = Subscription::of(&places, db)?;
        let team: HashMap<LocationId, i64> = members::table
            .filter(among(members::location_id, &places).and(members::employment.eq("working")))
            .group_by(members::location_id)
            .select((members::location_id, count_star()))
            .load::<(LocationId, i64)>(db)?
            .into_iter()
            .collect();
        let events: HashMap<LocationId, i64> = activity::table
            .filter(among(activity::location_id, &places).and(activity::at.ge(since())))
            .group_by(activity::location_id)
            .select((activity::location_id.assume_not_null(), count_star()))
            .load::<(LocationId, i64)>(db)?
            .into_iter()
            .collect();
        let (booked, missed) = booked(&places, db)?;
        let of = |counts: &HashMap<LocationId, i64>, place: LocationId| counts.get(&place).copied().unwrap_or_default();
        let people = counts.people;
        let figures = branches.into_iter().filter_map(|branch| {
            Some(Figures {
                count: counts.at.remove(&branch.id).unwrap_or_default(),
                team: of(&team, branch.id),
                events: of(&events, branch.id),
                appointments: of(&booked, branch.id),
                missed: of(&missed, branch.id),
                subscription: subscriptions.remove(&branch.id)?,
                branch,
            })
        });
        Ok((figures.collect(), people))
    }

    /// How many events there were on each of the last days, at all locations together; days as UTC counts them.
    pub fn daily(places: &[LocationId], db: &mut Conn) -> Result<Vec<(NaiveDate, i64)>> {
        let found: Vec<(String, i64)> = activity::table
            .filter(among(activity::location_id, places).and(activity::at.ge(since())))
            .group_by(sql::<Text>("CAST(date(at) AS TEXT)"))
            .select((sql::<Text>("CAST(date(at) AS TEXT)"), sql::<BigInt>("count(*)")))
            .load(db)?;
        let found: HashMap<String, i64> = found.into_iter().collect();
        let today = clock::now().date();
        let days = (0..DAYS).rev().filter_map(|back| today.checked_sub_signed(TimeDelta::days(back)));
        Ok(days.map(|day| (day, found.get(&day.to_string()).copied().unwrap_or_default())).collect())
    }
}

type Counts = HashMap<LocationId, i64>;

/// The appointments of the last days until now, and those of them that were missed.
fn booked(places: &[LocationId], db: &mut Conn) -> Result<(Counts, Counts)> {
    let counted: Vec<(LocationId, String, i64)> = appointments::table
        .filter(among(appointments::location_id, places).and(appointments::deleted_at.is_null()))
        .filter(appointments::starts_at.ge(since()).and(appointments::starts_at.lt(clock::now())))
        .group_by((appointments::location_id, appointments::status))
        .select((appointments::location_id, appointments::status, count_star()))
        .load(db)?;
    let (mut all, mut missed) = (Counts::new(), Counts::new());
    for (place, status, count) in counted {
        *all.entry(place).or_default() += count;
        if status == "no_show" {
            missed.insert(place, count);
        }
    }
    Ok((all, missed))
}

/// The first moment of the first of the last days.
fn since() -> chrono::NaiveDateTime {
    (clock::now() - TimeDelta::days(DAYS - 1)).date().and_time(chrono::NaiveTime::MIN)
}
