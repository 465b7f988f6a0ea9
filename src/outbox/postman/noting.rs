//! Writing down how it went: nothing is called sent that nobody took.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;

use crate::channels::Channel;
use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::schema::messages;

use super::Office;
use super::claiming::{Claimed, MOST_ATTEMPTS};

/// How one try went.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// `sent`, or `filed` where there is no mail server.
    Done(&'static str),
    Never(String),
    /// It may have arrived. If the channel had better rest, until when.
    Unknown(String, Option<NaiveDateTime>),
    /// This one later.
    Later(String),
    /// Everybody later: the server or the gateway is what fails. `counts` when the message may be to blame as well.
    Rest {
        why: String,
        until: Option<NaiveDateTime>,
        counts: bool,
    },
}

impl Office {
    pub(super) fn note(&self, message: &Claimed, outcome: Outcome, db: &mut Conn) -> Result<()> {
        self.note_channel(message, &outcome, db)?;
        match outcome {
            Outcome::Done(state) => end(message, state, "", db).map(drop),
            Outcome::Unknown(why, _) => end(message, "unknown", &why, db).map(drop),
            Outcome::Never(why) => self.give_up(message, &why, db),
            Outcome::Later(why) if message.attempts >= MOST_ATTEMPTS => self.give_up(message, &why, db),
            Outcome::Later(why) => self.try_again(message, &why, clock::now() + pause(message.attempts), true, db),
            Outcome::Rest { why, counts: true, .. } if message.attempts >= MOST_ATTEMPTS => {
                self.give_up(message, &why, db)
            }
            Outcome::Rest { why, until, counts } => {
                let due_at = clock::now() + pause(message.attempts);
                self.try_again(message, &why, until.map_or(due_at, |until| until.max(due_at)), counts, db)
            }
        }
    }

    /// A gateway that fails rests for its location, and one that answers is well again.
    fn note_channel(&self, message: &Claimed, outcome: &Outcome, db: &mut Conn) -> Result<()> {
        let (Some(kind), Some(location)) = (message.kind, message.location) else { return Ok(()) };
        match outcome {
            Outcome::Done(_) => Channel::is_well(location, kind, db),
            Outcome::Unknown(why, Some(until)) | Outcome::Rest { why, until: Some(until), .. } => {
                Channel::rest(location, kind, *until, why, db)
            }
            _ => Ok(()),
        }
    }

    fn try_again(
        &self,
        message: &Claimed,
        why: &str,
        due_at: NaiveDateTime,
        counts: bool,
        db: &mut Conn,
    ) -> Result<()> {
        if due_at >= message.give_up_at {
            return self.give_up(message, why, db);
        }
        diesel::update(messages::table.find(message.id))
            .filter(messages::state.eq("queued"))
            .set((
                messages::due_at.eq(due_at),
                messages::leased_until.eq(None::<NaiveDateTime>),
                messages::attempts.eq(message.attempts - i32::from(!counts)),
                messages::reason.eq(why),
            ))
            .execute(db)?;
        Ok(())
    }

    /// Gives up, and tells whoever has to know. That they cannot be told is no reason to try for ever.
    fn give_up(&self, message: &Claimed, why: &str, db: &mut Conn) -> Result<()> {
        tracing::warn!(message = message.id.0, attempts = message.attempts, "a message was given up");
        if !end(message, "failed", why, db)? {
            return Ok(());
        }
        if let Some((desk, undelivered)) = &self.undelivered
            && let Err(error) = db.apart(|db| undelivered(message.id, desk, db))
        {
            tracing::error!(%error, message = message.id.0, "nobody could be told that a message was given up");
        }
        Ok(())
    }
}

/// What has left has left, also when it was cancelled on its way; what has not stays cancelled.
fn end(message: &Claimed, state: &'static str, why: &str, db: &mut Conn) -> Result<bool> {
    let now = clock::now();
    let ended = (
        messages::state.eq(state),
        messages::reason.eq(why),
        messages::sealed.eq(None::<Vec<u8>>),
        messages::ended_at.eq(now),
    );
    let row = diesel::update(messages::table.find(message.id));
    let changed = match state {
        "failed" => row.filter(messages::state.eq("queued")).set(ended).execute(db)?,
        _ => row.set(ended).execute(db)?,
    };
    Ok(changed == 1)
}

/// 15 seconds, then 1, 5, 15 and 30 minutes, then hourly, each up to a fifth longer by chance (security.md R4).
fn pause(attempts: i32) -> TimeDelta {
    let seconds = match attempts {
        ..=1 => 15,
        2 => 60,
        3 => 300,
        4 => 900,
        5 => 1800,
        _ => 3600,
    };
    let chance = i64::from(crate::secrets::random::<1>()[0]);
    TimeDelta::milliseconds(seconds * 1000 + seconds * 200 * chance / 255)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r4_pauses_grow_and_stay_within_a_fifth() {
        for (attempts, seconds) in [(1, 15), (2, 60), (3, 300), (4, 900), (5, 1800), (6, 3600), (11, 3600)] {
            let pause = pause(attempts).num_milliseconds();
            assert!((seconds * 1000..=seconds * 1200).contains(&pause), "{attempts}: {pause}");
        }
    }
}
