//! What the house does of itself, every minute: reminds, warns, and ends what has run out.

use std::time::{Duration, Instant};

use chrono::TimeDelta;

use crate::access::{Access, EndsSoon};
use crate::backup::{Nightly, in_units};
use crate::clients;
use crate::clock;
use crate::db::{Conn, Db, LONG};
use crate::error::{Result, sentence};
use crate::invitations::Invitation;
use crate::limits;
use crate::outbox::{self, Desk, Letter};
use crate::users::User;
use crate::verify;

const PAUSE: Duration = Duration::from_secs(60);

/// How often the house looks whether its data is whole, and its activity log as it was written (security.md R14, SH2).
const VERIFYING: Duration = Duration::from_secs(24 * 60 * 60);

/// How long it waits after a backup that failed.
const AFTER_FAILING: Duration = Duration::from_secs(60 * 60);

/// The chores of a house. Every instance may do them: whatever one has taken, no other takes again.
pub struct Chores {
    pub db: Db,
    pub desk: Desk,
    /// Where the copies of the nights are made, if anywhere.
    pub nightly: Option<Nightly>,
}

impl Chores {
    /// Goes round until the process ends.
    pub async fn walk(self) {
        let mut verified: Option<Instant> = None;
        // Whoever opened the file has begun to look through it.
        let mut examined = Instant::now();
        let mut failed: Option<Instant> = None;
        loop {
            if let Err(error) = self.round().await {
                tracing::error!(%error, "a chore was not done");
            }
            if verified.is_none_or(|at| at.elapsed() >= VERIFYING) {
                verified = Some(Instant::now());
                if let Err(error) = self.verify().await {
                    tracing::error!(%error, "the activity log could not be verified");
                }
            }
            if examined.elapsed() >= VERIFYING {
                examined = Instant::now();
                if let Err(error) = self.db.examine().await {
                    tracing::error!(%error, "the file of the database could not be looked at");
                }
            }
            if let Err(error) = self.watch_write_ahead().await {
                tracing::warn!(%error, "the write-ahead log could not be cut");
            }
            if failed.is_none_or(|at| at.elapsed() >= AFTER_FAILING) {
                failed = (!self.back_up().await).then(Instant::now);
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    pub async fn round(&self) -> Result<()> {
        let (remind, warn) = (self.desk.clone(), self.desk.clone());
        self.db.write(move |db| Invitation::remind_before_the_end(&remind, db)).await?;
        self.db.write(Access::end_overdue).await?;
        self.db.write(clients::forget_habits).await?;
        self.db.write(limits::forget).await?;
        self.db.write(outbox::bring_to_now).await?;
        self.db.write(move |db| warn_before_the_end(&warn, db)).await
    }

    /// Cuts a write-ahead log that has become long, and says loudly where that is not possible (security.md R12).
    pub async fn watch_write_ahead(&self) -> Result<Option<String>> {
        let Some((was, now)) = self.db.cut_write_ahead().await? else { return Ok(None) };
        let (before, after) = (in_units(was), in_units(now));
        if now < LONG {
            tracing::info!("the write-ahead log of the database was {before} long, and was cut");
            return Ok(None);
        }
        let warning = format!(
            "The write-ahead log of the database is {after} long and cannot be cut: somebody has read from the file \
             without an end. Look for a program that holds it open, or start Parlour anew."
        );
        tracing::warn!("{warning}");
        Ok(Some(warning))
    }

    /// Makes the copy of this night, if one is due. False when it could not be made.
    pub async fn back_up(&self) -> bool {
        let Some(nightly) = self.nightly.clone() else { return true };
        match tokio::task::spawn_blocking(move || nightly.make(clock::now())).await.map_err(anyhow::Error::from) {
            Ok(Ok(Some(file))) => tracing::info!(file = %file.display(), "backed up"),
            Ok(Ok(None)) => {}
            Ok(Err(problem)) | Err(problem) => {
                tracing::error!(problem = sentence(&problem), "the nightly backup was not made");
                return false;
            }
        }
        true
    }

    /// Walks over the activity log, and says loudly what is wrong with it.
    pub async fn verify(&self) -> Result<Vec<String>> {
        let (faults, _) = self.db.read(verify::faults).await?;
        for fault in &faults {
            tracing::error!(%fault, "the activity log was tampered with");
        }
        Ok(faults)
    }
}

fn warn_before_the_end(desk: &Desk, db: &mut Conn) -> Result<()> {
    for ending in EndsSoon::take(db)? {
        let Some(email) = User::email_of(ending.user, db)? else { continue };
        let letter = Letter::new("access-ends-soon")
            .with("name", &ending.name)
            .with("location", &ending.location.name)
            .with_day("day", ending.on);
        let language = User::language(ending.user, db)?;
        desk.post(&email, language, &letter, clock::now() + TimeDelta::days(2), db)?;
    }
    Ok(())
}
