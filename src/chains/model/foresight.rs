//! How somebody stands in a chain and at its locations at one moment: looked at before and after what is only tried.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::access::Held;
use crate::db::Conn;
use crate::error::Result;
use crate::id::{ChainId, LocationId, UserId};
use crate::schema::{chain_locations, invitations, members, sessions};

use super::accesses::ChainAccess;

/// One person at one moment.
#[derive(Debug, Clone)]
pub struct Moment {
    /// What the chain gives them.
    pub access: Option<ChainAccess>,
    /// What they hold at each location, by whatever road.
    pub held: HashMap<LocationId, Held>,
    /// The cards that their account is linked to.
    pub cards: Vec<(LocationId, String)>,
    /// Where they use a seat anyway, because their card is in the schedule.
    pub in_schedule: Vec<LocationId>,
    /// Whether they are signed in anywhere.
    pub is_signed_in: bool,
}

impl Moment {
    pub fn of(user: UserId, chain: ChainId, db: &mut Conn) -> Result<Self> {
        let here = chain_locations::table.filter(chain_locations::chain_id.eq(chain));
        let cards: Vec<(LocationId, String, bool)> = members::table
            .filter(members::user_id.eq(user))
            .filter(members::location_id.eq_any(here.select(chain_locations::location_id)))
            .order(members::location_id)
            .select((members::location_id, members::name, members::in_schedule))
            .load(db)?;
        let signed_in = diesel::dsl::exists(sessions::table.filter(sessions::user_id.eq(user)));
        Ok(Moment {
            access: ChainAccess::of(chain, user, db)?,
            held: Held::in_chain(user, chain, db)?,
            in_schedule: cards.iter().filter(|(.., is_in)| *is_in).map(|(location, ..)| *location).collect(),
            cards: cards.into_iter().map(|(location, name, _)| (location, name)).collect(),
            is_signed_in: diesel::select(signed_in).get_result(db)?,
        })
    }

    /// How many invitations to the chain that somebody sent nobody has answered yet.
    pub fn invitations_of(user: UserId, chain: ChainId, db: &mut Conn) -> Result<i64> {
        Ok(invitations::table
            .filter(invitations::inviter_id.eq(user).and(invitations::chain_id.eq(chain)))
            .filter(invitations::state.eq("pending").and(invitations::replaced.eq(false)))
            .count()
            .get_result(db)?)
    }
}
