//! What somebody usually looks at in an hour, and a word in the log when it is ten times as much (security.md SF3).

use chrono::{DurationRound, NaiveDateTime, TimeDelta};
use diesel::prelude::*;

use crate::activity::{self, Actor, Deed, Entry};
use crate::clock;
use crate::db::{Conn, Either};
use crate::error::Result;
use crate::id::UserId;
use crate::schema::client_looks;

/// So many times as much as usual is worth a word.
const TIMES: i64 = 10;

/// Fewer pages than this are no harvest, however few are usual.
const A_HARVEST: i64 = 30;

/// So many hours make a habit. Before that, only the limit for everybody counts.
const HOURS: usize = 5;

/// For how long a habit is remembered.
const KEPT: TimeDelta = TimeDelta::days(30);

/// Counts one more page in this hour, and writes it down when it becomes far more than usual: once an hour.
pub(super) fn watch(by: &impl Actor, user: UserId, db: &mut Conn) -> Result<()> {
    let now = clock::now();
    let hour = now.duration_trunc(TimeDelta::hours(1)).unwrap_or(now);
    let pages = count(user, hour, db)?;
    if pages < A_HARVEST {
        return Ok(());
    }
    let Some(usual) = usual(user, hour, db)? else { return Ok(()) };
    if pages != A_HARVEST.max(TIMES * usual) {
        return Ok(());
    }
    tracing::warn!(user = user.0, pages, usual, "excess_rate_limit_exceeded: somebody leafs through clients");
    let subject = format!("{pages} pages about clients in an hour, where {usual} are usual");
    activity::record(by, Entry::new(Deed::TooOften, subject), db)
}

/// How many it is now, in one statement, whether it is the first of the hour or not.
fn count(user: UserId, hour: NaiveDateTime, db: &mut Conn) -> Result<i64> {
    let first = (client_looks::user_id.eq(user), client_looks::hour.eq(hour), client_looks::pages.eq(1));
    let counted = diesel::insert_into(client_looks::table).values(first);
    let this_hour = (client_looks::user_id, client_looks::hour);
    let one_more = client_looks::pages.eq(client_looks::pages + 1);
    Ok(match db.either() {
        Either::Sqlite(db) => {
            counted.on_conflict(this_hour).do_update().set(one_more).returning(client_looks::pages).get_result(db)?
        }
        Either::Postgres(db) => {
            counted.on_conflict(this_hour).do_update().set(one_more).returning(client_looks::pages).get_result(db)?
        }
    })
}

/// The median of the hours before in which they looked at clients at all, if these make a habit.
fn usual(user: UserId, hour: NaiveDateTime, db: &mut Conn) -> Result<Option<i64>> {
    let before: Vec<i64> = client_looks::table
        .filter(client_looks::user_id.eq(user))
        .filter(client_looks::hour.lt(hour).and(client_looks::hour.gt(hour - KEPT)))
        .order(client_looks::pages)
        .select(client_looks::pages)
        .load(db)?;
    Ok(if before.len() < HOURS { None } else { before.get(before.len() / 2).copied() })
}

/// Forgets what was long ago.
pub fn forget_habits(db: &mut Conn) -> Result<()> {
    diesel::delete(client_looks::table.filter(client_looks::hour.lt(clock::now() - KEPT))).execute(db)?;
    Ok(())
}
