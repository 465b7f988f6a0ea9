//! Letters wait here until they are sent: written in the transaction of the deed, carried by the postman.

mod letter;
mod postman;

use std::sync::Arc;

use anyhow::Context;
use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::clock;
use crate::config::Config;
use crate::db::Conn;
use crate::error::Result;
use crate::id::MessageId;
use crate::language::Language;
use crate::schema::messages;
use crate::secrets::{Secrets, Token};
use crate::users::Email;

pub use letter::Letter;
pub use postman::Postman;

/// Where letters are written: knows the installation's address and seals what it writes. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    config: Arc<Config>,
    secrets: Secrets,
}

impl Desk {
    pub fn new(config: Arc<Config>, secrets: Secrets) -> Self {
        Desk { config, secrets }
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
        let now = clock::now();
        Ok(diesel::insert_into(messages::table)
            .values((
                messages::recipient.eq(to.as_str()),
                messages::message_id.eq(format!("<{}@{host}>", Token::new().text())),
                messages::sealed.eq(self.secrets.seal(&written)),
                messages::due_at.eq(now),
                messages::give_up_at.eq(give_up_at),
                messages::created_at.eq(now),
            ))
            .returning(messages::id)
            .get_result(db)?)
    }
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

/// How a letter is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    Queued,
    Sent,
    /// Kept as a file, because there is no mail server.
    Filed,
    Failed(String),
    Cancelled,
}

impl Progress {
    pub fn stored(state: &str, reason: &str) -> Self {
        match state {
            "sent" => Progress::Sent,
            "filed" => Progress::Filed,
            "failed" => Progress::Failed(reason.to_owned()),
            "cancelled" => Progress::Cancelled,
            _ => Progress::Queued,
        }
    }
}
