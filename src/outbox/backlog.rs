//! How much waits in the outbox, and how much came to nothing: for whoever watches over it.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::dsl::{count_star, min};
use diesel::prelude::*;

use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::schema::messages::dsl::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backlog {
    pub queued: i64,
    /// How long the oldest of them waits.
    pub oldest_seconds: i64,
    /// Of the last day.
    pub failed: i64,
}

impl Backlog {
    pub fn count(db: &mut Conn) -> Result<Self> {
        let now = clock::now();
        let waiting = messages.filter(state.eq("queued")).select((count_star(), min(created_at)));
        let (queued, oldest): (i64, Option<NaiveDateTime>) = waiting.first(db)?;
        let recent = messages.filter(state.eq("failed").and(ended_at.gt(now - TimeDelta::days(1))));
        Ok(Backlog {
            queued,
            oldest_seconds: oldest.map_or(0, |oldest| (now - oldest).num_seconds()),
            failed: recent.count().get_result(db)?,
        })
    }
}
