//! How often something may be tried. Counted in the database, so that every instance counts alike.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;

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
#[derive(Debug)]
pub struct Counted(Vec<i64>);

/// Counts a try against every limit, or refuses it and counts nothing.
pub fn count(limits: &[Limit], db: &mut Conn) -> Result<Counted> {
    let mut opens_at = None;
    for limit in limits {
        opens_at = opens_at.max(limit.opens_at(db)?);
    }
    if let Some(opens_at) = opens_at {
        return Err(Error::TooMany(wait_until(opens_at)));
    }
    let now = clock::now();
    diesel::delete(tries::table.filter(tries::at.lt(now - LONGEST))).execute(db)?;
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

fn wait_until(moment: NaiveDateTime) -> Wait {
    let seconds = (moment - clock::now()).num_seconds().max(0) + 1;
    let minutes = (seconds + 59) / 60;
    let unit = if minutes == 1 { "minute" } else { "minutes" };
    Wait { why: format!("Nothing was done. Try again in {minutes} {unit}."), seconds: Some(seconds) }
}
