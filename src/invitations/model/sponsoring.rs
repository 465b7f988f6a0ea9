//! Who stands behind an invitation: its inviter, until they could no longer grant the role; then whoever takes it over.

use diesel::prelude::*;

use crate::access::rights::InviteUsers;
use crate::access::{Inside, Right, can_grant};
use crate::activity::{self, Actor, Change, Deed, Origin};
use crate::chains::Within;
use crate::chains::rights::InviteChainUsers;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{Place, UserId};
use crate::schema::invitations;

use super::{Invitation, Inviting, Promise, Row, What, columns};

/// What becomes of the invitations that somebody sent who leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Legacy {
    /// They stay, marked, until somebody takes them over.
    #[default]
    Stays,
    TakenOver,
    Revoked,
}

impl Legacy {
    pub fn from_slug(slug: &str) -> Self {
        match slug {
            "taken-over" => Legacy::TakenOver,
            "revoked" => Legacy::Revoked,
            _ => Legacy::Stays,
        }
    }

    /// Does with the open invitations of a leaver what was chosen, as far as the role in each could be granted.
    pub fn settle(self, by: &Inside, leaver: UserId, db: &mut Conn) -> Result<()> {
        if self == Legacy::Stays || !by.may(Right::InviteUsers) {
            return Ok(());
        }
        for invitation in Invitation::sent_by(by, leaver, db)? {
            let What::Role(role) = invitation.promise(db)?.what else { continue };
            match self {
                Legacy::TakenOver if can_grant(by, &role) => invitation.hand_to(by.user(), by, db)?,
                Legacy::Revoked if can_grant(by, &role) => invitation.revoke(by, db)?,
                _ => {}
            }
        }
        Ok(())
    }
}

impl Invitation {
    /// Stands in for an inviter who could no longer grant the role (cases F11).
    pub fn take_over(&self, by: &impl Inviting, db: &mut Conn) -> Result<()> {
        let by = by.still(db)?;
        let promise = self.must_be_open(&by, db)?;
        if self.inviter_could_still_grant(&promise, db)? {
            return Err(Error::Conflict(format!(
                "{} still looks after the invitation to {}.",
                self.inviter_name, self.name
            )));
        }
        self.hand_to(by.user(), &by, db)
    }

    /// The invitations of somebody that nobody has answered yet.
    pub fn sent_by(by: &Inside, inviter: UserId, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = invitations::table
            .filter(invitations::location_id.eq(by.location().id).and(invitations::inviter_id.eq(inviter)))
            .filter(invitations::state.eq("pending").and(invitations::replaced.eq(false)))
            .order(invitations::id)
            .select(columns())
            .load(db)?;
        Self::read_all(rows, db)
    }

    /// Looks after it from now on, in place of the inviter.
    pub(super) fn hand_to(&self, user: UserId, by: &impl Actor, db: &mut Conn) -> Result<()> {
        diesel::update(invitations::table.find(self.id))
            .set((invitations::inviter_id.eq(user), invitations::inviter_name.eq(by.name())))
            .execute(db)?;
        let change = Change::new("Invited by", &self.inviter_name, by.name());
        activity::record(by, self.entry(Deed::InvitationTakenOver).with([change]), db)
    }

    /// Asked again at acceptance: somebody who was demoted meanwhile lets nobody in, and nobody grants what is gone.
    pub(super) fn inviter_could_still_grant(&self, promise: &Promise, db: &mut Conn) -> Result<bool> {
        if !promise.is_there {
            return Ok(false);
        }
        let gives = match self.place {
            Place::Location(here) => Inside::enter(self.inviter, Origin::default(), here, db)
                .map(|inviter| inviter.proof::<InviteUsers>())
                .and_then(|proof| proof.map_or(Ok(false), |proof| proof.may_give(promise, db).map(|()| true))),
            Place::Chain(here) => Within::enter(self.inviter, Origin::default(), here, db)
                .map(|inviter| inviter.proof::<InviteChainUsers>())
                .and_then(|proof| proof.map_or(Ok(false), |proof| proof.may_give(promise, db).map(|()| true))),
        };
        match gives {
            Err(Error::NotFound | Error::Forbidden(_)) => Ok(false),
            other => other,
        }
    }
}
