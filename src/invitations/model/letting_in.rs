//! The one transaction that lets somebody in, whichever way they came to their invitation.

use diesel::prelude::*;

use crate::activity::{self, Actor, Deed, Origin};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{Place, UserId};
use crate::outbox::Desk;
use crate::schema::invitations;
use crate::text;
use crate::users::User;

use super::host::hold;
use super::reaching::must_be_paid;
use super::seating::Newcomer;
use super::{Host, Invitation, State, UNPAID};

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
    pub place: Place,
    pub user: Option<UserId>,
    pub name: String,
    pub origin: &'a Origin,
}

impl Actor for Arriving<'_> {
    fn place(&self) -> Place {
        self.place
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
        hold(self.place, db)?;
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
        let arriving = Arriving { place: invitation.place, user: Some(user), name: name.to_owned(), origin };
        Addressee { invitation, user, arriving }
    }

    /// Lets them in. One conditional update decides; everything else follows in the same transaction.
    pub fn join(&self, desk: &Desk, db: &mut Conn) -> Result<Accepted> {
        hold(self.invitation.place, db)?;
        let invitation = &Invitation::one(self.invitation.place, self.invitation.id, db)?;
        if invitation.state != State::Pending || invitation.replaced {
            return Err(used_up());
        }
        let host = Host::open(invitation.place, db)?;
        if host.has(self.user, db)? {
            self.claim(db)?;
            activity::record(&self.arriving, invitation.entry(Deed::InvitationAccepted), db)?;
            return Ok(Accepted::AlreadyIn);
        }
        let promise = invitation.promise(db)?;
        if !invitation.inviter_could_still_grant(&promise, db)? {
            self.wait(db)?;
            invitation.tell_waiting(&promise, desk, db)?;
            activity::record(&self.arriving, invitation.entry(Deed::InvitationWaits), db)?;
            return Ok(Accepted::Waits);
        }
        let newcomer = Newcomer { invitation, user: self.user, promise: &promise, giver: &invitation.inviter_name };
        must_be_paid(&promise, db).map_err(|refused| self.calmly(UNPAID, refused, &host))?;
        newcomer.seated(|db| self.claim(db), db).map_err(|refused| self.calmly(NO_SEAT, refused, &host))?;
        newcomer.write_down(&self.arriving, Deed::InvitationAccepted, db)?;
        invitation.tell_accepted(&promise, desk, db)?;
        Ok(Accepted::In)
    }

    /// Somebody who is not in yet hears what is in the way and whom to ask, and nothing of who uses the seats.
    fn calmly(&self, field: &'static str, refused: Error, host: &Host) -> Error {
        let Error::Invalid(errors) = &refused else { return refused };
        let inviter = &self.invitation.inviter_name;
        let calm = match errors.fault(UNPAID) {
            Some(fault) => {
                format!("{}. Your invitation stays: ask {inviter}, and join when it is paid for again", fault.message)
            }
            None => format!(
                "{} has no free seat for you now. Your invitation stays: ask {inviter}, who has been told",
                host.name
            ),
        };
        Error::on(field, calm)
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
        if self.invitation.is_nameless() {
            let name = &self.arriving.name;
            diesel::update(invitations::table.find(self.invitation.id))
                .set((invitations::name.eq(name), invitations::name_key.eq(text::key(name))))
                .execute(db)?;
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
