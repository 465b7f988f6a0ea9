//! Forgotten passwords: a link to the stored address, once, for half an hour (security.md SB7).

use chrono::TimeDelta;
use diesel::prelude::*;

use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::UserId;
use crate::limits::{self, Limit};
use crate::outbox::Desk;
use crate::schema::{password_resets, sessions, users};
use crate::secrets::{Token, digest};
use crate::users::{Contact, Email, User};

use super::letters::{choose_a_new_password, your_password_has_changed};

const LIFE: TimeDelta = TimeDelta::minutes(30);

/// A way to a new password.
pub struct Reset;

impl Reset {
    /// Writes to whoever has an account with this address; to anybody else it does nothing that could be seen.
    pub fn ask(email: &Email, desk: &Desk, db: &mut Conn) -> Result<()> {
        let often = Limit::new(&format!("reset {}", email.as_str()), 3, TimeDelta::minutes(15));
        match limits::count(&[often], db) {
            Err(Error::TooMany(_)) => return Ok(()),
            other => other?,
        };
        let Some(known) = User::by_contact(&Contact::Email(email.clone()), db)? else {
            return Ok(());
        };
        diesel::delete(password_resets::table.filter(password_resets::user_id.eq(known.id))).execute(db)?;
        let token = Token::new();
        let expires_at = clock::now() + LIFE;
        diesel::insert_into(password_resets::table)
            .values((
                password_resets::user_id.eq(known.id),
                password_resets::token_hash.eq(token.digest()),
                password_resets::expires_at.eq(expires_at),
            ))
            .execute(db)?;
        let name = User::name_of(known.id, db)?;
        let link = desk.link(&format!("/new-password/{}", token.text()));
        desk.post(email, User::language(known.id, db)?, &choose_a_new_password(&name, link), expires_at, db)?;
        Ok(())
    }

    /// Whose password the link is for. Looking does not use it up.
    pub fn of(token: &str, db: &mut Conn) -> Result<(UserId, String)> {
        Ok(password_resets::table
            .inner_join(users::table)
            .filter(password_resets::token_hash.eq(digest(token)))
            .filter(password_resets::used_at.is_null().and(password_resets::expires_at.gt(clock::now())))
            .select((password_resets::user_id, users::name))
            .first(db)?)
    }

    /// Uses the link up: the password is new, every session is over, and the person is told.
    pub fn take(token: &str, password_hash: &str, desk: &Desk, db: &mut Conn) -> Result<()> {
        let now = clock::now();
        let user: UserId = diesel::update(password_resets::table)
            .filter(password_resets::token_hash.eq(digest(token)))
            .filter(password_resets::used_at.is_null().and(password_resets::expires_at.gt(now)))
            .set(password_resets::used_at.eq(now))
            .returning(password_resets::user_id)
            .get_result(db)?;
        change_password(user, password_hash, desk, db)
    }
}

/// A new password ends every session and every link to another one, and its owner is told.
pub fn change_password(user: UserId, password_hash: &str, desk: &Desk, db: &mut Conn) -> Result<()> {
    User::set_password(user, password_hash, db)?;
    diesel::delete(password_resets::table.filter(password_resets::user_id.eq(user))).execute(db)?;
    diesel::delete(sessions::table.filter(sessions::user_id.eq(user))).execute(db)?;
    if let Some(email) = User::email_of(user, db)? {
        let name = User::name_of(user, db)?;
        let letter = your_password_has_changed(&name, desk.link("/forgotten"));
        desk.post(&email, User::language(user, db)?, &letter, clock::now() + TimeDelta::days(2), db)?;
    }
    Ok(())
}
