//! The contacts somebody signs in with: a new one is proved with a code, and every address hears of it (cases G16).

use chrono::TimeDelta;
use diesel::prelude::*;

use crate::access::Asking;
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, OnUnique, Result};
use crate::id::{ContactId, UserId};
use crate::limits::{self, Limit};
use crate::outbox::{Desk, Letter};
use crate::schema::{contact_proofs, contacts, password_resets};
use crate::secrets::{digest, same, six_digits};
use crate::users::{Contact, Email, Phone, User};

use super::letters::{contact_added, contact_removed, prove_this_address};
use super::texting::Texting;

const LIFE: TimeDelta = TimeDelta::minutes(15);
const MOST_TRIES: i32 = 5;

const BY_INVITATION: &str = "A phone number is proved when you join through an invitation that is sent to it";

/// Letters about an account are worth sending for two days.
const NEWS_FOR: TimeDelta = TimeDelta::days(2);

/// A contact of one's own.
#[derive(Debug, Clone)]
pub struct OwnContact {
    pub id: ContactId,
    pub contact: Contact,
    /// As it was typed.
    pub shown: String,
    pub is_proven: bool,
}

type Row = (ContactId, String, String, String, bool);

impl From<Row> for OwnContact {
    fn from((id, kind, value, shown, is_proven): Row) -> Self {
        OwnContact { id, contact: stored(&kind, value), shown, is_proven }
    }
}

fn stored(kind: &str, value: String) -> Contact {
    if kind == "email" { Contact::Email(Email::stored(value)) } else { Contact::Phone(Phone::stored(value)) }
}

impl OwnContact {
    /// All of a user's contacts. Letters go to the first e-mail address that is proven.
    pub fn list(user: UserId, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = contacts::table
            .filter(contacts::user_id.eq(user))
            .order(contacts::id)
            .select((
                contacts::id,
                contacts::kind,
                contacts::value,
                contacts::shown,
                contacts::verified_at.is_not_null(),
            ))
            .load(db)?;
        Ok(rows.into_iter().map(Self::from).collect())
    }

    /// One of them, or `NotFound`.
    pub fn find(user: UserId, id: ContactId, db: &mut Conn) -> Result<Self> {
        Self::list(user, db)?.into_iter().find(|own| own.id == id).ok_or(Error::NotFound)
    }

    /// Takes it away, unless it is the last one that opens the door. Links that were sent to it are dead.
    pub fn remove(by: &Asking, id: ContactId, desk: &Desk, db: &mut Conn) -> Result<Self> {
        db.hold_person(by.user())?;
        let all = Self::list(by.user(), db)?;
        let own = all.iter().find(|own| own.id == id).ok_or(Error::NotFound)?.clone();
        if own.is_proven {
            if all.iter().filter(|other| other.is_proven).count() == 1 {
                return Err(Error::Conflict(format!(
                    "You sign in with {} only. Add another contact first, then remove this one.",
                    own.shown
                )));
            }
            let link = desk.link("/account/contacts");
            tell_everywhere(by.user(), &contact_removed(by.who(), &own.shown, link), desk, db)?;
        }
        diesel::delete(contacts::table.find(own.id)).execute(db)?;
        diesel::delete(password_resets::table.filter(password_resets::user_id.eq(by.user()))).execute(db)?;
        Ok(own)
    }
}

/// A contact that waits for the code that was sent to it. There is one at a time.
pub struct Proof;

/// How a code did.
#[derive(Debug, PartialEq, Eq)]
pub enum Tried {
    /// The contact opens the door from now on.
    Added(String),
    /// Proved, but it opens the door of another account.
    Taken(String),
    Wrong,
}

impl Proof {
    /// Sends a code. Whether the address belongs to another account is told only to who reads its letters.
    pub fn ask(by: &Asking, contact: &Contact, shown: &str, desk: &Desk, db: &mut Conn) -> Result<()> {
        if User::owns(by.user(), contact, db)? {
            return Err(Error::on("contact", format!("You sign in with {contact} already")));
        }
        let often = [
            Limit::new(&format!("contact code for user {}", by.user()), 5, TimeDelta::minutes(15)),
            Limit::new(&format!("contact code to {contact}"), 5, TimeDelta::days(1)),
        ];
        limits::count(&often, db)?;
        let code = six_digits();
        diesel::delete(of(by.user())).execute(db)?;
        diesel::insert_into(contact_proofs::table)
            .values((
                contact_proofs::user_id.eq(by.user()),
                contact_proofs::kind.eq(contact.kind()),
                contact_proofs::value.eq(contact.value()),
                contact_proofs::shown.eq(shown.trim()),
                contact_proofs::code_hash.eq(hash(by.user(), &code)),
                contact_proofs::expires_at.eq(clock::now() + LIFE),
                contact_proofs::created_at.eq(clock::now()),
            ))
            .execute(db)
            .on_unique(|| {
                Error::Conflict("A code was sent a moment ago. Go back and look at the page again.".into())
            })?;
        send(by, contact, &prove_this_address(by.who(), &code), desk, db)
    }

    /// The contact that a code was sent to, as it was typed.
    pub fn awaited(user: UserId, db: &mut Conn) -> Result<Option<String>> {
        let open = of(user).filter(contact_proofs::expires_at.gt(clock::now()));
        Ok(open.select(contact_proofs::shown).first(db).optional()?)
    }

    /// Checks a code. Every try counts, so this must be saved even when it is wrong.
    pub fn check(by: &Asking, typed: &str, desk: &Desk, db: &mut Conn) -> Result<Tried> {
        type Open = (String, String, String, Vec<u8>);
        let open = of(by.user()).filter(contact_proofs::expires_at.gt(clock::now()));
        let counted: Option<Open> = diesel::update(open.filter(contact_proofs::tries.lt(MOST_TRIES)))
            .set(contact_proofs::tries.eq(contact_proofs::tries + 1))
            .returning((contact_proofs::kind, contact_proofs::value, contact_proofs::shown, contact_proofs::code_hash))
            .get_result(db)
            .optional()?;
        let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
        let Some((kind, value, shown, _)) = counted.filter(|(.., code)| same(code, &hash(by.user(), &digits))) else {
            return Ok(Tried::Wrong);
        };
        diesel::delete(of(by.user())).execute(db)?;
        let contact = stored(&kind, value);
        if User::by_contact(&contact, db)?.is_some() {
            return Ok(Tried::Taken(shown));
        }
        add(by, &contact, &shown, desk, db)?;
        Ok(Tried::Added(shown))
    }
}

/// Sends a code by letter, or by text where this person may cause texts.
fn send(by: &Asking, to: &Contact, letter: &Letter<'_>, desk: &Desk, db: &mut Conn) -> Result<()> {
    let (language, give_up_at) = (User::language(by.user(), db)?, clock::now() + LIFE);
    match to {
        Contact::Email(email) => desk.post(email, language, letter, give_up_at, db).map(drop),
        Contact::Phone(phone) => {
            let texting = Texting::of(by, db)?.ok_or_else(|| Error::on("contact", BY_INVITATION))?;
            desk.text(&texting.channel, phone, language, letter, give_up_at, db).map(drop)
        }
    }
}

#[diesel::dsl::auto_type]
fn of(user: UserId) -> _ {
    contact_proofs::table.filter(contact_proofs::user_id.eq(user))
}

fn hash(user: UserId, code: &str) -> Vec<u8> {
    digest(&format!("contact of {user} {code}"))
}

/// Gives somebody a contact that they have proved, and tells it to the addresses they had and have (security.md SB8).
pub fn add(by: &Asking, contact: &Contact, shown: &str, desk: &Desk, db: &mut Conn) -> Result<()> {
    db.hold_person(by.user())?;
    User::present(by.user(), db)?;
    User::verify(by.user(), contact, shown, db)?;
    tell_everywhere(by.user(), &contact_added(by.who(), shown, desk.link("/account/contacts")), desk, db)
}

fn tell_everywhere(user: UserId, letter: &Letter<'_>, desk: &Desk, db: &mut Conn) -> Result<()> {
    let language = User::language(user, db)?;
    for own in OwnContact::list(user, db)?.into_iter().filter(|own| own.is_proven) {
        if let Some(email) = own.contact.email() {
            desk.post(email, language, letter, clock::now() + NEWS_FOR, db)?;
        }
    }
    Ok(())
}
