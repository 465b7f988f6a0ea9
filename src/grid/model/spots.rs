//! What one person is at one location, and by whom it was given.

use std::collections::HashMap;

use diesel::dsl::count;
use diesel::prelude::*;

use crate::access::{Differing, differing};
use crate::db::{Conn, among};
use crate::error::Result;
use crate::id::{ChainId, LocationId, RoleId, UserId};
use crate::schema::{chain_accesses, chain_grants, roles, ways_in};

/// A role that somebody has at a location.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    pub role: String,
    pub from: From,
}

/// Who gave it.
#[derive(Debug, Clone, PartialEq)]
pub enum From {
    /// The location itself. In how many rights it differs from the role.
    Here { differs: usize },
    /// The chain, at this location.
    Chain,
    /// The chain, at all of its locations.
    Everywhere,
    /// Another chain.
    Other(String),
}

/// Where a person and a location meet: all of it adds up.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Spot {
    pub parts: Vec<Part>,
    /// What the chain gives here in place of what it gives everywhere.
    pub given: Option<RoleId>,
}

type Way = (UserId, LocationId, String, Option<ChainId>, String);

/// Where several people and several locations meet.
pub(super) struct Spots(HashMap<(UserId, LocationId), Spot>);

impl Spots {
    pub fn of(chain: ChainId, users: &[UserId], places: &[LocationId], db: &mut Conn) -> Result<Self> {
        let ways: Vec<Way> = ways_in::table
            .inner_join(roles::table)
            .filter(among(ways_in::user_id, users).and(among(ways_in::location_id, places)))
            .order((roles::place, ways_in::chain_id))
            .select((ways_in::user_id, ways_in::location_id, roles::name, ways_in::chain_id, ways_in::chain_name))
            .load(db)?;
        let given: Vec<(UserId, LocationId, RoleId)> = chain_grants::table
            .inner_join(chain_accesses::table)
            .filter(chain_accesses::chain_id.eq(chain).and(among(chain_accesses::user_id, users)))
            .filter(among(chain_grants::location_id, places))
            .select((chain_accesses::user_id, chain_grants::location_id, chain_grants::role_id))
            .load(db)?;
        let differing = differing(places, Some(users), db)?;
        let mut spots = Spots(HashMap::new());
        for (user, place, role) in given {
            spots.at(user, place).given = Some(role);
        }
        for way in ways {
            spots.add(way, chain, &differing);
        }
        Ok(spots)
    }

    fn at(&mut self, user: UserId, place: LocationId) -> &mut Spot {
        self.0.entry((user, place)).or_default()
    }

    fn add(&mut self, (user, place, role, from, name): Way, chain: ChainId, differing: &Differing) {
        let spot = self.at(user, place);
        let from = match from {
            None => From::Here { differs: differing.get(&(user, place)).copied().unwrap_or_default() },
            Some(other) if other != chain => From::Other(name),
            Some(_) if spot.given.is_some() => From::Chain,
            Some(_) => From::Everywhere,
        };
        spot.parts.push(Part { role, from });
    }

    pub fn take(&mut self, user: UserId, place: LocationId) -> Spot {
        self.0.remove(&(user, place)).unwrap_or_default()
    }
}

/// How many people have access to each of some locations.
pub(super) fn people_at(places: &[LocationId], db: &mut Conn) -> Result<HashMap<LocationId, i64>> {
    let counts: Vec<(LocationId, i64)> = ways_in::table
        .filter(among(ways_in::location_id, places))
        .group_by(ways_in::location_id)
        .select((ways_in::location_id, count(ways_in::user_id).aggregate_distinct()))
        .load(db)?;
    Ok(counts.into_iter().collect())
}
