//! The postman: leases what is due, carries it, and says truthfully how it went.

use std::time::Duration;

use anyhow::Context;
use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::{AsyncSmtpTransportBuilder, PoolConfig};
use lettre::{AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use crate::clock;
use crate::config::Config;
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::id::MessageId;
use crate::schema::messages;
use crate::secrets::Secrets;

use super::letter::Written;

const LEASE: TimeDelta = TimeDelta::seconds(60);
const ROUND: Duration = Duration::from_millis(500);
const AT_ONCE: i64 = 10;
const MOST_ATTEMPTS: i32 = 12;

/// Carries letters from the outbox to the mail server, or to a folder where there is none.
pub struct Postman {
    db: Db,
    secrets: Secrets,
    sender: Mailbox,
    channel: Channel,
}

enum Channel {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(AsyncFileTransport<Tokio1Executor>),
}

struct Claimed {
    id: MessageId,
    recipient: String,
    message_id: String,
    sealed: Vec<u8>,
    attempts: i32,
    give_up_at: NaiveDateTime,
}

enum Outcome {
    Done(&'static str),
    Later(String),
    Never(String),
}

impl Postman {
    pub fn new(config: &Config, secrets: Secrets, db: Db) -> anyhow::Result<Self> {
        let channel = match smtp(config)? {
            Some(server) => Channel::Smtp(
                server.timeout(Some(Duration::from_secs(30))).pool_config(PoolConfig::new().max_size(2)).build(),
            ),
            None => {
                let folder = config.mail_folder();
                std::fs::create_dir_all(&folder)
                    .with_context(|| format!("The mail folder {} cannot be made", folder.display()))?;
                Channel::Folder(AsyncFileTransport::new(folder))
            }
        };
        Ok(Postman { db, secrets, sender: sender(config)?, channel })
    }

    /// Whether the settings of mail can be understood, before anything is made.
    pub fn check(config: &Config) -> anyhow::Result<()> {
        smtp(config)?;
        sender(config).map(drop)
    }

    /// Whether the mail server answers, for the doctor.
    pub async fn is_welcome(&self) -> bool {
        match &self.channel {
            Channel::Smtp(server) => server.test_connection().await.unwrap_or(false),
            Channel::Folder(_) => true,
        }
    }

    /// Goes round until the process ends.
    pub async fn walk(self) {
        loop {
            match self.round().await {
                Ok(0) => tokio::time::sleep(ROUND).await,
                Ok(_) => {}
                Err(error) => {
                    tracing::error!(%error, "the postman could not look into the outbox");
                    tokio::time::sleep(ROUND * 10).await;
                }
            }
        }
    }

    /// Takes what is due and carries it. Returns how many letters it took.
    pub async fn round(&self) -> Result<usize> {
        let claimed = self.db.write(claim).await?;
        let taken = claimed.len();
        for letter in claimed {
            let outcome = self.carry(&letter).await;
            self.db.write(move |db| note(&letter, outcome, db)).await?;
        }
        Ok(taken)
    }

    async fn carry(&self, letter: &Claimed) -> Outcome {
        let message = match self.unfold(letter) {
            Ok(message) => message,
            Err(cause) => return Outcome::Never(format!("The letter cannot be read: {cause}")),
        };
        match &self.channel {
            Channel::Folder(folder) => match folder.send(message).await {
                Ok(_) => Outcome::Done("filed"),
                Err(cause) => Outcome::Later(format!("The mail folder cannot be written to: {cause}")),
            },
            Channel::Smtp(server) => match server.send(message).await {
                Ok(_) => Outcome::Done("sent"),
                Err(cause) if cause.is_permanent() => Outcome::Never(format!("The mail server refused it: {cause}")),
                Err(cause) => Outcome::Later(format!("The mail server did not take it yet: {cause}")),
            },
        }
    }

    fn unfold(&self, letter: &Claimed) -> anyhow::Result<Message> {
        let text = self.secrets.unseal(&letter.sealed).context("it was sealed with another key")?;
        let written: Written = serde_json::from_str(&text)?;
        Ok(Message::builder()
            .from(self.sender.clone())
            .to(Mailbox::new(None, letter.recipient.parse()?))
            .subject(written.subject)
            .message_id(Some(letter.message_id.clone()))
            .multipart(MultiPart::alternative_plain_html(written.text, written.html))?)
    }
}

/// Leases what is due, and counts the attempt before it is made.
fn claim(db: &mut Conn) -> Result<Vec<Claimed>> {
    type Row = (MessageId, String, String, Option<Vec<u8>>, i32, NaiveDateTime);
    let now = clock::now();
    let columns = (
        messages::id,
        messages::recipient,
        messages::message_id,
        messages::sealed,
        messages::attempts,
        messages::give_up_at,
    );
    let due = messages::table
        .filter(messages::state.eq("queued").and(messages::due_at.le(now)))
        .filter(messages::leased_until.is_null().or(messages::leased_until.lt(now)))
        .order((messages::due_at, messages::id))
        .limit(AT_ONCE)
        .select(columns);
    let rows: Vec<Row> = match db {
        Conn::Sqlite(db) => due.load(db)?,
        Conn::Postgres(db) => due.for_update().skip_locked().load(db)?,
    };
    let ids: Vec<MessageId> = rows.iter().map(|row| row.0).collect();
    if !ids.is_empty() {
        diesel::update(messages::table.filter(messages::id.eq_any(ids)))
            .set((messages::leased_until.eq(now + LEASE), messages::attempts.eq(messages::attempts + 1)))
            .execute(db)?;
    }
    Ok(rows
        .into_iter()
        .map(|(id, recipient, message_id, sealed, attempts, give_up_at)| Claimed {
            id,
            recipient,
            message_id,
            sealed: sealed.unwrap_or_default(),
            attempts: attempts + 1,
            give_up_at,
        })
        .collect())
}

fn note(letter: &Claimed, outcome: Outcome, db: &mut Conn) -> Result<()> {
    let now = clock::now();
    let row = messages::table.find(letter.id);
    let (state, reason) = match outcome {
        Outcome::Done(state) => (state, String::new()),
        Outcome::Never(reason) => ("failed", reason),
        Outcome::Later(reason) => {
            let due_at = now + pause(letter.attempts);
            if due_at < letter.give_up_at && letter.attempts < MOST_ATTEMPTS {
                diesel::update(row)
                    .set((
                        messages::due_at.eq(due_at),
                        messages::leased_until.eq(None::<NaiveDateTime>),
                        messages::reason.eq(reason),
                    ))
                    .execute(db)?;
                return Ok(());
            }
            ("failed", reason)
        }
    };
    if state == "failed" {
        tracing::warn!(message = letter.id.0, attempts = letter.attempts, "a letter was given up");
    }
    diesel::update(row)
        .set((
            messages::state.eq(state),
            messages::reason.eq(reason),
            messages::sealed.eq(None::<Vec<u8>>),
            messages::ended_at.eq(now),
        ))
        .execute(db)?;
    Ok(())
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

fn smtp(config: &Config) -> anyhow::Result<Option<AsyncSmtpTransportBuilder>> {
    let server = config.smtp_url.as_deref().map(AsyncSmtpTransport::<Tokio1Executor>::from_url).transpose();
    server.context("PARLOUR_SMTP_URL must look like smtp://user:pass@host:587?tls=required")
}

fn sender(config: &Config) -> anyhow::Result<Mailbox> {
    config.sender().parse().context("PARLOUR_MAIL_FROM must look like Parlour <no-reply@salon.example>")
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
