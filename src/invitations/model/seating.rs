//! The access that an invitation becomes, with its seats and with what the logs tell of it; also where somebody else approves.

use crate::access::{Access, Role, Seats};
use crate::activity::{self, Actor, Change, Deed, Entry, Origin};
use crate::chains::{Below, Branch, Chain, ChainAccess};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{LocationId, Place, UserId};
use crate::users::User;

use super::card::InvitedCard;
use super::host::{hold, is_in};
use super::managing::in_one_sentence;
use super::promise::{Promise, What};
use super::reaching::{keep_seats, must_be_paid};
use super::{Invitation, Inviting};

/// Somebody who is about to be in.
pub(super) struct Newcomer<'a> {
    pub invitation: &'a Invitation,
    pub user: UserId,
    pub promise: &'a Promise,
    /// Whoever gives it, by name.
    pub giver: &'a str,
}

impl Newcomer<'_> {
    /// Claims the invitation and makes the access of it, if there are seats for that.
    pub fn seated(&self, claim: impl FnOnce(&mut Conn) -> Result<()>, db: &mut Conn) -> Result<()> {
        match &self.promise.what {
            What::Role(role) => Seats::keep(self.location()?, db, |db| {
                claim(db)?;
                self.grant(role, db)
            }),
            What::InChain { chain, wanted, .. } => keep_seats(self.promise, db, |db| {
                claim(db)?;
                ChainAccess::let_in(*chain, self.user, wanted, self.giver, db)
            }),
        }
    }

    /// Links the card as well: whoever is in the schedule already uses no second seat.
    pub fn grant(&self, role: &Role, db: &mut Conn) -> Result<()> {
        let here = self.location()?;
        Access::grant(here, self.user, role.id, self.invitation.access_ends_on, self.giver, db)?;
        self.invitation.member.map_or(Ok(()), |card| InvitedCard::link(here, card, self.user, db))
    }

    fn location(&self) -> Result<LocationId> {
        self.invitation.place.location().ok_or(Error::NotFound)
    }

    /// Links the card, and tells it in the log: of a chain also in those of the locations where something is different now.
    pub fn write_down(&self, by: &impl Actor, deed: Deed, db: &mut Conn) -> Result<()> {
        let mut entry = self.invitation.entry(deed).with([Change::new("Role", "", self.promise.words())]);
        if let (Some(card), Some(here)) = (self.invitation.member, self.invitation.place.location())
            && !InvitedCard::is_linked_to(here, card, self.user, db)?
        {
            entry = entry.with([Change::new("Card", "", "not linked: it was no longer free")]);
        }
        activity::record(by, entry, db)?;
        let What::InChain { chain, wanted, .. } = &self.promise.what else { return Ok(()) };
        let (chain, branches) = (Chain::find(*chain, db)?, Branch::list(*chain, db)?);
        let name = User::name_of(self.user, db)?;
        for Below { location, after, .. } in wanted.below(None, &branches) {
            let role = after.map(|role| role.name).unwrap_or_default();
            let change = Change::new(&format!("Role from the chain {}", chain.name), "", role);
            let at = Echo { by, location, role: format!("{} of {}", by.role(), chain.name) };
            activity::record(&at, Entry::new(Deed::GivenByChain, &name).with([change]), db)?;
        }
        Ok(())
    }
}

/// Somebody who does something in a chain, as the log of one of its locations calls them.
struct Echo<'a, A> {
    by: &'a A,
    location: LocationId,
    role: String,
}

impl<A: Actor> Actor for Echo<'_, A> {
    fn place(&self) -> Place {
        self.location.into()
    }

    fn id(&self) -> Option<UserId> {
        self.by.id()
    }

    fn name(&self) -> &str {
        self.by.name()
    }

    fn role(&self) -> &str {
        if self.by.role().is_empty() { "" } else { &self.role }
    }

    fn origin(&self) -> &Origin {
        self.by.origin()
    }
}

impl Invitation {
    /// Lets in a person who has accepted, but whose inviter could no longer grant the role.
    pub fn approve(&self, by: &impl Inviting, db: &mut Conn) -> Result<()> {
        hold(self.place, db)?;
        let promise = self.must_be_open(by, db)?;
        if !promise.is_there {
            return Err(Error::Conflict(self.what_is_gone(&promise)));
        }
        let applicant = self
            .applicant
            .ok_or_else(|| Error::Conflict(format!("{} has not accepted the invitation yet.", self.name)))?;
        must_be_paid(&promise, db).map_err(in_one_sentence)?;
        let newcomer = Newcomer { invitation: self, user: applicant, promise: &promise, giver: by.name() };
        let is_new = !is_in(self.place, applicant, db)?;
        by.keep_seats(&promise, db, |db| {
            if !self.end("accepted", db)? {
                return Err(Error::Conflict("Somebody else has decided about this invitation meanwhile.".into()));
            }
            match &promise.what {
                _ if !is_new => Ok(()),
                What::Role(role) => newcomer.grant(role, db),
                What::InChain { chain, wanted, .. } => ChainAccess::let_in(*chain, applicant, wanted, by.name(), db),
            }
        })?;
        match is_new {
            true => newcomer.write_down(by, Deed::InvitationApproved, db),
            false => activity::record(by, self.entry(Deed::InvitationApproved), db),
        }
    }

    fn what_is_gone(&self, promise: &Promise) -> String {
        match &promise.what {
            What::Role(role) => format!("The role {} is deleted. Change the invitation first.", role.name),
            What::InChain { .. } => {
                "A role of this invitation is deleted, or one of its locations has closed or left the chain. Change the invitation first.".to_owned()
            }
        }
    }
}
