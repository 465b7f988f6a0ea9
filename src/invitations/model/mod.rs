//! Invitations as they are kept: who is offered what, until when, and where it stands.

mod accepting;
mod card;
mod changing;
mod checking;
mod closing;
mod counting;
mod delivering;
mod inbox;
mod letting_in;
mod list;
mod managing;
mod neglected;
mod pace;
mod proving;
mod reassigning;
mod reminding;
mod sending;
mod sponsoring;
mod telling;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::id::{InvitationId, LinkId, LocationId, MemberId, MessageId, RoleId, UserId};
use crate::language::Language;
use crate::outbox;
use crate::schema::{invitation_links, invitations};
use crate::users::{Contact, Email, Phone};

pub use accepting::{Asked, Link, Newcomer, Verdict};
pub use card::Card;
pub use checking::{Acquaintance, Finding};
pub use counting::Counts;
pub use inbox::Received;
pub use letting_in::{Accepted, Addressee, NO_SEAT};
pub use list::{Delivery, Listed, Show};
pub use neglected::Neglected;
pub use pace::room;
pub use proving::Proof;
pub use sending::{Offer, Sent, must_be_reachable};
pub use sponsoring::{Legacy, Sponsors};

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

/// An offer of access to a location.
#[derive(Debug, Clone)]
pub struct Invitation {
    pub id: InvitationId,
    pub location: LocationId,
    pub name: String,
    pub email: Option<Email>,
    pub phone: Option<Phone>,
    pub role: RoleId,
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

type Row = (
    (InvitationId, LocationId, String, Option<String>, Option<String>, RoleId, Option<MemberId>),
    (String, String, Option<NaiveDate>),
    (UserId, String, String, bool, Option<UserId>, NaiveDateTime, NaiveDateTime, Option<NaiveDateTime>),
);

type Offered = (
    invitations::id,
    Given<invitations::location_id>,
    invitations::name,
    invitations::email,
    invitations::phone,
    Given<invitations::role_id>,
    invitations::member_id,
);

/// What every invitation to a location has.
type Given<Column> = diesel::helper_types::AssumeNotNull<Column>;

type Terms = (invitations::language, invitations::note, invitations::access_ends_on);

type Course = (
    invitations::inviter_id,
    invitations::inviter_name,
    invitations::state,
    invitations::replaced,
    invitations::applicant_id,
    invitations::created_at,
    invitations::expires_at,
    invitations::ended_at,
);

fn columns() -> (Offered, Terms, Course) {
    let offered = (
        invitations::id,
        invitations::location_id.assume_not_null(),
        invitations::name,
        invitations::email,
        invitations::phone,
        invitations::role_id.assume_not_null(),
        invitations::member_id,
    );
    (offered, Default::default(), Default::default())
}

impl From<Row> for Invitation {
    fn from((offer, terms, course): Row) -> Self {
        let (id, location, name, email, phone, role, member) = offer;
        let (language, note, access_ends_on) = terms;
        let (inviter, inviter_name, state, replaced, applicant, created_at, expires_at, ended_at) = course;
        Invitation {
            id,
            location,
            name,
            email: email.map(Email::stored),
            phone: phone.map(Phone::stored),
            role,
            member,
            language: Language::stored(&language),
            note,
            access_ends_on,
            inviter,
            inviter_name,
            replaced,
            applicant,
            created_at,
            expires_at,
            ended_at,
            state: State::of(&state, applicant.is_some(), expires_at),
        }
    }
}

impl Invitation {
    fn one(location: LocationId, id: InvitationId, db: &mut Conn) -> Result<Self> {
        let row: Row = invitations::table
            .filter(invitations::location_id.eq(location).and(invitations::id.eq(id)))
            .select(columns())
            .first(db)?;
        Ok(Self::from(row))
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
