//! How much may be sent to phones: which countries, how often, for how much money (security.md SF4).

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};
use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result, Wait};
use crate::limits::{self, Limit};
use crate::locations::Location;
use crate::money;
use crate::schema::messages;
use crate::users::Phone;

use super::{Channel, countries};

const A_MINUTE: TimeDelta = TimeDelta::seconds(60);
const A_DAY: TimeDelta = TimeDelta::days(1);
const MOST_PER_NUMBER: i64 = 3;

/// States of messages that have cost something, or still will.
const PAID: [&str; 3] = ["queued", "sent", "unknown"];

impl Channel {
    /// Counts a message of this price to a number, or says why it cannot go and when it can.
    pub fn allow(&self, phone: &Phone, price: i64, db: &mut Conn) -> Result<()> {
        self.must_be_a_place_to_write_to(phone)?;
        self.must_be_within_the_day(db)?;
        self.must_be_within_the_month(price, db)?;
        must_have_been_left_in_peace(phone, db)
    }

    fn must_be_a_place_to_write_to(&self, phone: &Phone) -> Result<()> {
        if !phone.is_ordinary() {
            return Err(Error::Conflict(format!(
                "{} is a premium or special number, and writing to it can be dear. Enter an ordinary one",
                phone.as_str()
            )));
        }
        match phone.country() {
            Some(country) if self.rules.countries.contains(&country) => Ok(()),
            country => Err(Error::Conflict(format!(
                "Messages to {} are not allowed here. They can be, in Settings › Channels",
                country.as_deref().map_or("this number", countries::name)
            ))),
        }
    }

    /// So many in any 24 hours.
    fn must_be_within_the_day(&self, db: &mut Conn) -> Result<()> {
        let full: Option<NaiveDateTime> = messages::table
            .filter(messages::location_id.eq(self.location).and(messages::channel.eq(self.kind.slug())))
            .filter(messages::state.ne("cancelled").and(messages::created_at.gt(clock::now() - A_DAY)))
            .order(messages::created_at.desc())
            .offset(self.rules.daily_limit - 1)
            .limit(1)
            .select(messages::created_at)
            .first(db)
            .optional()?;
        match full {
            None => Ok(()),
            Some(at) => Err(wait(
                format!("The {} messages that may go to phones in a day are used up", self.rules.daily_limit),
                at + A_DAY,
            )),
        }
    }

    /// Months begin when they begin at the location.
    fn must_be_within_the_month(&self, price: i64, db: &mut Conn) -> Result<()> {
        let Some(most) = self.rules.monthly_limit else { return Ok(()) };
        let location = Location::find(self.location, db)?;
        let (began, next) = month(&location);
        if self.spent_since(began, db)? + price <= most {
            return Ok(());
        }
        Err(wait(
            format!(
                "The {} that messages to phones may cost in a month are spent",
                money::said(most, &location.currency)
            ),
            next,
        ))
    }

    fn spent_since(&self, moment: NaiveDateTime, db: &mut Conn) -> Result<i64> {
        let prices: Vec<i64> = messages::table
            .filter(messages::location_id.eq(self.location).and(messages::channel.eq(self.kind.slug())))
            .filter(messages::state.eq_any(PAID).and(messages::created_at.ge(moment)).and(messages::price.gt(0)))
            .select(messages::price)
            .load(db)?;
        Ok(prices.into_iter().sum())
    }

    /// How many messages went this way in the last 24 hours.
    pub fn used_today(&self, db: &mut Conn) -> Result<i64> {
        Ok(messages::table
            .filter(messages::location_id.eq(self.location).and(messages::channel.eq(self.kind.slug())))
            .filter(messages::state.ne("cancelled").and(messages::created_at.gt(clock::now() - A_DAY)))
            .select(count_star())
            .first(db)?)
    }

    /// What messages this way have cost since the month began at the location.
    pub fn spent_this_month(&self, db: &mut Conn) -> Result<i64> {
        let location = Location::find(self.location, db)?;
        self.spent_since(month(&location).0, db)
    }
}

/// When this month began at a location, and when the next one does.
fn month(location: &Location) -> (NaiveDateTime, NaiveDateTime) {
    let today = clock::today(location.zone);
    let first = today.with_day(1).unwrap_or(today);
    let next = first.checked_add_months(chrono::Months::new(1)).unwrap_or(first);
    let begins = |day: NaiveDate| {
        let midnight = day.and_time(NaiveTime::MIN);
        location.zone.from_local_datetime(&midnight).earliest().map_or(midnight, |moment| moment.naive_utc())
    };
    (begins(first), begins(next))
}

/// A number is written to once a minute, and three times a day, whoever asks.
fn must_have_been_left_in_peace(phone: &Phone, db: &mut Conn) -> Result<()> {
    let limit = |what: &str, most, within| Limit::new(&format!("{what} {}", phone.as_str()), most, within);
    let limits = [limit("text, minute", 1, A_MINUTE), limit("text, day", MOST_PER_NUMBER, A_DAY)];
    match limits::count(&limits, db) {
        Ok(_) => Ok(()),
        Err(Error::TooMany(Wait { seconds, .. })) => {
            let seconds = seconds.unwrap_or_default();
            let why = if seconds > A_MINUTE.num_seconds() + 1 {
                format!("{} has got {MOST_PER_NUMBER} messages today", phone.as_str())
            } else {
                format!("{} got a message a moment ago", phone.as_str())
            };
            Err(wait(why, clock::now() + TimeDelta::seconds(seconds)))
        }
        Err(other) => Err(other),
    }
}

/// The sentence with the time when it is possible again.
fn wait(why: String, opens_at: NaiveDateTime) -> Error {
    let seconds = (opens_at - clock::now()).num_seconds().max(1);
    let (count, unit) = match seconds {
        ..=60 => (1, "minute"),
        61..=3600 => ((seconds + 59) / 60, "minute"),
        3601..=172_800 => ((seconds + 3599) / 3600, "hour"),
        _ => ((seconds + 86_399) / 86_400, "day"),
    };
    let s = if count == 1 { "" } else { "s" };
    Error::TooMany(Wait { why: format!("{why}. The next one can go in {count} {unit}{s}"), seconds: Some(seconds) })
}
