//! The one transaction that lets somebody in, whichever way they came to their invitation.

use diesel::prelude::*;

use crate::access::{Access, Role, Seats};
use crate::activity::{self, Actor, Change, Deed, Origin};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{LocationId, Place, UserId};
use crate::locations::Location;
use crate::outbox::Desk;
use crate::schema::invitations;
use crate::users::User;

use super::card::InvitedCard;
use super::{Invitation, State};

/// What an error is about that only a seat could mend.
pub const NO_SEAT: &str = "seat";

/// How an acceptance went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepted {
    In,
    /// They had access by another way; their role stays what it was.
    AlreadyIn,
    /// The inviter could no longer grant the role: another person approves.
    Waits,
}

/// The proof that an invitation is for a user: one of its contacts is proven to be theirs, or they registered with it.
pub struct Addressee<'a> {
    invitation: &'a Invitation,
    user: UserId,
    arriving: Arriving<'a>,
}

/// Somebody who comes in: the activity log wants a name before there is an access.
pub(super) struct Arriving<'a> {
    pub place: LocationId,
    pub user: Option<UserId>,
    pub name: String,
    pub origin: &'a Origin,
}

impl Actor for Arriving<'_> {
    fn place(&self) -> Place {
        self.place.into()
    }

    fn id(&self) -> Option<UserId> {
        self.user
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn origin(&self) -> &Origin {
        self.origin
    }
}

impl Invitation {
    /// Whether it was meant for this user: one of its contacts is proven to be theirs.
    pub fn is_for(&self, user: UserId, db: &mut Conn) -> Result<bool> {
        for contact in self.contacts() {
            if User::owns(user, &contact, db)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Ends the offer, because the person does not want it.
    pub(super) fn decline(&self, by: &Arriving<'_>, desk: &Desk, db: &mut Conn) -> Result<()> {
        db.hold(self.location)?;
        if !self.end("declined", db)? {
            return Err(used_up());
        }
        self.stop_letters(db)?;
        self.tell_declined(desk, db)?;
        activity::record(by, self.entry(Deed::InvitationDeclined), db)
    }
}

impl<'a> Addressee<'a> {
    /// The proof, if one of the invited contacts is this user's.
    pub fn recognise(invitation: &'a Invitation, user: UserId, origin: &'a Origin, db: &mut Conn) -> Result<Self> {
        if !invitation.is_for(user, db)? {
            return Err(Error::refused(
                "This invitation is for someone else. Sign in with the account it was sent to.",
            ));
        }
        let name = User::name_of(user, db)?;
        Ok(Self::newcomer(invitation, user, &name, origin))
    }

    /// Somebody whom the invitation itself has just made a user.
    pub(super) fn newcomer(invitation: &'a Invitation, user: UserId, name: &str, origin: &'a Origin) -> Self {
        let arriving = Arriving { place: invitation.location, user: Some(user), name: name.to_owned(), origin };
        Addressee { invitation, user, arriving }
    }

    /// Lets them in. One conditional update decides; everything else follows in the same transaction.
    pub fn join(&self, desk: &Desk, db: &mut Conn) -> Result<Accepted> {
        db.hold(self.invitation.location)?;
        let invitation = &Invitation::one(self.invitation.location, self.invitation.id, db)?;
        if invitation.state != State::Pending || invitation.replaced {
            return Err(used_up());
        }
        if Access::exists(invitation.location, self.user, db)? {
            self.claim(db)?;
            activity::record(&self.arriving, invitation.entry(Deed::InvitationAccepted), db)?;
            return Ok(Accepted::AlreadyIn);
        }
        let role = Role::once(invitation.location, invitation.role, db)?;
        if !invitation.inviter_could_still_grant(&role, db)? {
            self.wait(db)?;
            invitation.tell_waiting(&role, desk, db)?;
            activity::record(&self.arriving, invitation.entry(Deed::InvitationWaits), db)?;
            return Ok(Accepted::Waits);
        }
        Seats::keep(invitation.location, db, |db| {
            self.claim(db)?;
            let (ends_on, inviter) = (invitation.access_ends_on, &invitation.inviter_name);
            Access::grant(invitation.location, self.user, role.id, ends_on, inviter, db)
        })
        .map_err(|refused| self.no_seat(refused, db))?;
        let mut entry = invitation.entry(Deed::InvitationAccepted).with([Change::new("Role", "", &role.name)]);
        if let Some(card) = invitation.member
            && !InvitedCard::link(invitation.location, card, self.user, db)?
        {
            entry = entry.with([Change::new("Card", "", "not linked: it was no longer free")]);
        }
        activity::record(&self.arriving, entry, db)?;
        invitation.tell_accepted(&role, desk, db)?;
        Ok(Accepted::In)
    }

    /// Somebody who is not in yet hears that there is no seat and whom to ask, and nothing of who uses them.
    fn no_seat(&self, refused: Error, db: &mut Conn) -> Error {
        let (Error::Invalid(_), Ok(location)) = (&refused, Location::find(self.invitation.location, db)) else {
            return refused;
        };
        let (place, inviter) = (location.name, &self.invitation.inviter_name);
        let calm =
            format!("{place} has no free seat for you now. Your invitation stays: ask {inviter}, who has been told");
        Error::on(NO_SEAT, calm)
    }

    /// Says no.
    pub fn decline(&self, desk: &Desk, db: &mut Conn) -> Result<()> {
        self.invitation.decline(&self.arriving, desk, db)
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

    fn wait(&self, db: &mut Conn) -> Result<()> {
        let waiting = diesel::update(invitations::table)
            .filter(invitations::id.eq(self.invitation.id).and(invitations::state.eq("pending")))
            .filter(invitations::applicant_id.is_null())
            .set(invitations::applicant_id.eq(self.user))
            .execute(db)?;
        if waiting == 0 { Err(used_up()) } else { Ok(()) }
    }
}

pub(super) fn used_up() -> Error {
    Error::Conflict("This invitation has been used or ended meanwhile.".into())
}
