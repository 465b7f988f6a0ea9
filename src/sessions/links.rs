//! One-time sign-in links: the way back in for an owner who is locked out.

use chrono::TimeDelta;
use diesel::prelude::*;

use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::UserId;
use crate::schema::sign_in_links;
use crate::secrets::{Token, digest};

const LIFE: TimeDelta = TimeDelta::minutes(30);

/// A link that signs one person in, once, within half an hour.
pub struct SignInLink;

impl SignInLink {
    /// Makes a link and returns its token.
    pub fn make(user: UserId, db: &mut Conn) -> Result<Token> {
        let token = Token::new();
        diesel::insert_into(sign_in_links::table)
            .values((
                sign_in_links::user_id.eq(user),
                sign_in_links::token_hash.eq(token.digest()),
                sign_in_links::expires_at.eq(clock::now() + LIFE),
            ))
            .execute(db)?;
        Ok(token)
    }

    /// Whether the link still works. Looking does not use it up.
    pub fn works(token: &str, db: &mut Conn) -> Result<bool> {
        let live = sign_in_links::table
            .filter(sign_in_links::token_hash.eq(digest(token)))
            .filter(sign_in_links::used_at.is_null().and(sign_in_links::expires_at.gt(clock::now())));
        Ok(diesel::select(diesel::dsl::exists(live)).get_result(db)?)
    }

    /// Uses the link up and says who may come in.
    pub fn take(token: &str, db: &mut Conn) -> Result<UserId> {
        let now = clock::now();
        diesel::update(sign_in_links::table)
            .filter(sign_in_links::token_hash.eq(digest(token)))
            .filter(sign_in_links::used_at.is_null().and(sign_in_links::expires_at.gt(now)))
            .set(sign_in_links::used_at.eq(now))
            .returning(sign_in_links::user_id)
            .get_result(db)
            .optional()?
            .ok_or(Error::NotFound)
    }
}
