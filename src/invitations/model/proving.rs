//! A copied link proves nothing, so its holder proves a contact with a code first (domain.md §6.3).

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::channels::{Channel, Kind};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result, Wait};
use crate::id::LinkId;
use crate::outbox::{Desk, Letter};
use crate::schema::codes;
use crate::secrets::{digest, same, six_digits};
use crate::users::{Contact, Email, Phone};

use super::super::letters::your_code;
use super::{Invitation, Link, Verdict};

const LIFE: TimeDelta = TimeDelta::minutes(15);
const MOST_TRIES: i32 = 5;
const MOST_SENT: i32 = 5;

/// What a browser has proved: that its person reads what goes to this contact. Kept in the session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proof {
    link: LinkId,
    kind: String,
    value: String,
}

impl Proof {
    /// Whether this proof belongs to this link.
    pub fn is_of(&self, link: &Link) -> bool {
        self.link == link.id
    }

    pub fn contact(&self) -> Contact {
        stored(&self.kind, self.value.clone())
    }
}

fn stored(kind: &str, value: String) -> Contact {
    if kind == "phone" { Contact::Phone(Phone::stored(value)) } else { Contact::Email(Email::stored(value)) }
}

impl Link {
    /// Where a code goes: to the invited address, or to the invited phone. `None` asks for an address.
    pub fn code_goes_to(&self) -> Option<Contact> {
        let Invitation { email, phone, .. } = &self.invitation;
        match (email, phone) {
            (Some(email), _) => Some(Contact::Email(email.clone())),
            (None, Some(phone)) if self.texts => Some(Contact::Phone(phone.clone())),
            _ => None,
        }
    }

    /// Sends a code. The one before it no longer works.
    pub fn send_code(&self, to: &Contact, desk: &Desk, db: &mut Conn) -> Result<()> {
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
                codes::kind.eq(to.kind()),
                codes::recipient.eq(to.value()),
                codes::code_hash.eq(self.code_digest(&code)),
                codes::sent.eq(sent.unwrap_or(0) + 1),
                codes::expires_at.eq(now + LIFE),
                codes::created_at.eq(now),
            ))
            .execute(db)?;
        let letter = your_code(&self.host.name, &code);
        self.post_code(to, &letter, now + LIFE, desk, db)
    }

    /// A code goes to a phone only where the invitation went, and counts as one of its messages (security.md SF4).
    fn post_code(
        &self,
        to: &Contact,
        letter: &Letter<'_>,
        give_up_at: NaiveDateTime,
        desk: &Desk,
        db: &mut Conn,
    ) -> Result<()> {
        let language = self.invitation.language;
        match to {
            Contact::Email(email) => desk.at(self.host.main.id).post(email, language, letter, give_up_at, db)?,
            Contact::Phone(phone) => {
                let invited = self.invitation.phone.as_ref() == Some(phone);
                let channel = Channel::find(self.host.main.id, Kind::Sms, db)?.filter(|_| invited);
                desk.text(&channel.ok_or(Error::NotFound)?, phone, language, letter, give_up_at, db)?
            }
        };
        Ok(())
    }

    /// The contact a code was sent to, if one is awaited.
    pub fn awaits_code(&self, db: &mut Conn) -> Result<Option<Contact>> {
        let sent: Option<(String, String)> = codes::table
            .filter(codes::link_id.eq(self.id).and(codes::expires_at.gt(clock::now())))
            .select((codes::kind, codes::recipient))
            .first(db)
            .optional()?;
        Ok(sent.map(|(kind, value)| stored(&kind, value)))
    }

    /// Checks a code. `None` when it is wrong: every try counts, so this must be saved even then.
    pub fn prove(&self, typed: &str, db: &mut Conn) -> Result<Option<Proof>> {
        let now = clock::now();
        let row = codes::table.filter(codes::link_id.eq(self.id));
        let counted = diesel::update(row.filter(codes::expires_at.gt(now).and(codes::tries.lt(MOST_TRIES))))
            .set(codes::tries.eq(codes::tries + 1))
            .returning((codes::kind, codes::recipient, codes::code_hash))
            .get_result::<(String, String, Vec<u8>)>(db)
            .optional()?;
        let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
        match counted {
            Some((kind, value, hash)) if same(&hash, &self.code_digest(&digits)) => {
                diesel::update(row).set(codes::expires_at.eq::<NaiveDateTime>(now)).execute(db)?;
                Ok(Some(Proof { link: self.id, kind, value }))
            }
            _ => Ok(None),
        }
    }

    fn code_digest(&self, code: &str) -> Vec<u8> {
        digest(&format!("{} {code}", self.id))
    }
}
