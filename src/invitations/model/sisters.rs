//! Somebody who works at another location of the same chain is added to this one, and reads it so (cases A15).

use diesel::prelude::*;

use crate::chains::Chain;
use crate::db::Conn;
use crate::error::Result;
use crate::id::{ChainId, UserId};
use crate::schema::{chain_locations, ways_in};
use crate::users::User;

use super::Invitation;

impl Invitation {
    /// The name of a chain that this location shares with another where the user is inside.
    pub fn sister_of(&self, user: UserId, db: &mut Conn) -> Result<Option<String>> {
        let Some(here) = self.place.location() else { return Ok(None) };
        let chains = Chain::of_location(here, db)?;
        if chains.is_empty() {
            return Ok(None);
        }
        let ids: Vec<ChainId> = chains.iter().map(|(id, _)| *id).collect();
        let shared: Option<ChainId> = ways_in::table
            .inner_join(chain_locations::table.on(chain_locations::location_id.eq(ways_in::location_id)))
            .filter(chain_locations::chain_id.eq_any(ids))
            .filter(ways_in::user_id.eq(user).and(ways_in::location_id.ne(here)))
            .order(chain_locations::chain_id)
            .select(chain_locations::chain_id)
            .first(db)
            .optional()?;
        Ok(chains.into_iter().find(|(id, _)| Some(*id) == shared).map(|(_, name)| name))
    }

    /// The same for whoever its contact belongs to. Only the letter to them says it: the inviter learns nothing (cases A16).
    pub(super) fn sister_of_addressee(&self, db: &mut Conn) -> Result<Option<String>> {
        for contact in self.contacts() {
            if let Some(known) = User::by_contact(&contact, db)? {
                return self.sister_of(known.id, db);
            }
        }
        Ok(None)
    }
}
