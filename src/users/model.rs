//! Accounts and the contacts that let them in.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::clock;
use crate::db::Conn;
use crate::error::{Error, OnUnique, Result};
use crate::id::UserId;
use crate::language::Language;
use crate::schema::{contacts, users};

use super::contact::{Contact, Email};
use super::theme::Theme;

/// The version of the user agreement and the privacy policy that new users accept.
pub const TERMS: &str = "2026-11-26";

/// A login account.
pub struct User;

/// Somebody who is about to get an account.
#[derive(Debug)]
pub struct NewUser<'a> {
    pub name: &'a str,
    pub password_hash: &'a str,
    pub consent: Option<Consent<'a>>,
}

/// What was agreed to, and from where. News are a choice of their own.
#[derive(Debug)]
pub struct Consent<'a> {
    pub address: &'a str,
    pub wants_news: bool,
}

/// An account that a login name belongs to.
#[derive(Debug, Clone)]
pub struct Known {
    pub id: UserId,
    pub password_hash: Option<String>,
}

impl User {
    pub fn register(new: &NewUser<'_>, db: &mut Conn) -> Result<UserId> {
        let now = clock::now();
        let consent = new.consent.as_ref();
        Ok(diesel::insert_into(users::table)
            .values((
                users::name.eq(new.name),
                users::password_hash.eq(new.password_hash),
                users::terms_version.eq(consent.map(|_| TERMS)),
                users::terms_accepted_at.eq(consent.map(|_| now)),
                users::terms_accepted_from.eq(consent.map(|consent| consent.address)),
                users::wants_news.eq(consent.is_some_and(|consent| consent.wants_news)),
                users::created_at.eq(now),
            ))
            .returning(users::id)
            .get_result(db)?)
    }

    /// Gives the user a contact that they have proved to be theirs. Unproven claims of others to it are dropped.
    pub fn verify(user: UserId, contact: &Contact, shown: &str, db: &mut Conn) -> Result<()> {
        diesel::delete(contacts::table)
            .filter(contacts::kind.eq(contact.kind()).and(contacts::value.eq(contact.value())))
            .filter(contacts::verified_at.is_null())
            .execute(db)?;
        Self::add_contact(user, contact, shown, Some(clock::now()), db).on_unique(|| {
            Error::Conflict(format!("An account with {contact} exists already. Sign in with it instead."))
        })
    }

    /// Notes a contact that nobody has proved yet: it opens nothing and claims nothing.
    pub fn claim(user: UserId, contact: &Contact, shown: &str, db: &mut Conn) -> Result<()> {
        Ok(Self::add_contact(user, contact, shown, None, db)?)
    }

    fn add_contact(
        user: UserId,
        contact: &Contact,
        shown: &str,
        verified_at: Option<NaiveDateTime>,
        db: &mut Conn,
    ) -> QueryResult<()> {
        diesel::insert_into(contacts::table)
            .values((
                contacts::user_id.eq(user),
                contacts::kind.eq(contact.kind()),
                contacts::value.eq(contact.value()),
                contacts::shown.eq(shown.trim()),
                contacts::verified_at.eq(verified_at),
            ))
            .execute(db)
            .map(drop)
    }

    /// The account that a proven contact belongs to.
    pub fn by_contact(contact: &Contact, db: &mut Conn) -> Result<Option<Known>> {
        let row: Option<(UserId, Option<String>)> = contacts::table
            .inner_join(users::table)
            .filter(contacts::kind.eq(contact.kind()).and(contacts::value.eq(contact.value())))
            .filter(contacts::verified_at.is_not_null())
            .select((users::id, users::password_hash))
            .first(db)
            .optional()?;
        Ok(row.map(|(id, password_hash)| Known { id, password_hash }))
    }

    /// Whether a contact is proven to be this user's.
    pub fn owns(user: UserId, contact: &Contact, db: &mut Conn) -> Result<bool> {
        Ok(Self::by_contact(contact, db)?.is_some_and(|known| known.id == user))
    }

    pub fn name_of(user: UserId, db: &mut Conn) -> Result<String> {
        Ok(users::table.find(user).select(users::name).first(db)?)
    }

    /// The name and the theme of somebody who is here: a deleted account is nobody's.
    pub fn present(user: UserId, db: &mut Conn) -> Result<(String, Theme)> {
        let (name, theme): (String, String) = users::table
            .find(user)
            .filter(users::deleted_at.is_null())
            .select((users::name, users::theme))
            .first(db)?;
        Ok((name, Theme::stored(&theme)))
    }

    /// Letters in another language from now on.
    pub fn set_language(user: UserId, language: Language, db: &mut Conn) -> Result<()> {
        diesel::update(users::table.find(user)).set(users::language.eq(language.code())).execute(db)?;
        Ok(())
    }

    /// Other colours from the next page on.
    pub fn set_theme(user: UserId, theme: Theme, db: &mut Conn) -> Result<()> {
        diesel::update(users::table.find(user)).set(users::theme.eq(theme.slug())).execute(db)?;
        Ok(())
    }

    /// The language in which a user wants to be written to.
    pub fn language(user: UserId, db: &mut Conn) -> Result<Language> {
        let code: String = users::table.find(user).select(users::language).first(db)?;
        Ok(Language::stored(&code))
    }

    /// Another name from now on. What was written down before keeps the old one.
    pub fn rename(user: UserId, name: &str, db: &mut Conn) -> Result<()> {
        diesel::update(users::table.find(user)).set(users::name.eq(name)).execute(db)?;
        Ok(())
    }

    pub fn password_hash(user: UserId, db: &mut Conn) -> Result<Option<String>> {
        Ok(users::table.find(user).select(users::password_hash).first(db)?)
    }

    pub fn set_password(user: UserId, hash: &str, db: &mut Conn) -> Result<()> {
        diesel::update(users::table.find(user)).set(users::password_hash.eq(hash)).execute(db)?;
        Ok(())
    }

    /// Where letters to a user go.
    pub fn email_of(user: UserId, db: &mut Conn) -> Result<Option<Email>> {
        let value: Option<String> = contacts::table
            .filter(contacts::user_id.eq(user).and(contacts::kind.eq("email")))
            .filter(contacts::verified_at.is_not_null())
            .order(contacts::id)
            .select(contacts::value)
            .first(db)
            .optional()?;
        Ok(value.map(Email::stored))
    }

    /// The names a user signs in with, as they wrote them.
    pub fn logins_of(user: UserId, db: &mut Conn) -> Result<Vec<String>> {
        Ok(contacts::table
            .filter(contacts::user_id.eq(user).and(contacts::verified_at.is_not_null()))
            .order(contacts::id)
            .select(contacts::shown)
            .load(db)?)
    }

    /// Notes a sign-in.
    pub fn signed_in(user: UserId, db: &mut Conn) -> Result<()> {
        diesel::update(users::table.find(user)).set(users::signed_in_at.eq(clock::now())).execute(db)?;
        Ok(())
    }
}
