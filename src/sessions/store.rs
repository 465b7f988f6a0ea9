//! Sessions are rows, so that ending one ends it everywhere at once. The table keeps digests of the keys.

use std::collections::HashMap;

use actix_session::storage::{LoadError, SaveError, SessionKey, SessionStore, UpdateError};
use actix_web::cookie::time::Duration;
use chrono::{DateTime, NaiveDateTime, TimeDelta};
use diesel::prelude::*;

use crate::clock;
use crate::config::Config;
use crate::db::{Conn, Db};
use crate::error::{Error, Result};
use crate::id::UserId;
use crate::schema::{sessions, users};
use crate::secrets::{Token, digest};

/// How long a session lives without being used, and how long at most, as the installation has it (security.md SC4).
#[derive(Debug, Clone, Copy)]
pub struct Spans {
    pub idle: TimeDelta,
    pub overall: TimeDelta,
}

impl Spans {
    pub fn of(config: &Config) -> Self {
        Spans {
            idle: TimeDelta::hours(config.session_idle_hours.into()),
            overall: TimeDelta::days(config.session_days.into()),
        }
    }
}

/// A page view only writes when the idle end lies this much too early.
const SLACK: TimeDelta = TimeDelta::minutes(5);

/// Where actix-identity keeps the user's number.
pub(super) const USER: &str = "actix_identity.user_id";

/// When they signed in, and when they last gave their password: milliseconds of UTC.
pub const SINCE: &str = "since";
pub const SURE: &str = "sure";

/// With what they signed in, and from which network address.
pub const DEVICE: &str = "device";
pub const ADDRESS: &str = "address";

/// What tells a session from others of the same person, whatever its key is.
pub const TAG: &str = "tag";

/// Who is half signed in, and since when: the password was right, and a code has to follow.
pub const HALF: &str = "half";
pub const HALF_SINCE: &str = "half_since";

/// How long a password that was given is enough for every deed (security.md SC4).
const SURE_FOR: TimeDelta = TimeDelta::minutes(10);

/// Stands in a session whose key has to change, and says when the session ends: the key is new then, and its end is not.
/// It is never stored: the column says that it is so.
pub const ENDS: &str = "ends";

/// The stamp of the account whose session it is: it is another one when something has changed that is asked before every
/// page. It is never stored here.
pub const STAMP: &str = "stamp";

pub(super) type State = HashMap<String, String>;

/// The store of actix-session over our own table.
pub struct Sessions {
    pub db: Db,
    pub spans: Spans,
}

impl SessionStore for Sessions {
    async fn load(&self, key: &SessionKey) -> Result<Option<State>, LoadError> {
        self.find(key).await.map_err(|error| LoadError::Other(error.into()))
    }

    async fn save(&self, state: State, _: &Duration) -> Result<SessionKey, SaveError> {
        let token = Token::new();
        let hash = token.digest();
        let spans = self.spans;
        self.db
            .write(move |db| insert(hash, &state, spans, db))
            .await
            .map_err(|error| SaveError::Other(error.into()))?;
        SessionKey::try_from(token.text().to_owned()).map_err(|_| SaveError::Other(anyhow::anyhow!("a key too long")))
    }

    /// A session that was ended meanwhile stays ended.
    async fn update(&self, key: SessionKey, state: State, _: &Duration) -> Result<SessionKey, UpdateError> {
        let hash = digest(key.as_ref());
        self.db
            .write(move |db| {
                diesel::update(sessions::table.filter(sessions::key_hash.eq(hash)))
                    .set((sessions::state.eq(to_text(&state)?), sessions::user_id.eq(user_in(&state))))
                    .execute(db)?;
                Ok(())
            })
            .await
            .map_err(|error| UpdateError::Other(error.into()))?;
        Ok(key)
    }

    async fn update_ttl(&self, _: &SessionKey, _: &Duration) -> anyhow::Result<()> {
        Ok(())
    }

    async fn delete(&self, key: &SessionKey) -> anyhow::Result<()> {
        let hash = digest(key.as_ref());
        self.db
            .write(move |db| {
                diesel::delete(sessions::table.filter(sessions::key_hash.eq(hash))).execute(db)?;
                Ok(())
            })
            .await
            .map_err(anyhow::Error::from)
    }
}

impl Sessions {
    async fn find(&self, key: &SessionKey) -> Result<Option<State>> {
        type Row = (i64, String, bool, NaiveDateTime, NaiveDateTime, Option<i64>);
        let Spans { idle, overall } = self.spans;
        let hash = digest(key.as_ref());
        let now = clock::now();
        let row = self
            .db
            .glance(move |db| {
                Ok(sessions::table
                    .left_join(users::table)
                    .filter(sessions::key_hash.eq(hash))
                    .filter(sessions::idle_until.gt(now).and(sessions::ends_at.gt(now)))
                    // The spans may have been longer when it began.
                    .filter(sessions::created_at.gt(now - overall))
                    .select((
                        sessions::id,
                        sessions::state,
                        sessions::needs_new_key,
                        sessions::idle_until,
                        sessions::ends_at,
                        users::stamp.nullable(),
                    ))
                    .first::<Row>(db)
                    .optional()?)
            })
            .await?;
        let Some((id, state, needs_new_key, idle_until, ends_at, stamp)) = row else {
            return Ok(None);
        };
        let idle_from_now = (now + idle).min(ends_at);
        if (idle_from_now - idle_until).abs() > SLACK {
            self.db.write(move |db| extend(id, idle_from_now, db)).await?;
        }
        let Ok(mut state) = serde_json::from_str::<State>(&state) else {
            return Ok(None);
        };
        if needs_new_key {
            state.insert(ENDS.to_owned(), ends_at.and_utc().timestamp_millis().to_string());
        }
        state.extend(stamp.map(|stamp| (STAMP.to_owned(), stamp.to_string())));
        Ok(Some(state))
    }
}

fn insert(hash: Vec<u8>, state: &State, spans: Spans, db: &mut Conn) -> Result<()> {
    let now = clock::now();
    let kept_end = state.get(ENDS).and_then(|ends| DateTime::from_timestamp_millis(ends.parse().ok()?));
    let ends_at = kept_end.map_or(now + spans.overall, |ends| ends.naive_utc());
    diesel::delete(sessions::table.filter(sessions::idle_until.lt(now))).execute(db)?;
    diesel::insert_into(sessions::table)
        .values((
            sessions::key_hash.eq(hash),
            sessions::user_id.eq(user_in(state)),
            sessions::state.eq(to_text(state)?),
            sessions::created_at.eq(now),
            sessions::idle_until.eq((now + spans.idle).min(ends_at)),
            sessions::ends_at.eq(ends_at),
        ))
        .execute(db)?;
    Ok(())
}

fn extend(id: i64, idle_until: NaiveDateTime, db: &mut Conn) -> Result<()> {
    diesel::update(sessions::table.find(id)).set(sessions::idle_until.eq(idle_until)).execute(db)?;
    Ok(())
}

fn to_text(state: &State) -> Result<String> {
    let stored: HashMap<_, _> = state.iter().filter(|(key, _)| ![ENDS, STAMP].contains(&key.as_str())).collect();
    serde_json::to_string(&stored).map_err(|error| Error::Broken(error.into()))
}

/// Whose session it is, or will be when the code has followed: ending all of somebody's sessions ends both.
fn user_in(state: &State) -> Option<UserId> {
    state.get(USER).or_else(|| state.get(HALF))?.trim_matches('"').parse().ok()
}

/// Whether a password given then is still enough.
pub fn is_recent(given_at: i64) -> bool {
    clock::now().and_utc().timestamp_millis() - given_at < SURE_FOR.num_milliseconds()
}
