//! The second factor: a code from a device that only its owner holds (RFC 6238: SHA-1, six digits, 30 seconds).

use anyhow::Context;
use chrono::TimeDelta;
use diesel::prelude::*;
use totp_rs::{Algorithm, Builder, Secret, Totp};

use crate::access::Asking;
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, OnUnique, Result};
use crate::id::UserId;
use crate::limits::{self, Counted, Limit};
use crate::outbox::Desk;
use crate::schema::second_factors;
use crate::secrets::{Secrets, random};
use crate::users::User;

use super::news::{News, tell};
use super::recovery;

/// What the secrets of second factors are sealed for.
const PURPOSE: &str = "second factor";

/// A code counts one step of 30 seconds earlier and later, because clocks differ.
const SKEW: u16 = 1;

/// How far somebody has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecondFactor {
    Off,
    /// Begun: the secret is known to the device, and a first code has to prove it.
    Begun(Key),
    On,
}

/// What the device has to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// In groups of four, for typing.
    pub fn in_groups(&self) -> String {
        let letters: Vec<char> = self.0.chars().collect();
        letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ")
    }

    /// What the drawing says to the device.
    pub fn url(&self, login: &str) -> String {
        let login: String = url::form_urlencoded::byte_serialize(login.as_bytes()).collect();
        let label = login.replace('+', "%20");
        format!("otpauth://totp/Parlour:{label}?secret={}&issuer=Parlour&algorithm=SHA1&digits=6&period=30", self.0)
    }

    /// The step in which this code is right, if there is one.
    fn step_of(&self, code: &str) -> Result<Option<i64>> {
        let secret = Secret::try_from_base32(&self.0).map_err(|cause| anyhow::anyhow!("{cause:?}"))?;
        let totp: Totp = Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_step_duration(30)
            .with_skew(SKEW)
            .with_secret(secret)
            .build()
            .map_err(|cause| anyhow::anyhow!("{cause:?}"))?;
        Ok(totp.check(code, clock::now().and_utc().timestamp() as u64).map(|step| step as i64))
    }
}

impl SecondFactor {
    pub fn of(user: UserId, secrets: &Secrets, db: &mut Conn) -> Result<Self> {
        let row: Option<(Vec<u8>, bool)> = second_factors::table
            .filter(second_factors::user_id.eq(user))
            .select((second_factors::sealed, second_factors::confirmed_at.is_not_null()))
            .first(db)
            .optional()?;
        Ok(match row {
            None => SecondFactor::Off,
            Some((_, true)) => SecondFactor::On,
            Some((sealed, false)) => match secrets.unseal_for(PURPOSE, &sealed) {
                Some(secret) => SecondFactor::Begun(Key(secret)),
                None => SecondFactor::Off,
            },
        })
    }

    pub fn is_on(user: UserId, db: &mut Conn) -> Result<bool> {
        let on = second_factors::table
            .filter(second_factors::user_id.eq(user).and(second_factors::confirmed_at.is_not_null()));
        Ok(diesel::select(diesel::dsl::exists(on)).get_result(db)?)
    }

    /// Makes a secret. It opens and closes nothing until a first code has confirmed it.
    pub fn begin(by: &Asking, secrets: &Secrets, db: &mut Conn) -> Result<()> {
        if Self::is_on(by.user(), db)? {
            return Err(Error::Conflict(
                "Your second factor is on already. Turn it off first to use another device.".into(),
            ));
        }
        diesel::delete(second_factors::table)
            .filter(second_factors::user_id.eq(by.user()).and(second_factors::confirmed_at.is_null()))
            .execute(db)?;
        let secret = Secret::new(Box::new(random::<20>())).to_base32();
        diesel::insert_into(second_factors::table)
            .values((
                second_factors::user_id.eq(by.user()),
                second_factors::sealed.eq(secrets.seal_for(PURPOSE, &secret)),
                second_factors::created_at.eq(clock::now()),
            ))
            .execute(db)
            .on_unique(|| Error::Conflict("You are setting it up in another window already. Go on there.".into()))?;
        Ok(())
    }

    /// The first code turns the second factor on and gives the recovery codes, which are never shown again.
    pub fn turn_on(by: &Asking, code: &str, secrets: &Secrets, desk: &Desk, db: &mut Conn) -> Result<Vec<String>> {
        let SecondFactor::Begun(key) = Self::of(by.user(), secrets, db)? else {
            return Err(Error::Conflict("There is nothing to confirm. Begin again.".into()));
        };
        let wrong = || Error::on("code", "This code is not right. Enter the six digits the app shows now");
        let step = key.step_of(&digits(code))?.ok_or_else(wrong)?;
        let confirmed = diesel::update(second_factors::table)
            .filter(second_factors::user_id.eq(by.user()).and(second_factors::confirmed_at.is_null()))
            .set((second_factors::confirmed_at.eq(clock::now()), second_factors::last_step.eq(step)))
            .execute(db)?;
        if confirmed == 0 {
            return Err(Error::Conflict("Your second factor is on already.".into()));
        }
        tell(by.user(), News::SecondFactorOn, desk, db)?;
        recovery::renew(by.user(), secrets, db)
    }

    /// New recovery codes; those given before open nothing any more.
    pub fn renew_codes(by: &Asking, secrets: &Secrets, db: &mut Conn) -> Result<Vec<String>> {
        if !Self::is_on(by.user(), db)? {
            return Err(Error::Conflict("Your second factor is off. Turn it on first.".into()));
        }
        recovery::renew(by.user(), secrets, db)
    }

    /// Off again; the person is told.
    pub fn turn_off(user: UserId, news: News<'_>, desk: &Desk, db: &mut Conn) -> Result<()> {
        let was_on = Self::is_on(user, db)?;
        diesel::delete(second_factors::table.filter(second_factors::user_id.eq(user))).execute(db)?;
        recovery::forget(user, db)?;
        if was_on { tell(user, news, desk, db) } else { Ok(()) }
    }

    /// Uses up a code of the device, or a recovery code. Of many who use the same at once, one succeeds (SB10).
    pub fn spend(user: UserId, code: &str, secrets: &Secrets, desk: &Desk, db: &mut Conn) -> Result<bool> {
        let digits = digits(code);
        if digits.len() != 6 || digits.chars().any(|c| !c.is_ascii_digit()) {
            return recovery::spend(user, code, secrets, desk, db);
        }
        let sealed: Option<Vec<u8>> = second_factors::table
            .filter(second_factors::user_id.eq(user).and(second_factors::confirmed_at.is_not_null()))
            .select(second_factors::sealed)
            .first(db)
            .optional()?;
        let Some(sealed) = sealed else { return Ok(false) };
        let secret = secrets.unseal_for(PURPOSE, &sealed).context("a second factor was sealed with another key")?;
        let Some(step) = Key(secret).step_of(&digits)? else { return Ok(false) };
        let moved = diesel::update(second_factors::table)
            .filter(second_factors::user_id.eq(user).and(second_factors::last_step.lt(step)))
            .set(second_factors::last_step.eq(step))
            .execute(db)?;
        Ok(moved == 1)
    }

    /// Five wrong codes in a quarter of an hour from one place, twenty an hour for one person, then a wait.
    pub fn count_try(user: UserId, address: &str, db: &mut Conn) -> Result<Counted> {
        let tries = [
            Limit::new(&format!("code of user {user} from {address}"), 5, TimeDelta::minutes(15)),
            Limit::new(&format!("code of user {user}"), 20, TimeDelta::hours(1)),
        ];
        limits::count(&tries, db)
    }

    /// What the person signs in with: so that the device can name the account.
    pub fn label(by: &Asking, db: &mut Conn) -> Result<String> {
        Ok(User::logins_of(by.user(), db)?.into_iter().next().unwrap_or_else(|| by.who().to_owned()))
    }
}

/// Codes are shown in groups, and typed with or without the gap.
fn digits(code: &str) -> String {
    code.chars().filter(|c| !c.is_whitespace() && *c != '-').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_device_learns_whose_account_it_is_and_the_key_can_be_typed() {
        let key = Key("ABCDEFGHIJKLMNOP".into());

        assert_eq!(key.in_groups(), "ABCD EFGH IJKL MNOP");
        assert!(key.url("+351 912@x.test").starts_with("otpauth://totp/Parlour:%2B351%20912%40x.test?secret=ABCDEFGH"));
    }
}
