//! How often something may be tried. Counted in the database, so that every instance counts alike.

use std::net::IpAddr;

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use ipnet::IpNet;

use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result, Wait};
use crate::schema::tries;
use crate::secrets::digest;

/// At most so many tries within a while, for one scope.
#[derive(Debug, Clone)]
pub struct Limit {
    scope: Vec<u8>,
    most: i64,
    within: TimeDelta,
}

/// Nothing is counted for longer.
const LONGEST: TimeDelta = TimeDelta::days(1);

impl Limit {
    /// `scope` names what is counted; only its digest is kept.
    pub fn new(scope: &str, most: i64, within: TimeDelta) -> Self {
        Limit { scope: digest(scope), most, within }
    }

    /// How many tries are left now.
    pub fn room(&self, db: &mut Conn) -> Result<i64> {
        let tried: i64 = tries::table
            .filter(tries::scope.eq(&self.scope).and(tries::at.gt(clock::now() - self.within)))
            .count()
            .get_result(db)?;
        Ok((self.most - tried).max(0))
    }

    /// When the oldest try that still counts stops counting, if there are too many.
    fn opens_at(&self, db: &mut Conn) -> Result<Option<NaiveDateTime>> {
        let oldest_that_counts: Option<NaiveDateTime> = tries::table
            .filter(tries::scope.eq(&self.scope).and(tries::at.gt(clock::now() - self.within)))
            .order(tries::at.desc())
            .offset(self.most - 1)
            .limit(1)
            .select(tries::at)
            .first(db)
            .optional()?;
        Ok(oldest_that_counts.map(|at| at + self.within))
    }
}

/// A try that was counted, so that it can be taken back when it went well.
#[derive(Debug, Clone)]
pub struct Counted(Vec<i64>);

/// Counts a try against every limit, or refuses it and counts nothing.
pub fn count(limits: &[Limit], db: &mut Conn) -> Result<Counted> {
    if let Some(opens_at) = opens_at(limits, db)? {
        return Err(Error::TooMany(wait_until(opens_at)));
    }
    note(limits, db)
}

/// Forgets what counts no longer.
pub fn forget(db: &mut Conn) -> Result<()> {
    diesel::delete(tries::table.filter(tries::at.lt(clock::now() - LONGEST))).execute(db)?;
    Ok(())
}

/// The same where a refusal must not undo what was done before.
pub fn try_to_count(limits: &[Limit], db: &mut Conn) -> Result<Result<Counted>> {
    match count(limits, db) {
        Err(Error::TooMany(wait)) => Ok(Err(Error::TooMany(wait))),
        other => other.map(Ok),
    }
}

/// When the next try is possible, if it is not possible now.
pub fn opens_at(limits: &[Limit], db: &mut Conn) -> Result<Option<NaiveDateTime>> {
    let mut opens_at = None;
    for limit in limits {
        opens_at = opens_at.max(limit.opens_at(db)?);
    }
    Ok(opens_at)
}

/// The same for many limits at once, each on its own.
pub fn all_open_at<'a>(
    limits: impl Iterator<Item = &'a Limit> + Clone,
    db: &mut Conn,
) -> Result<Vec<Option<NaiveDateTime>>> {
    let now = clock::now();
    let tried: Vec<(Vec<u8>, NaiveDateTime)> = tries::table
        .filter(tries::scope.eq_any(limits.clone().map(|limit| &limit.scope)).and(tries::at.gt(now - LONGEST)))
        .order(tries::at.desc())
        .select((tries::scope, tries::at))
        .load(db)?;
    let opening = limits.map(|limit| {
        let mut counting =
            tried.iter().filter(|(scope, at)| *scope == limit.scope && *at > now - limit.within).map(|(_, at)| *at);
        Some(counting.nth(usize::try_from(limit.most - 1).ok()?)? + limit.within)
    });
    Ok(opening.collect())
}

/// Counts a try that is being made.
pub fn note(limits: &[Limit], db: &mut Conn) -> Result<Counted> {
    let now = clock::now();
    let mut counted = Vec::new();
    for limit in limits {
        let try_ = (tries::scope.eq(&limit.scope), tries::at.eq(now));
        counted.push(diesel::insert_into(tries::table).values(try_).returning(tries::id).get_result(db)?);
    }
    Ok(Counted(counted))
}

/// It went well, so it does not count.
pub fn take_back(counted: &Counted, db: &mut Conn) -> Result<()> {
    diesel::delete(tries::table.filter(tries::id.eq_any(&counted.0))).execute(db)?;
    Ok(())
}

/// Whether a pause is worth telling of: of many refusals within one, the first is.
pub fn is_news(scope: &str, until: NaiveDateTime, db: &mut Conn) -> Result<bool> {
    let scope = digest(scope);
    let told = tries::table.filter(tries::scope.eq(&scope).and(tries::at.gt(clock::now())));
    if diesel::select(diesel::dsl::exists(told)).get_result(db)? {
        return Ok(false);
    }
    diesel::insert_into(tries::table).values((tries::scope.eq(&scope), tries::at.eq(until))).execute(db)?;
    Ok(true)
}

/// The network around an address: /24 for IPv4, /64 for IPv6.
pub fn neighbourhood(address: &str) -> String {
    match address.parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => IpNet::new(address.into(), 24).map(|net| net.trunc().to_string()),
        Ok(IpAddr::V6(address)) => IpNet::new(address.into(), 64).map(|net| net.trunc().to_string()),
        Err(_) => return address.to_owned(),
    }
    .unwrap_or_else(|_| address.to_owned())
}

fn wait_until(moment: NaiveDateTime) -> Wait {
    let seconds = (moment - clock::now()).num_seconds().max(0) + 1;
    let minutes = (seconds + 59) / 60;
    let unit = if minutes == 1 { "minute" } else { "minutes" };
    Wait { why: format!("Nothing was done. Try again in {minutes} {unit}."), seconds: Some(seconds) }
}
