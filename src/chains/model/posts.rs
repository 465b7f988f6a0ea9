//! The roles of a chain, both kinds: those with chain rights, and those that it gives at its locations. And who has them.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::access::{Rights, Role, RoleRow};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{ChainId, ChainRoleId, InvitationId, LocationId, RoleId};
use crate::schema::{chain_roles, invitation_grants, invitations, roles};

use super::accesses::ChainAccess;
use super::places::Branch;
use super::power::Power;
use super::rights::ChainRights;
use super::roles::{self as kept, ChainRole};
use super::{Within, guards};

/// Which role of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// One with chain rights.
    InChain(ChainRoleId),
    /// One that is given at locations.
    AtLocations(RoleId),
}

/// What a role of a chain lets people do.
#[derive(Debug, Clone, PartialEq)]
pub enum Grip {
    InChain(ChainRights),
    AtLocations(Rights),
}

/// A role of a chain, and how it came to be what it is.
#[derive(Debug, Clone)]
pub struct Post {
    pub which: Which,
    pub name: String,
    /// The ready-made role that it is, if it is one.
    pub template: Option<String>,
    /// What it is for, when it is ready-made.
    pub purpose: &'static str,
    pub grip: Grip,
    pub version: i64,
    pub changed_by: String,
    pub changed_at: Option<NaiveDateTime>,
}

type Last = (i64, String, Option<NaiveDateTime>);

impl Post {
    /// The roles with chain rights, strongest first, then those that are given at locations.
    pub fn list(chain: ChainId, db: &mut Conn) -> Result<Vec<Self>> {
        let in_chain: Vec<(kept::Row, Last)> = chain_roles::table
            .filter(chain_roles::chain_id.eq(chain).and(chain_roles::deleted_at.is_null()))
            .order((chain_roles::place, chain_roles::id))
            .select((ChainRole::COLUMNS, (chain_roles::version, chain_roles::changed_by, chain_roles::changed_at)))
            .load(db)?;
        let at_locations: Vec<(RoleRow, Last)> = roles::table
            .filter(roles::chain_id.eq(chain).and(roles::deleted_at.is_null()))
            .order((roles::place, roles::id))
            .select((Role::COLUMNS, (roles::version, roles::changed_by, roles::changed_at)))
            .load(db)?;
        let in_chain = in_chain.into_iter().map(|(role, last)| Self::in_chain(ChainRole::from(role), last));
        Ok(in_chain
            .chain(at_locations.into_iter().map(|(role, last)| Self::at_locations(Role::from(role), last)))
            .collect())
    }

    /// One of them, or `NotFound`.
    pub fn find(chain: ChainId, which: Which, db: &mut Conn) -> Result<Self> {
        Self::list(chain, db)?.into_iter().find(|post| post.which == which).ok_or(Error::NotFound)
    }

    fn in_chain(role: ChainRole, (version, changed_by, changed_at): Last) -> Self {
        Post {
            which: Which::InChain(role.id),
            purpose: role.purpose(),
            grip: Grip::InChain(role.rights),
            name: role.name,
            template: role.template,
            version,
            changed_by,
            changed_at,
        }
    }

    fn at_locations(role: Role, (version, changed_by, changed_at): Last) -> Self {
        Post {
            which: Which::AtLocations(role.id),
            purpose: role.purpose(),
            grip: Grip::AtLocations(role.rights),
            name: role.name,
            template: role.template,
            version,
            changed_by,
            changed_at,
        }
    }

    /// As a chain role, with other rights.
    pub(super) fn as_chain_role(&self, id: ChainRoleId, rights: ChainRights) -> ChainRole {
        let (name, template) = (self.name.clone(), self.template.clone());
        ChainRole { id, name, template, rights, version: self.version }
    }

    /// As a role at locations, with other rights.
    pub fn as_role(&self, id: RoleId, rights: Rights) -> Role {
        Role { id, name: self.name.clone(), template: self.template.clone(), rights }
    }

    pub fn is_owner(&self) -> bool {
        matches!(self.which, Which::InChain(_)) && self.template.as_deref() == Some("owner")
    }

    /// Those who have it, out of everybody to whom the chain gives something.
    pub fn holders(&self, all: &[ChainAccess]) -> Vec<ChainAccess> {
        all.iter().filter(|access| self.is_held_by(access)).cloned().collect()
    }

    fn is_held_by(&self, access: &ChainAccess) -> bool {
        match self.which {
            Which::InChain(id) => access.held.as_ref().is_some_and(|held| held.role.id == id),
            Which::AtLocations(id) => access.everywhere.iter().chain(access.at.values()).any(|role| role.id == id),
        }
    }

    /// The open invitations that offer it: their numbers, and for whom they are.
    pub fn offers(&self, chain: ChainId, db: &mut Conn) -> Result<Vec<(InvitationId, String)>> {
        let open = invitations::table
            .filter(invitations::chain_id.eq(chain).and(invitations::state.eq("pending")))
            .order((invitations::name, invitations::id))
            .select((invitations::id, invitations::name));
        Ok(match self.which {
            Which::InChain(id) => open.filter(invitations::chain_role_id.eq(id)).load(db)?,
            Which::AtLocations(id) => {
                let single = invitation_grants::table
                    .filter(invitation_grants::role_id.eq(id))
                    .select(invitation_grants::invitation_id);
                open.filter(invitations::everywhere_role_id.eq(id).or(invitations::id.eq_any(single))).load(db)?
            }
        })
    }

    /// Whether this person may change it: nobody their own, nobody a stronger one, nobody that of somebody stronger
    /// (cases H3 to H5).
    pub fn may_edit(&self, by: &Within, holders: &[ChainAccess], power: &Power, branches: &[Branch]) -> Result<()> {
        let name = &self.name;
        if self.is_owner() {
            return Err(Error::refused(format!(
                "The role {name} holds every chain right, now and in later versions, so it cannot be changed."
            )));
        }
        if holders.iter().any(|holder| holder.user == by.user()) {
            return Err(Error::refused(format!(
                "{name} is your own role, and nobody changes their own rights. Somebody else who may change roles can do it."
            )));
        }
        self.must_be_givable(by, &self.grip, holders, power, branches)?;
        match holders.iter().find(|holder| guards::may_touch(by, holder).is_err()) {
            Some(stronger) => Err(Error::refused(format!(
                "{} has the role {name} and holds chain rights that you do not hold yourself, so you cannot change it.",
                stronger.name
            ))),
            None => Ok(()),
        }
    }

    /// Whether this person may delete it: ready-made ones stay.
    pub fn may_delete(&self, by: &Within, holders: &[ChainAccess], power: &Power, branches: &[Branch]) -> Result<()> {
        if self.template.is_some() {
            return Err(Error::refused(format!(
                "{} is ready-made, and ready-made roles stay. A role that nobody has does no harm.",
                self.name
            )));
        }
        self.may_edit(by, holders, power, branches)
    }

    /// Nobody gives or takes what they do not hold, anywhere where somebody has the role.
    pub(super) fn must_be_givable(
        &self,
        by: &Within,
        grip: &Grip,
        holders: &[ChainAccess],
        power: &Power,
        branches: &[Branch],
    ) -> Result<()> {
        match (self.which, grip) {
            (Which::InChain(_), Grip::InChain(rights)) if !by.is_owner() && !by.rights().cover(*rights) => {
                Err(Error::refused(format!(
                    "The role {} would hold, or holds, chain rights that you do not hold yourself.",
                    self.name
                )))
            }
            (Which::AtLocations(id), Grip::AtLocations(rights)) => {
                let role = self.as_role(id, rights.clone());
                if !power.gives_somewhere(&role) {
                    return Err(Error::refused(format!(
                        "The role {} would hold, or holds, rights that you do not hold at any location.",
                        self.name
                    )));
                }
                if holders.iter().any(|one| one.everywhere.as_ref().is_some_and(|role| role.id == id)) {
                    power.may_give_everywhere(&role)?;
                }
                let is_here =
                    |here: LocationId| holders.iter().any(|one| one.at.get(&here).is_some_and(|role| role.id == id));
                for branch in branches.iter().filter(|branch| is_here(branch.id)) {
                    power.may_give_at((branch.id, &branch.name), &role)?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The locations where somebody has it.
    pub fn places<'a>(&self, holders: &[ChainAccess], branches: &'a [Branch]) -> Vec<&'a Branch> {
        let Which::AtLocations(id) = self.which else { return Vec::new() };
        let is_here = |here: LocationId| holders.iter().any(|one| one.role_at(here).is_some_and(|role| role.id == id));
        branches.iter().filter(|branch| is_here(branch.id)).collect()
    }
}
