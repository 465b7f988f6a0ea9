//! Where somebody is signed in, and how that ends.

use chrono::{DateTime, NaiveDateTime};
use diesel::prelude::*;

use crate::access::rights::{EditUsers, EndSessions};
use crate::access::{Access, Can, Inside, may_touch, may_touch_everywhere};
use crate::activity::{self, Deed, Entry};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{AccessId, SessionId, UserId};
use crate::outbox::Desk;
use crate::schema::sessions;

use super::factor::SecondFactor;
use super::news::{News, tell};
use super::store::{ADDRESS, DEVICE, SINCE, Spans, State, TAG, USER};

/// A place where somebody is signed in.
#[derive(Debug, Clone)]
pub struct Live {
    pub id: SessionId,
    pub device: String,
    /// The network address they signed in from.
    pub address: String,
    pub since: NaiveDateTime,
    idle_until: NaiveDateTime,
    tag: Option<String>,
}

impl Live {
    /// All of somebody's, the one used last first.
    pub fn list(user: UserId, db: &mut Conn) -> Result<Vec<Self>> {
        type Row = (SessionId, String, NaiveDateTime, NaiveDateTime);
        let now = clock::now();
        let rows: Vec<Row> = sessions::table
            .filter(sessions::user_id.eq(user))
            .filter(sessions::idle_until.gt(now).and(sessions::ends_at.gt(now)))
            .order((sessions::idle_until.desc(), sessions::id.desc()))
            .select((sessions::id, sessions::state, sessions::created_at, sessions::idle_until))
            .load(db)?;
        Ok(rows.into_iter().filter_map(Self::stored).collect())
    }

    /// Who is only half signed in is nowhere yet.
    fn stored((id, state, created_at, idle_until): (SessionId, String, NaiveDateTime, NaiveDateTime)) -> Option<Self> {
        let state: State = serde_json::from_str(&state).ok()?;
        state.get(USER)?;
        let text = |key: &str| serde_json::from_str::<String>(state.get(key)?).ok();
        let since = state.get(SINCE).and_then(|since| since.parse().ok()).and_then(DateTime::from_timestamp_millis);
        Some(Live {
            id,
            device: text(DEVICE).unwrap_or_else(|| "An unknown device".into()),
            address: text(ADDRESS).unwrap_or_default(),
            since: since.map_or(created_at, |since| since.naive_utc()),
            idle_until,
            tag: text(TAG),
        })
    }

    /// When it was used last, to within five minutes.
    pub fn seen(&self, spans: Spans) -> NaiveDateTime {
        self.idle_until - spans.idle
    }

    pub fn has_tag(&self, tag: Option<&str>) -> bool {
        tag.is_some() && self.tag.as_deref() == tag
    }

    /// Ends one of one's own.
    pub fn end(user: UserId, id: SessionId, db: &mut Conn) -> Result<()> {
        let ended =
            diesel::delete(sessions::table.filter(sessions::id.eq(id).and(sessions::user_id.eq(user)))).execute(db)?;
        if ended == 0 { Err(Error::NotFound) } else { Ok(()) }
    }

    /// Ends all of one's own but the one with this tag, also those that are only half signed in.
    pub fn end_others(user: UserId, tag: Option<&str>, db: &mut Conn) -> Result<()> {
        let this = Self::list(user, db)?.into_iter().find(|live| live.has_tag(tag));
        let kept = this.map_or(SessionId(0), |live| live.id);
        diesel::delete(sessions::table.filter(sessions::user_id.eq(user).and(sessions::id.ne(kept)))).execute(db)?;
        Ok(())
    }

    /// Signs a user of the location out everywhere. They are told, and can sign in again.
    pub fn end_all_of(by: &Can<EndSessions>, id: AccessId, desk: &Desk, db: &mut Conn) -> Result<String> {
        let by = by.still(db)?;
        let access = Access::find(&by, id, db)?;
        may_touch(&by, &access)?;
        diesel::delete(sessions::table.filter(sessions::user_id.eq(access.user))).execute(db)?;
        record(&by, Deed::SessionsEnded, &access, db)?;
        tell(access.user, News::SessionsEnded { by: &by }, desk, db)?;
        Ok(access.name)
    }
}

impl SecondFactor {
    /// For a user of the location who has lost both the device and the recovery codes (case G9).
    pub fn remove_of(by: &Can<EditUsers>, id: AccessId, desk: &Desk, db: &mut Conn) -> Result<String> {
        let by = by.still(db)?;
        let access = Access::find(&by, id, db)?;
        may_touch_everywhere(&by, &access, db)?;
        if !Self::is_on(access.user, db)? {
            return Err(Error::Conflict(format!("{} has no second factor any more.", access.name)));
        }
        Self::turn_off(access.user, News::SecondFactorRemoved { by: &by }, desk, db)?;
        record(&by, Deed::SecondFactorRemoved, &access, db)?;
        Ok(access.name)
    }
}

fn record(by: &Inside, deed: Deed, access: &Access, db: &mut Conn) -> Result<()> {
    activity::record(by, Entry::new(deed, &access.name).of_member(access.card(by, db)?), db)
}
