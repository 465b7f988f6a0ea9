//! What some people of a chain could give in it: asked for many at once.

use std::collections::HashMap;

use crate::access::Held;
use crate::db::Conn;
use crate::error::Result;
use crate::id::{ChainId, UserId};

use super::accesses::{ChainAccess, ChainHeld};
use super::power::Power;
use super::rights::ChainRight;
use super::wanted::Wanted;

/// Somebody with chain rights, and what they may give at the locations.
#[derive(Debug, Clone)]
pub struct Giver {
    held: ChainHeld,
    power: Power,
}

impl Giver {
    /// Those of some users who have chain rights. The same few statements, however many there are.
    pub fn of_users(chain: ChainId, users: &[UserId], db: &mut Conn) -> Result<HashMap<UserId, Self>> {
        let accesses = ChainAccess::of_users_in(chain, users, db)?;
        let mut held = Held::of_users_in_chain(users, chain, db)?;
        let giver = |access: ChainAccess| {
            let power = Power::gathered(Some(&access), held.remove(&access.user).unwrap_or_default());
            Some((access.user, Giver { held: access.held?, power }))
        };
        Ok(accesses.into_iter().filter_map(giver).collect())
    }

    pub fn has(&self, right: ChainRight) -> bool {
        self.held.rights.has(right)
    }

    /// Whether they could give all of it.
    pub fn could_give(&self, wanted: &Wanted) -> bool {
        let gives_role = wanted.held.as_ref().is_none_or(|held| held.is_within(&self.held));
        let gives_everywhere = wanted.everywhere.as_ref().is_none_or(|role| self.power.gives_everywhere(role));
        gives_role && gives_everywhere && wanted.at.iter().all(|(place, role)| self.power.gives_at(*place, role))
    }
}
