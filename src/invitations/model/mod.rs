//! Invitations as they are kept: who is offered what, until when, and where it stands.

mod accepting;
mod card;
mod changing;
mod checking;
mod closing;
mod counting;
mod delivering;
mod host;
mod inbox;
mod inviting;
mod letting_in;
mod list;
mod managing;
mod neglected;
mod of_place;
mod pace;
mod promise;
mod proving;
mod reaching;
mod reassigning;
mod reminding;
mod seating;
mod sending;
mod sisters;
mod sponsoring;
mod telling;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::id::{InvitationId, LinkId, MemberId, MessageId, Place, UserId};
use crate::language::Language;
use crate::outbox;
use crate::schema::invitation_links;
use crate::users::{Contact, Email, Phone};

pub use accepting::{Asked, Link, Newcomer, Verdict};
pub use card::Card;
pub use checking::{Acquaintance, Finding};
pub use counting::Counts;
pub use host::{Host, first_page, is_in};
pub use inbox::Received;
pub use inviting::{Inviting, Sponsors, Viewing, channels_page};
pub use letting_in::{Accepted, Addressee, NO_SEAT};
pub use list::{Delivery, Listed, Show};
pub use neglected::Neglected;
use of_place::{Row, columns, of_place};
pub use pace::room;
pub use promise::{Gives, Promise, Promises, What};
pub use proving::Proof;
pub use reaching::{Standstill, UNPAID, obstacles};
pub use sending::{Offer, Sent, must_be_reachable};
pub use sponsoring::Legacy;

/// Where an invitation stands. `Expired` and `Waiting` are computed, never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Pending,
    /// Accepted by the person, but the inviter could no longer grant the role.
    Waiting,
    Expired,
    Accepted,
    Declined,
    Revoked,
}

impl State {
    fn of(stored: &str, has_applicant: bool, expires_at: NaiveDateTime) -> Self {
        match stored {
            "accepted" => State::Accepted,
            "declined" => State::Declined,
            "revoked" => State::Revoked,
            _ if has_applicant => State::Waiting,
            _ if clock::now() >= expires_at => State::Expired,
            _ => State::Pending,
        }
    }
}

/// An offer of access to a location, or to a chain.
#[derive(Debug, Clone)]
pub struct Invitation {
    pub id: InvitationId,
    pub place: Place,
    pub name: String,
    pub email: Option<Email>,
    pub phone: Option<Phone>,
    pub gives: Gives,
    pub member: Option<MemberId>,
    /// The language of its messages.
    pub language: Language,
    pub note: String,
    /// The last day of the access, as the location counts days.
    pub access_ends_on: Option<NaiveDate>,
    pub inviter: UserId,
    pub inviter_name: String,
    pub replaced: bool,
    pub applicant: Option<UserId>,
    pub created_at: NaiveDateTime,
    pub expires_at: NaiveDateTime,
    pub ended_at: Option<NaiveDateTime>,
    pub state: State,
}

impl Invitation {
    /// Whether nobody has said what this person is called: then the contact stands in for the name.
    fn is_nameless(&self) -> bool {
        self.contacts().iter().any(|contact| contact.to_string() == self.name)
    }

    /// What the inviter called them, if they did.
    pub fn given_name(&self) -> String {
        if self.is_nameless() { String::new() } else { self.name.clone() }
    }

    /// The contacts it was sent to.
    pub fn contacts(&self) -> Vec<Contact> {
        let email = self.email.clone().map(Contact::Email);
        let phone = self.phone.clone().map(Contact::Phone);
        email.into_iter().chain(phone).collect()
    }

    /// The first contact, for sentences.
    pub fn contact(&self) -> String {
        self.contacts().first().map(Contact::to_string).unwrap_or_default()
    }

    /// Letters that have not left yet no longer need to.
    fn stop_letters(&self, db: &mut Conn) -> Result<()> {
        let letters: Vec<MessageId> = invitation_links::table
            .filter(invitation_links::invitation_id.eq(self.id))
            .filter(invitation_links::message_id.is_not_null())
            .select(invitation_links::message_id.assume_not_null())
            .load(db)?;
        outbox::cancel(&letters, db)
    }

    /// Writes down a new link, which ends with the invitation, and returns its number.
    fn add_link(
        &self,
        channel: &str,
        token: &crate::secrets::Token,
        message: Option<MessageId>,
        db: &mut Conn,
    ) -> Result<LinkId> {
        Ok(diesel::insert_into(invitation_links::table)
            .values((
                invitation_links::invitation_id.eq(self.id),
                invitation_links::channel.eq(channel),
                invitation_links::token_hash.eq(token.digest()),
                invitation_links::message_id.eq(message),
                invitation_links::expires_at.eq(self.expires_at),
                invitation_links::created_at.eq(clock::now()),
            ))
            .returning(invitation_links::id)
            .get_result(db)?)
    }
}
