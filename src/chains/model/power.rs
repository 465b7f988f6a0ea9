//! What somebody may give at the locations of a chain: nobody gives what they do not hold (rights.md §6).

use std::collections::HashMap;

use crate::access::{Held, Rights, Role};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{LocationId, UserId};

use super::{ChainAccess, Within};

/// What somebody holds at the locations of a chain, and so may give there.
#[derive(Debug, Clone)]
pub struct Power {
    /// A Chain owner gives any role of the chain at its locations: that is what adding a location to a chain agrees to.
    is_owner: bool,
    /// What they are at all locations, also at future ones.
    everywhere: Rights,
    at: HashMap<LocationId, Held>,
}

impl Power {
    pub fn of(by: &Within, db: &mut Conn) -> Result<Self> {
        Self::of_user(by, by.user(), db)
    }

    pub(super) fn of_user(by: &Within, user: UserId, db: &mut Conn) -> Result<Self> {
        let own = ChainAccess::of(by.chain().id, user, db)?;
        Ok(Self::gathered(own.as_ref(), Held::in_chain(user, by.chain().id, db)?))
    }

    pub(super) fn gathered(own: Option<&ChainAccess>, at: HashMap<LocationId, Held>) -> Self {
        let everywhere = own.and_then(|own| own.everywhere.as_ref()).map(|role| role.rights.clone());
        Power { is_owner: own.is_some_and(ChainAccess::is_owner), everywhere: everywhere.unwrap_or_default(), at }
    }

    /// Whether they could give a role of the chain at one of its locations.
    pub fn gives_at(&self, location: LocationId, role: &Role) -> bool {
        self.is_owner || self.at.get(&location).is_some_and(|held| held.can_give(role))
    }

    /// Whether they could give it at all locations, also at future ones.
    pub fn gives_everywhere(&self, role: &Role) -> bool {
        self.is_owner || self.everywhere.cover(&role.rights)
    }

    /// Whether there is a location at which they could give it.
    pub fn gives_somewhere(&self, role: &Role) -> bool {
        self.gives_everywhere(role) || self.at.values().any(|held| held.can_give(role))
    }

    /// Everything that they could give somewhere.
    pub fn whole(&self) -> Rights {
        if self.is_owner {
            return Rights::all();
        }
        self.at.values().fold(self.everywhere.clone(), |whole, held| whole.joined(held.rights()))
    }

    pub fn may_give_at(&self, location: (LocationId, &str), role: &Role) -> Result<()> {
        if self.gives_at(location.0, role) {
            return Ok(());
        }
        let why = format!(
            "The role {} holds rights that you do not hold at {}, so you cannot give or take it there.",
            role.name, location.1
        );
        Err(Error::refused(why))
    }

    pub(super) fn may_give_everywhere(&self, role: &Role) -> Result<()> {
        if self.gives_everywhere(role) {
            return Ok(());
        }
        let why = format!(
            "You do not hold the rights of {} at all locations, also at future ones, so you cannot give or take it there.",
            role.name
        );
        Err(Error::refused(why))
    }
}
