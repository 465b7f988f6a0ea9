//! The front door: what a link is worth, and the one transaction that lets somebody in.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::access::{Access, Role};
use crate::activity::{self, Actor, Change, Deed};
use crate::channels::{Channel, Kind};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{InvitationId, LinkId, LocationId, UserId};
use crate::locations::Location;
use crate::outbox::Desk;
use crate::schema::{activity as log, invitation_links, invitations};
use crate::secrets::digest;
use crate::users::{Consent, Contact, NewUser, User};

use super::super::letters::new_link_wanted;
use super::card::InvitedCard;
use super::{Invitation, State};

/// An invitation, as one of its links leads to it.
#[derive(Debug, Clone)]
pub struct Link {
    pub id: LinkId,
    /// What following it proves: that a message reached this contact. A copied link proves nothing.
    pub proves: Option<Contact>,
    /// Whether a code can be sent to the invited phone.
    pub(super) texts: bool,
    cancelled: bool,
    pub expires_at: NaiveDateTime,
    pub invitation: Invitation,
    pub location: Location,
    pub role: Role,
}

/// What a link is worth now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Open,
    Expired,
    /// A newer link was sent, and the earlier ones were cancelled.
    Replaced,
    Waiting,
    Accepted,
    Declined,
    /// Says no more than an unknown link would.
    Gone,
}

/// How an acceptance went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepted {
    In,
    /// They had access by another way; their role stays what it was.
    AlreadyIn,
    /// The inviter could no longer grant the role: another person approves.
    Waits,
}

/// What a new person fills in.
#[derive(Debug, Clone)]
pub struct Newcomer {
    pub name: String,
    pub password_hash: String,
    /// What they have proved to be theirs, and how they wrote it.
    pub proven: (Contact, String),
    /// Other contacts: noted, and nothing more until they are proved.
    pub claimed: Vec<(Contact, String)>,
    pub wants_news: bool,
    pub address: String,
}

/// Somebody who comes in: the activity log wants a name before there is an access.
struct Arriving<'a> {
    place: LocationId,
    user: Option<UserId>,
    name: &'a str,
    address: &'a str,
}

impl Actor for Arriving<'_> {
    fn place(&self) -> LocationId {
        self.place
    }

    fn id(&self) -> Option<UserId> {
        self.user
    }

    fn name(&self) -> &str {
        self.name
    }

    fn address(&self) -> &str {
        self.address
    }
}

impl Link {
    /// Finds a link by its token. Unknown ones look like nothing at all.
    pub fn find(token: &str, db: &mut Conn) -> Result<Self> {
        type Found = (LinkId, InvitationId, String, bool, NaiveDateTime, LocationId);
        let (id, invitation, channel, cancelled, expires_at, location): Found = invitation_links::table
            .inner_join(invitations::table)
            .filter(invitation_links::token_hash.eq(digest(token)))
            .select((
                invitation_links::id,
                invitation_links::invitation_id,
                invitation_links::channel,
                invitation_links::cancelled,
                invitation_links::expires_at,
                invitations::location_id,
            ))
            .first(db)?;
        let invitation = Invitation::one(location, invitation, db)?;
        let proves = match channel.as_str() {
            "email" => invitation.email.clone().map(Contact::Email),
            "sms" | "chatbot" => invitation.phone.clone().map(Contact::Phone),
            _ => None,
        };
        Ok(Link {
            id,
            texts: invitation.phone.is_some() && Channel::find(location, Kind::Sms, db)?.is_some(),
            proves,
            cancelled,
            expires_at,
            location: Location::find(location, db)?,
            role: Role::find(location, invitation.role, db)?,
            invitation,
        })
    }

    /// The same rule for the page and for the deed: `now >= expires_at` is over.
    pub fn verdict(&self) -> Verdict {
        let is_over = clock::now() >= self.expires_at || self.invitation.replaced;
        match self.invitation.state {
            State::Revoked => Verdict::Gone,
            State::Accepted => Verdict::Accepted,
            State::Declined => Verdict::Declined,
            State::Waiting => Verdict::Waiting,
            _ if self.cancelled => Verdict::Replaced,
            State::Expired => Verdict::Expired,
            State::Pending if is_over => Verdict::Expired,
            State::Pending => Verdict::Open,
        }
    }

    /// Whether the invitation was meant for this user: one of its contacts is proven to be theirs.
    pub fn is_for(&self, user: UserId, db: &mut Conn) -> Result<bool> {
        for contact in self.invitation.contacts() {
            if User::owns(user, &contact, db)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether this user is in already.
    pub fn has_let_in(&self, user: UserId, db: &mut Conn) -> Result<bool> {
        Access::exists(self.location.id, user, db)
    }

    /// Lets in somebody who has an account.
    pub fn join(&self, user: UserId, address: &str, db: &mut Conn) -> Result<Accepted> {
        if !self.is_for(user, db)? {
            return Err(Error::refused(
                "This invitation is for someone else. Sign in with the account it was sent to.",
            ));
        }
        let name = User::name_of(user, db)?;
        User::signed_in(user, None, db)?;
        self.let_in(user, &name, address, db)
    }

    /// Gives somebody an account and lets them in, all or nothing.
    pub fn register(&self, newcomer: &Newcomer, db: &mut Conn) -> Result<(UserId, Accepted)> {
        let (proven, shown) = &newcomer.proven;
        if User::by_contact(proven, db)?.is_some() {
            return Err(Error::on(
                proven.kind(),
                format!("You have an account with {proven} already. Sign in to join"),
            ));
        }
        let new = NewUser {
            name: &newcomer.name,
            password_hash: &newcomer.password_hash,
            consent: Some(Consent { address: &newcomer.address, wants_news: newcomer.wants_news }),
        };
        let user = User::register(&new, db)?;
        User::verify(user, proven, shown, db)?;
        for (contact, shown) in &newcomer.claimed {
            User::claim(user, contact, shown, db)?;
        }
        User::signed_in(user, None, db)?;
        let accepted = self.let_in(user, &newcomer.name, &newcomer.address, db)?;
        Ok((user, accepted))
    }

    /// One conditional update decides; everything else follows in the same transaction.
    fn let_in(&self, user: UserId, name: &str, address: &str, db: &mut Conn) -> Result<Accepted> {
        let arriving = Arriving { place: self.location.id, user: Some(user), name, address };
        if self.verdict() != Verdict::Open {
            return Err(used_up());
        }
        if Access::exists(self.location.id, user, db)? {
            self.claim(db)?;
            activity::record(&arriving, self.invitation.entry(Deed::InvitationAccepted), db)?;
            return Ok(Accepted::AlreadyIn);
        }
        if !self.invitation.inviter_could_still_grant(&self.role, db)? {
            self.wait(user, db)?;
            activity::record(&arriving, self.invitation.entry(Deed::InvitationWaits), db)?;
            return Ok(Accepted::Waits);
        }
        self.claim(db)?;
        Access::grant(self.location.id, user, self.role.id, self.invitation.access_ends_on, db)?;
        let mut entry =
            self.invitation.entry(Deed::InvitationAccepted).with([Change::new("Role", "", &self.role.name)]);
        if let Some(card) = self.invitation.member
            && !InvitedCard::link(self.location.id, card, user, db)?
        {
            entry = entry.with([Change::new("Card", "", "not linked: it was no longer free")]);
        }
        activity::record(&arriving, entry, db)?;
        Ok(Accepted::In)
    }

    fn claim(&self, db: &mut Conn) -> Result<()> {
        let now = clock::now();
        let claimed = diesel::update(invitations::table)
            .filter(invitations::id.eq(self.invitation.id).and(invitations::state.eq("pending")))
            .filter(invitations::replaced.eq(false).and(invitations::applicant_id.is_null()))
            .filter(invitations::expires_at.gt(now))
            .set((invitations::state.eq("accepted"), invitations::ended_at.eq(now)))
            .execute(db)?;
        if claimed == 0 {
            return Err(used_up());
        }
        self.invitation.stop_letters(db)
    }

    fn wait(&self, user: UserId, db: &mut Conn) -> Result<()> {
        let waiting = diesel::update(invitations::table)
            .filter(invitations::id.eq(self.invitation.id).and(invitations::state.eq("pending")))
            .filter(invitations::applicant_id.is_null())
            .set(invitations::applicant_id.eq(user))
            .execute(db)?;
        if waiting == 0 { Err(used_up()) } else { Ok(()) }
    }

    /// Says no, also to an invitation that has run out.
    pub fn decline(&self, address: &str, db: &mut Conn) -> Result<()> {
        if !matches!(self.verdict(), Verdict::Open | Verdict::Expired) || !self.invitation.end("declined", db)? {
            return Err(used_up());
        }
        self.invitation.stop_letters(db)?;
        activity::record(&self.arriving(address), self.invitation.entry(Deed::InvitationDeclined), db)
    }

    /// Asks the inviter for a new link, once a day at most.
    pub fn ask_for_another(&self, address: &str, desk: &Desk, db: &mut Conn) -> Result<()> {
        if self.verdict() != Verdict::Expired || self.invitation.replaced {
            return Err(used_up());
        }
        let entry = self.invitation.entry(Deed::NewLinkAsked);
        let subject = format!("{} ({})", self.invitation.name, self.invitation.contact());
        let asked_today = log::table
            .filter(log::location_id.eq(self.location.id).and(log::deed.eq(Deed::NewLinkAsked.slug())))
            .filter(log::subject.eq(subject).and(log::at.gt(clock::now() - chrono::TimeDelta::days(1))));
        if diesel::select(diesel::dsl::exists(asked_today)).get_result(db)? {
            return Ok(());
        }
        if let Some(inviter) = User::email_of(self.invitation.inviter, db)? {
            let link = desk.link(&format!("/locations/{}/invitations?show=expired", self.location.id));
            let letter = new_link_wanted(&self.invitation.name, &self.location.name, link);
            let language = User::language(self.invitation.inviter, db)?;
            desk.post(&inviter, language, &letter, clock::now() + chrono::TimeDelta::days(2), db)?;
        }
        activity::record(&self.arriving(address), entry, db)
    }

    fn arriving<'a>(&'a self, address: &'a str) -> Arriving<'a> {
        Arriving { place: self.location.id, user: None, name: &self.invitation.name, address }
    }
}

fn used_up() -> Error {
    Error::Conflict("This invitation has been used or ended meanwhile.".into())
}
