//! The front door: what a link is worth, and who may come in through it.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::access::Asking;
use crate::account;
use crate::activity::{self, Deed, Origin};
use crate::channels::{Channel, Kind};
use crate::clock;
use crate::db::{Conn, MultiBackend};
use crate::error::{Error, Result};
use crate::id::{InvitationId, LinkId, Place, UserId};
use crate::locations::Location;
use crate::outbox::Desk;
use crate::schema::{activity as log, invitation_links};
use crate::secrets::digest;
use crate::users::{Consent, Contact, NewUser, User};

use super::super::letters::{Occasion, new_link_wanted};
use super::host::hold;
use super::letting_in::{Accepted, Addressee, Arriving, used_up};
use super::telling::tell;
use super::{Host, Invitation, Promise, State};

/// An invitation, as one of its links leads to it.
#[derive(Debug, Clone)]
pub struct Link {
    pub id: LinkId,
    /// What following it proves: that a message reached this contact. A copied link proves nothing.
    pub proves: Option<Contact>,
    /// Whether a code can be sent to the invited phone.
    pub(super) texts: bool,
    cancelled: bool,
    closed_at: Option<NaiveDateTime>,
    pub expires_at: NaiveDateTime,
    pub invitation: Invitation,
    pub host: Host,
    pub promise: Promise,
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
    /// The location is closed (cases D8).
    Closed,
    /// Says no more than an unknown link would.
    Gone,
}

/// Who was asked for a new link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Nobody had to be: it is on its way to this contact.
    Sent(Contact),
    Inviter,
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
    pub origin: Origin,
}

impl Link {
    /// Finds a link by its token. Unknown ones look like nothing at all, and so do those to a chain that is deleted.
    pub fn find(token: &str, db: &mut Conn) -> Result<Self> {
        type Found = (LinkId, InvitationId, String, bool, NaiveDateTime);
        let (id, invitation, channel, cancelled, expires_at): Found = invitation_links::table
            .filter(invitation_links::token_hash.eq(digest(token)))
            .select((
                invitation_links::id,
                invitation_links::invitation_id,
                invitation_links::channel,
                invitation_links::cancelled,
                invitation_links::expires_at,
            ))
            .first(db)?;
        let invitation = Invitation::anywhere(invitation, db)?;
        let host = Host::find(invitation.place, db)?;
        let proves = match channel.as_str() {
            "email" => invitation.email.clone().map(Contact::Email),
            "sms" | "chatbot" => invitation.phone.clone().map(Contact::Phone),
            _ => None,
        };
        Ok(Link {
            id,
            texts: invitation.phone.is_some() && Channel::find(host.main.id, Kind::Sms, db)?.is_some(),
            proves,
            cancelled,
            closed_at: invitation.place.location().map_or(Ok(None), |here| Location::closed_at(here, db))?,
            expires_at,
            promise: invitation.promise(db)?,
            host,
            invitation,
        })
    }

    /// The same rule for the page and for the deed: `now >= expires_at` is over.
    pub fn verdict(&self) -> Verdict {
        if self.is_closed() {
            return Verdict::Closed;
        }
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

    /// What was revoked before the location closed stays as good as unknown.
    fn is_closed(&self) -> bool {
        let Invitation { state, ended_at, .. } = &self.invitation;
        self.closed_at.is_some_and(|closed| *state != State::Revoked || ended_at.is_some_and(|ended| ended >= closed))
    }

    /// Whether this user is in already.
    pub fn has_let_in(&self, user: UserId, db: &mut Conn) -> Result<bool> {
        self.host.has(user, db)
    }

    /// Lets in somebody who has an account.
    pub fn join(&self, user: UserId, origin: &Origin, desk: &Desk, db: &mut Conn) -> Result<Accepted> {
        hold(self.host.place, db)?;
        let addressee = Addressee::recognise(&self.invitation, user, origin, db)?;
        User::signed_in(user, db)?;
        self.let_in(&addressee, desk, db)
    }

    /// Adds the invited contact to somebody's account and lets them in: both, or neither. `contact` has been proved.
    pub fn join_with(&self, by: &Asking, contact: &Contact, desk: &Desk, db: &mut Conn) -> Result<Accepted> {
        if self.verdict() != Verdict::Open {
            return Err(used_up());
        }
        hold(self.host.place, db)?;
        account::add(by, contact, &contact.to_string(), desk, db)?;
        self.join(by.user(), by.origin(), desk, db)
    }

    /// Gives somebody an account and lets them in, all or nothing.
    pub fn register(&self, newcomer: &Newcomer, desk: &Desk, db: &mut Conn) -> Result<(UserId, Accepted)> {
        let (proven, shown) = &newcomer.proven;
        hold(self.host.place, db)?;
        if User::by_contact(proven, db)?.is_some() {
            return Err(Error::on(
                proven.kind(),
                format!("You have an account with {proven} already. Sign in to join"),
            ));
        }
        let new = NewUser {
            name: &newcomer.name,
            password_hash: &newcomer.password_hash,
            consent: Some(Consent { address: &newcomer.origin.address, wants_news: newcomer.wants_news }),
        };
        let user = User::register(&new, db)?;
        User::verify(user, proven, shown, db)?;
        User::set_language(user, self.invitation.language, db)?;
        for (contact, shown) in &newcomer.claimed {
            User::claim(user, contact, shown, db)?;
        }
        User::signed_in(user, db)?;
        let addressee = Addressee::newcomer(&self.invitation, user, &newcomer.name, &newcomer.origin);
        Ok((user, self.let_in(&addressee, desk, db)?))
    }

    fn let_in(&self, addressee: &Addressee<'_>, desk: &Desk, db: &mut Conn) -> Result<Accepted> {
        if self.verdict() == Verdict::Open { addressee.join(desk, db) } else { Err(used_up()) }
    }

    /// Says no, also to an invitation that has run out.
    pub fn decline(&self, origin: &Origin, desk: &Desk, db: &mut Conn) -> Result<()> {
        if !matches!(self.verdict(), Verdict::Open | Verdict::Expired) {
            return Err(used_up());
        }
        self.invitation.decline(&self.arriving(origin), desk, db)
    }

    /// Asks for a new link, once a day at most. While the invitation itself is alive and the old link had come by
    /// letter, one goes to the same address at once; else the inviter is asked (cases D3).
    pub fn ask_for_another(&self, origin: &Origin, desk: &Desk, db: &mut Conn) -> Result<Asked> {
        if self.verdict() != Verdict::Expired || self.invitation.replaced {
            return Err(used_up());
        }
        let asked = match &self.proves {
            Some(contact @ Contact::Email(_)) if self.invitation.state == State::Pending => {
                Asked::Sent(contact.clone())
            }
            _ => Asked::Inviter,
        };
        let entry = self.invitation.entry(Deed::NewLinkAsked);
        let subject = format!("{} ({})", self.invitation.name, self.invitation.contact());
        let all = log::table.filter(log::deed.eq(Deed::NewLinkAsked.slug())).into_boxed::<MultiBackend>();
        let here = match self.host.place {
            Place::Location(id) => all.filter(log::location_id.eq(id)),
            Place::Chain(id) => all.filter(log::chain_id.eq(id)),
        };
        let asked_today =
            here.filter(log::subject.eq(subject).and(log::at.gt(clock::now() - chrono::TimeDelta::days(1))));
        if asked_today.count().get_result::<i64>(db)? > 0 {
            return Ok(asked);
        }
        match asked {
            Asked::Sent(_) => {
                let (invitation, inviter) = (&self.invitation, &self.invitation.inviter_name);
                invitation.post_letter(Occasion::Invited, inviter, &self.host, &self.promise, desk, db)?;
            }
            Asked::Inviter => {
                let link = desk.link(&format!("{}/invitations?show=expired", self.host.place));
                let letter = new_link_wanted(&self.invitation.name, &self.host.name, link);
                tell(self.invitation.inviter, &letter, desk, db)?;
            }
        }
        activity::record(&self.arriving(origin), entry, db)?;
        Ok(asked)
    }

    fn arriving<'a>(&'a self, origin: &'a Origin) -> Arriving<'a> {
        Arriving { place: self.host.place, user: None, name: self.invitation.name.clone(), origin }
    }
}
