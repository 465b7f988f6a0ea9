//! The postman: a lane for each channel, so that none waits for another; each leases what is due and carries it.

mod claiming;
mod lane;
mod mail;
mod noting;
mod texts;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::channels::{Gateway, Kind, Reach};
use crate::clock;
use crate::config::Config;
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::id::MessageId;
use crate::secrets::Secrets;

use super::Desk;
use claiming::Claimed;
use lane::{Lane, WIDTH};
use mail::Mail;
use noting::Outcome;

const ROUND: Duration = Duration::from_millis(500);

/// How long what is on its way may still take when the house closes.
const GRACE: Duration = Duration::from_secs(4);

/// Who is told that a message was given up.
pub type Undelivered = fn(MessageId, &Desk, &mut Conn) -> Result<()>;

/// How long the postman waits for one message (security.md R6).
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    pub mail: Duration,
    pub gateway: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Patience { mail: Duration::from_secs(30), gateway: Duration::from_secs(15) }
    }
}

/// Carries messages from the outbox to mail server, gateways and, where there is no mail server, a folder.
#[derive(Clone)]
pub struct Postman(Arc<Office>);

struct Office {
    db: Db,
    secrets: Secrets,
    mail: Mail,
    gateway: Gateway,
    lanes: [Lane; 3],
    undelivered: Option<(Desk, Undelivered)>,
}

impl Postman {
    pub fn new(config: &Config, secrets: Secrets, db: Db, patience: Patience) -> anyhow::Result<Self> {
        Ok(Self::of(Office {
            db,
            secrets,
            mail: Mail::new(config, patience.mail)?,
            gateway: Gateway::new(Reach::from(&config.public_url), patience.gateway),
            lanes: [Lane::new(None), Lane::new(Some(Kind::Sms)), Lane::new(Some(Kind::Chatbot))],
            undelivered: None,
        }))
    }

    fn of(office: Office) -> Self {
        Postman(Arc::new(office))
    }

    /// Tells somebody about every message that is given up, in the transaction that gives it up.
    pub fn telling(self, desk: Desk, undelivered: Undelivered) -> Self {
        match Arc::try_unwrap(self.0) {
            Ok(office) => Self::of(Office { undelivered: Some((desk, undelivered)), ..office }),
            Err(busy) => Postman(busy),
        }
    }

    /// Whether the settings of mail can be understood, before anything is made.
    pub fn check(config: &Config) -> anyhow::Result<()> {
        Mail::check(config)
    }

    /// Whether the mail server answers, for the doctor.
    pub async fn is_welcome(config: &Config, patience: Patience) -> anyhow::Result<bool> {
        Ok(Mail::new(config, patience.mail)?.is_welcome().await)
    }

    /// Goes round until the house closes, and gives back what has not left by then.
    pub async fn walk(self, closing: watch::Receiver<bool>) {
        let mut lanes = JoinSet::new();
        for number in 0..self.0.lanes.len() {
            lanes.spawn(self.clone().walk_lane(number, closing.clone()));
        }
        while lanes.join_next().await.is_some() {}
    }

    async fn walk_lane(self, number: usize, mut closing: watch::Receiver<bool>) {
        let mut carrying = JoinSet::new();
        while !*closing.borrow() {
            while carrying.try_join_next().is_some() {}
            let taken = match self.take(number, WIDTH - carrying.len()).await {
                Ok(taken) => taken,
                Err(error) => {
                    tracing::error!(%error, "the postman could not look into the outbox");
                    tokio::time::sleep(ROUND * 10).await;
                    continue;
                }
            };
            let is_idle = taken.is_empty();
            for message in taken {
                carrying.spawn(self.clone().deliver(number, message));
            }
            tokio::select! {
                _ = tokio::time::sleep(ROUND), if is_idle => {}
                Some(_) = carrying.join_next() => {}
                _ = closing.changed() => {}
            }
        }
        let _ = tokio::time::timeout(GRACE, async { while carrying.join_next().await.is_some() {} }).await;
        carrying.shutdown().await;
        let held: Vec<MessageId> = self.0.lanes[number].held().into_keys().collect();
        if let Err(error) = self.0.db.write(move |db| claiming::give_back(&held, db)).await {
            tracing::warn!(%error, "leases could not be given back; they end by themselves");
        }
    }

    /// One round through every lane. Returns how many messages were taken.
    pub async fn round(&self) -> Result<usize> {
        let mut carrying = JoinSet::new();
        for number in 0..self.0.lanes.len() {
            for message in self.take(number, WIDTH).await? {
                carrying.spawn(self.clone().deliver(number, message));
            }
        }
        let taken = carrying.len();
        while carrying.join_next().await.is_some() {}
        Ok(taken)
    }

    async fn take(&self, number: usize, room: usize) -> Result<Vec<Claimed>> {
        let lane = &self.0.lanes[number];
        let kind = lane.kind;
        if room == 0 || lane.rests() || !self.0.db.read(move |db| claiming::has_any(kind, db)).await? {
            return Ok(Vec::new());
        }
        let (last, held) = (lane.last(), lane.held());
        let taken = self.0.db.write(move |db| claiming::claim(kind, last, room, held, db)).await?;
        lane.took(&taken);
        Ok(taken)
    }

    async fn deliver(self, number: usize, message: Claimed) {
        let lane = &self.0.lanes[number];
        let id = message.id;
        let outcome = match message.is_over(clock::now()) {
            Some(why) => Outcome::Never(why),
            None => self.carry(&message).await,
        };
        if lane.kind.is_none() {
            lane.learn(&outcome);
        }
        // Whoever has carried a letter says so, or it is carried twice.
        for _ in 0..3 {
            let (office, message, outcome) = (self.0.clone(), message.clone(), outcome.clone());
            match self.0.db.write(move |db| office.note(&message, outcome, db)).await {
                Ok(()) => break,
                Err(error) => {
                    tracing::error!(%error, message = id.0, "the postman could not write down how it went");
                    tokio::time::sleep(ROUND).await;
                }
            }
        }
        lane.put_down(id);
    }

    async fn carry(&self, message: &Claimed) -> Outcome {
        let Some(text) = self.0.secrets.unseal(&message.sealed) else {
            return Outcome::Never("The message cannot be read: it was sealed with another key.".into());
        };
        match message.kind {
            None => self.0.mail.carry(message, &text).await,
            Some(kind) => self.0.carry_text(kind, message, &text).await,
        }
    }
}
