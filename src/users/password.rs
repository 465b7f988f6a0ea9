//! Passwords: what is strong enough, and how they are kept (security.md, Passwords).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha384;
use tokio::sync::{Semaphore, SemaphorePermit};
use unicode_normalization::UnicodeNormalization;

use crate::error::{Error, Result};
use crate::secrets::Secrets;

const SHORTEST: usize = 10;
const LONGEST_BYTES: usize = 1024;

/// The least strength of a new password (security.md SB4).
const STRONG_ENOUGH: u8 = 3;

/// What stands behind the cost in the hash of a password that nobody has: an unknown name is checked against it, so that
/// it takes as long as a known one.
const NOBODY: &str = "wFZzLcVS4w2c3xO1bFDGmOQUaqWY6gd6Xy8dXoGJQ0VJmR2C4gQ3C";

/// Hashes and checks passwords, a few at a time: a flood of sign-ins must not starve the pages.
pub struct Passwords {
    secrets: Secrets,
    cost: u32,
    nobody: String,
    turns: Semaphore,
    queue: Semaphore,
}

/// A place among those whose password is hashed next, until it was.
pub struct Place<'a> {
    passwords: &'a Passwords,
    _held: SemaphorePermit<'a>,
}

/// How many may wait for their turn before the house says it is full (security.md SB6).
const QUEUE: usize = 24;

impl Passwords {
    pub fn new(secrets: Secrets, cost: u32) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Passwords {
            nobody: format!("$2b${cost:02}${NOBODY}"),
            secrets,
            cost,
            turns: Semaphore::new((cores - 1).max(1)),
            queue: Semaphore::new(QUEUE),
        }
    }

    /// The text that is stored for a password.
    pub async fn hash(&self, password: &str) -> Result<String> {
        let peppered = pepper(&self.secrets.peppers()[0], password);
        let cost = self.cost;
        self.place()?.turn(move || bcrypt::non_truncating_hash(peppered, cost)).await
    }

    /// A place in the queue; `Busy` when it is full. Whoever writes something down before a password is checked takes one
    /// first, so that a flood is sent away before it reaches the database.
    pub fn place(&self) -> Result<Place<'_>> {
        let held = self.queue.try_acquire().map_err(|_| Error::Busy)?;
        Ok(Place { passwords: self, _held: held })
    }

    /// `hash` for callers that may block: commands and tests.
    pub fn hash_now(&self, password: &str) -> Result<String> {
        bcrypt::non_truncating_hash(pepper(&self.secrets.peppers()[0], password), self.cost)
            .map_err(|cause| Error::Broken(cause.into()))
    }

    /// Whether a stored hash is cheaper than the installation asks for today.
    pub fn is_outdated(&self, stored: &str) -> bool {
        stored.split('$').nth(2).and_then(|cost| cost.parse().ok()).is_none_or(|cost: u32| cost < self.cost)
    }
}

impl Place<'_> {
    /// Whether the password is right. Takes as long for a name that nobody has.
    pub async fn check(self, password: &str, stored: Option<&str>) -> Result<bool> {
        let Passwords { secrets, nobody, .. } = self.passwords;
        let stored = stored.unwrap_or(nobody).to_owned();
        let known = stored != *nobody;
        let candidates: Vec<_> = secrets.peppers().iter().map(|key| pepper(key, password)).collect();
        let right = self
            .turn(move || {
                candidates
                    .iter()
                    .try_fold(false, |right, candidate| Ok(right || bcrypt::non_truncating_verify(candidate, &stored)?))
            })
            .await?;
        Ok(right && known)
    }

    async fn turn<T: Send + 'static>(
        self,
        job: impl FnOnce() -> bcrypt::BcryptResult<T> + Send + 'static,
    ) -> Result<T> {
        let _turn = self.passwords.turns.acquire().await.map_err(|_| Error::Busy)?;
        tokio::task::spawn_blocking(job)
            .await
            .map_err(|panic| Error::Broken(panic.into()))?
            .map_err(|cause| Error::Broken(cause.into()))
    }
}

/// 64 ASCII characters for any password, so that bcrypt's limit of 72 bytes cuts nothing off.
fn pepper(key: &[u8], password: &str) -> String {
    let mut mac = <Hmac<Sha384>>::new_from_slice(key).unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"));
    mac.update(password.nfc().collect::<String>().as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

/// Why a new password is too weak, as the sentence beside the field. `about` is what a guesser would try first.
pub fn weakness(password: &str, about: &[&str]) -> Option<String> {
    if password.chars().count() < SHORTEST {
        return Some(format!("Choose a password with at least {SHORTEST} characters"));
    }
    if password.len() > LONGEST_BYTES {
        return Some(format!("Choose a password with at most {LONGEST_BYTES} bytes"));
    }
    (strength(password, about) < STRONG_ENOUGH).then(|| {
        "Choose a password that is harder to guess. A few words that do not belong together work well".to_owned()
    })
}

/// From 0, guessed at once, to 4 (zxcvbn).
pub fn strength(password: &str, about: &[&str]) -> u8 {
    let words = about.iter().flat_map(|text| text.split([' ', '@', '.']).chain([*text]));
    let known: Vec<String> = words.chain(["parlour"]).map(str::to_lowercase).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    // Judging takes longer than linear time, and a hundred characters tell enough.
    let judged: String = password.chars().take(100).collect();
    zxcvbn::zxcvbn(&judged, &known).score().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sb4_weak_passwords_are_refused_with_a_reason() {
        for weak in ["short", "password12", "1234567890", "aaaaaaaaaaaa", "boris@new.test", "parlour2026"] {
            assert!(weakness(weak, &["Boris Petrov", "boris@new.test"]).is_some(), "{weak}");
        }
        for strong in ["four plum mirrors hum", "Жж9-кресло-облако", "correct horse battery"] {
            assert_eq!(weakness(strong, &["Boris Petrov"]), None, "{strong}");
        }
    }

    #[test]
    fn sb1_a_name_that_nobody_has_is_checked_like_any_other() {
        let stored = format!("$2b$04${NOBODY}");

        assert_eq!(bcrypt::non_truncating_verify("four plum mirrors hum", &stored).ok(), Some(false));
    }

    #[test]
    fn sb3_no_part_of_a_long_password_is_cut_off() {
        let key = [7; 32];
        let long = "Ж".repeat(64);

        assert_eq!(pepper(&key, &long).len(), 64);
        assert_ne!(pepper(&key, &long), pepper(&key, &"Ж".repeat(63)));
        assert_eq!(pepper(&key, "e\u{301}tude des miroirs"), pepper(&key, "étude des miroirs"));
    }
}
