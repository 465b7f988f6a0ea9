//! Who stands behind an invitation: its inviter, until they could no longer grant the role; then whoever takes it over.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::access::rights::InviteUsers;
use crate::access::{Access, Can, Held, Inside, Right, Role, can_grant};
use crate::activity::{self, Change, Deed, Origin};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::UserId;
use crate::schema::invitations;

use super::{Invitation, Row, columns};

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
            let role = Role::once(invitation.location, invitation.role, db)?;
            match self {
                Legacy::TakenOver if can_grant(by, &role) => invitation.hand_to(by, db)?,
                Legacy::Revoked if can_grant(by, &role) => invitation.revoke(by, db)?,
                _ => {}
            }
        }
        Ok(())
    }
}

/// The inviters of a page of invitations, and what they hold now.
pub struct Sponsors(HashMap<UserId, Held>);

impl Sponsors {
    pub fn of<'a>(by: &Inside, invitations: impl IntoIterator<Item = &'a Invitation>, db: &mut Conn) -> Result<Self> {
        let inviters: Vec<UserId> = invitations.into_iter().map(|invitation| invitation.inviter).collect();
        Access::held_by(by, &inviters, db).map(Sponsors)
    }

    /// Whether the inviter could still grant what is offered. `roles` are those of the location.
    pub fn stand_behind(&self, invitation: &Invitation, roles: &[Role]) -> bool {
        let offered = roles.iter().find(|role| role.id == invitation.role);
        let held = self.0.get(&invitation.inviter);
        held.zip(offered).is_some_and(|(held, offered)| held.rights().has(Right::InviteUsers) && held.can_give(offered))
    }
}

impl Invitation {
    /// Stands in for an inviter who could no longer grant the role (cases F11).
    pub fn take_over(&self, by: &Can<InviteUsers>, db: &mut Conn) -> Result<()> {
        let by = by.still(db)?;
        let role = self.must_be_open(&by, db)?;
        if self.inviter_could_still_grant(&role, db)? {
            return Err(Error::Conflict(format!(
                "{} still looks after the invitation to {}.",
                self.inviter_name, self.name
            )));
        }
        self.hand_to(&by, db)
    }

    /// The invitations of somebody that nobody has answered yet.
    pub fn sent_by(by: &Inside, inviter: UserId, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = invitations::table
            .filter(invitations::location_id.eq(by.location().id).and(invitations::inviter_id.eq(inviter)))
            .filter(invitations::state.eq("pending").and(invitations::replaced.eq(false)))
            .order(invitations::id)
            .select(columns())
            .load(db)?;
        Ok(rows.into_iter().map(Self::from).collect())
    }

    /// Looks after it from now on, in place of the inviter.
    pub(super) fn hand_to(&self, by: &Inside, db: &mut Conn) -> Result<()> {
        diesel::update(invitations::table.find(self.id))
            .set((invitations::inviter_id.eq(by.user()), invitations::inviter_name.eq(by.who())))
            .execute(db)?;
        let change = Change::new("Invited by", &self.inviter_name, by.who());
        activity::record(by, self.entry(Deed::InvitationTakenOver).with([change]), db)
    }

    /// Asked again at acceptance: somebody who was demoted meanwhile lets nobody in, and nobody grants a deleted role.
    pub(super) fn inviter_could_still_grant(&self, role: &Role, db: &mut Conn) -> Result<bool> {
        if !role.is_there(self.location, db)? {
            return Ok(false);
        }
        match Inside::enter(self.inviter, Origin::default(), self.location, db) {
            Ok(inviter) => Ok(inviter.may(Right::InviteUsers) && can_grant(&inviter, role)),
            Err(Error::NotFound) => Ok(false),
            Err(other) => Err(other),
        }
    }
}
