//! A copied link proves nothing, so its holder proves an address with a code first (domain.md §6.3).

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result, Wait};
use crate::id::LinkId;
use crate::outbox::Desk;
use crate::schema::codes;
use crate::secrets::{digest, same, six_digits};
use crate::users::Email;

use super::super::letters::your_code;
use super::{Link, Verdict};

const LIFE: TimeDelta = TimeDelta::minutes(15);
const MOST_TRIES: i32 = 5;
const MOST_SENT: i32 = 5;

/// What a browser has proved: that its person reads this address. Kept in the session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proof {
    link: LinkId,
    pub email: String,
}

impl Proof {
    /// Whether this proof belongs to this link.
    pub fn is_of(&self, link: &Link) -> bool {
        self.link == link.id
    }
}

impl Link {
    /// Where a code goes: to the invited address; without one, to the address the person will sign in with.
    pub fn code_goes_to(&self, typed: &str) -> Result<Email> {
        match &self.invitation.email {
            Some(email) => Ok(email.clone()),
            None => Email::parse(typed)
                .map_err(|_| Error::on("email", "Enter an email address in full, like name@example.com")),
        }
    }

    /// Sends a code. The one before it no longer works.
    pub fn send_code(&self, email: &Email, desk: &Desk, db: &mut Conn) -> Result<()> {
        if self.verdict() != Verdict::Open {
            return Err(Error::NotFound);
        }
        let now = clock::now();
        let code = six_digits();
        let row = codes::table.filter(codes::link_id.eq(self.id));
        let sent: Option<i32> = row.select(codes::sent).first(db).optional()?;
        if sent.is_some_and(|sent| sent >= MOST_SENT) {
            return Err(Error::TooMany(Wait {
                why: "No more codes can be sent for this link. Ask the person who invited you for a new one.".into(),
                seconds: None,
            }));
        }
        diesel::delete(row).execute(db)?;
        diesel::insert_into(codes::table)
            .values((
                codes::link_id.eq(self.id),
                codes::recipient.eq(email.as_str()),
                codes::code_hash.eq(self.code_digest(&code)),
                codes::sent.eq(sent.unwrap_or(0) + 1),
                codes::expires_at.eq(now + LIFE),
                codes::created_at.eq(now),
            ))
            .execute(db)?;
        let letter = your_code(&self.location.name, &code);
        desk.post(email, self.invitation.language, &letter, now + LIFE, db)?;
        Ok(())
    }

    /// The address a code was sent to, if one is awaited.
    pub fn awaits_code(&self, db: &mut Conn) -> Result<Option<Email>> {
        let email: Option<String> = codes::table
            .filter(codes::link_id.eq(self.id).and(codes::expires_at.gt(clock::now())))
            .select(codes::recipient)
            .first(db)
            .optional()?;
        Ok(email.map(Email::stored))
    }

    /// Checks a code. `None` when it is wrong: every try counts, so this must be saved even then.
    pub fn prove(&self, typed: &str, db: &mut Conn) -> Result<Option<Proof>> {
        let now = clock::now();
        let row = codes::table.filter(codes::link_id.eq(self.id));
        let counted = diesel::update(row.filter(codes::expires_at.gt(now).and(codes::tries.lt(MOST_TRIES))))
            .set(codes::tries.eq(codes::tries + 1))
            .returning((codes::recipient, codes::code_hash))
            .get_result::<(String, Vec<u8>)>(db)
            .optional()?;
        let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
        match counted {
            Some((email, hash)) if same(&hash, &self.code_digest(&digits)) => {
                diesel::update(row).set(codes::expires_at.eq::<NaiveDateTime>(now)).execute(db)?;
                Ok(Some(Proof { link: self.id, email }))
            }
            _ => Ok(None),
        }
    }

    fn code_digest(&self, code: &str) -> Vec<u8> {
        digest(&format!("{} {code}", self.id))
    }
}
