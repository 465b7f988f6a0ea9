//! Letters wait here until they are sent: written in the transaction of the deed, carried by the postman.

mod backlog;
mod letter;
mod postman;
mod progress;
mod trail;

use std::sync::Arc;

use anyhow::Context;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::channels::{Channel, Kind};
use crate::clock;
use crate::config::Config;
use crate::db::Conn;
use crate::error::Result;
use crate::id::{LocationId, MessageId};
use crate::language::Language;
use crate::schema::messages;
use crate::secrets::{Secrets, Token};
use crate::users::{Email, Phone};

pub use backlog::Backlog;
pub use letter::{Letter, RolePart};
pub use postman::{Patience, Postman};
pub use progress::Progress;
pub use trail::Trace;

/// Where letters are written: knows the installation's address and seals what it writes. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    config: Arc<Config>,
    secrets: Secrets,
    location: Option<LocationId>,
}

/// A message for a phone, as it waits for the postman.
#[derive(Debug, Serialize, Deserialize)]
struct Texted {
    text: String,
    words: Vec<String>,
}

impl Desk {
    pub fn new(config: Arc<Config>, secrets: Secrets) -> Self {
        Desk { config, secrets, location: None }
    }

    /// The same desk at a location: the postman serves locations in turn, so that none waits for another's pile.
    pub fn at(&self, location: LocationId) -> Self {
        Desk { location: Some(location), ..self.clone() }
    }

    /// A link below the configured base.
    pub fn link(&self, path: &str) -> String {
        self.config.link(path)
    }

    /// Puts a letter in the outbox. The postman stops trying at `give_up_at`.
    pub fn post(
        &self,
        to: &Email,
        language: Language,
        letter: &Letter<'_>,
        give_up_at: NaiveDateTime,
        db: &mut Conn,
    ) -> Result<MessageId> {
        let written = letter.write(language).context("a letter could not be written")?;
        let written = serde_json::to_string(&written).context("a letter could not be kept")?;
        let host = self.config.public_url.host_str().unwrap_or("localhost");
        let key = format!("<{}@{host}>", Token::new().text());
        self.put((self.location, "email", to.as_str(), 0), &key, &written, give_up_at, db)
    }

    /// Puts a message for a phone in the outbox, if the location may still send one there (security.md SF4). Its key
    /// is made now, so that a gateway can tell a second try from a second message.
    pub fn text(
        &self,
        channel: &Channel,
        to: &Phone,
        language: Language,
        letter: &Letter<'_>,
        give_up_at: NaiveDateTime,
        db: &mut Conn,
    ) -> Result<MessageId> {
        let short = letter.shorten(language).context("a text could not be written")?;
        let price = channel.rules.price * if channel.kind == Kind::Sms { short.parts } else { 1 };
        channel.allow(to, price, db)?;
        let written = serde_json::to_string(&Texted { text: short.text, words: short.words });
        let written = written.context("a text could not be kept")?;
        let place = (Some(channel.location), channel.kind.slug(), to.as_str(), price);
        self.put(place, Token::new().text(), &written, give_up_at, db)
    }

    fn put(
        &self,
        (location, channel, to, price): (Option<LocationId>, &str, &str, i64),
        key: &str,
        written: &str,
        give_up_at: NaiveDateTime,
        db: &mut Conn,
    ) -> Result<MessageId> {
        let now = clock::now();
        Ok(diesel::insert_into(messages::table)
            .values((
                messages::location_id.eq(location),
                messages::channel.eq(channel),
                messages::recipient.eq(to),
                messages::message_id.eq(key),
                messages::sealed.eq(self.secrets.seal(written)),
                messages::price.eq(price),
                messages::due_at.eq(now),
                messages::give_up_at.eq(give_up_at),
                messages::created_at.eq(now),
            ))
            .returning(messages::id)
            .get_result(db)?)
    }
}

/// What was written while the clock was ahead waits no longer than anything else (security.md R28).
pub fn bring_to_now(db: &mut Conn) -> Result<()> {
    let now = db.now()?;
    diesel::update(messages::table)
        .filter(messages::state.eq("queued").and(messages::created_at.gt(now)))
        .set((messages::created_at.eq(now), messages::due_at.eq(now)))
        .execute(db)?;
    Ok(())
}

/// Stops letters that have not left yet.
pub fn cancel(which: &[MessageId], db: &mut Conn) -> Result<()> {
    diesel::update(messages::table)
        .filter(messages::id.eq_any(which).and(messages::state.eq("queued")))
        .set((
            messages::state.eq("cancelled"),
            messages::sealed.eq(None::<Vec<u8>>),
            messages::ended_at.eq(clock::now()),
        ))
        .execute(db)?;
    Ok(())
}
