//! What went out lately, and how it fared: for the page of the channels.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::Conn;
use crate::error::Result;
use crate::id::LocationId;
use crate::schema::messages;
use crate::users::{Email, Phone};

use super::Progress;

/// A message that was written, with its recipient masked: whoever connects a channel need not know the people.
#[derive(Debug, Clone)]
pub struct Trace {
    pub channel: String,
    pub to: String,
    pub at: NaiveDateTime,
    pub progress: Progress,
}

impl Trace {
    /// The newest messages of a location.
    pub fn newest(location: LocationId, count: i64, db: &mut Conn) -> Result<Vec<Self>> {
        type Row = (String, String, NaiveDateTime, String, String);
        let rows: Vec<Row> = messages::table
            .filter(messages::location_id.eq(location))
            .order(messages::id.desc())
            .limit(count)
            .select((messages::channel, messages::recipient, messages::created_at, messages::state, messages::reason))
            .load(db)?;
        let traces = rows.into_iter().map(|(channel, to, at, state, reason)| Trace {
            to: if channel == "email" { Email::stored(to).masked() } else { Phone::stored(to).masked() },
            progress: Progress::stored(&state, &reason),
            channel,
            at,
        });
        Ok(traces.collect())
    }
}
