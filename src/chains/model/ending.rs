//! How a chain, or somebody's part in it, ends; and what that means at the locations.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::access::{Asking, Seats, end_sessions_of_the_homeless, unlink_if_out};
use crate::activity::{self, Deed, Entry};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{ChainId, LocationId, UserId};
use crate::schema::{chain_accesses, chain_roles, chains, users, ways_in};

use super::places::Branch;
use super::rights::EditChain;
use super::{Chain, May, Within};

/// Somebody who can open a location only because of the chain, or can do less there without it.
#[derive(Debug, Clone, PartialEq)]
pub struct Loss {
    pub user: UserId,
    pub name: String,
    pub location: LocationId,
    /// They have no other way in.
    pub is_out: bool,
}

/// A chain that was deleted, and can be restored by its owners.
#[derive(Debug, Clone)]
pub struct Deleted {
    pub id: ChainId,
    pub name: String,
    pub at: NaiveDateTime,
}

impl Chain {
    /// What people would lose if the chain gave nothing any more at some locations.
    pub fn losses(&self, locations: &[LocationId], db: &mut Conn) -> Result<Vec<Loss>> {
        let rows: Vec<(LocationId, UserId, String, Option<ChainId>)> = ways_in::table
            .inner_join(users::table)
            .filter(ways_in::location_id.eq_any(locations.to_vec()))
            .order((users::name, users::id, ways_in::location_id))
            .select((ways_in::location_id, users::id, users::name, ways_in::chain_id))
            .load(db)?;
        let mut ways: BTreeMap<(LocationId, UserId), usize> = BTreeMap::new();
        for (location, user, ..) in &rows {
            *ways.entry((*location, *user)).or_default() += 1;
        }
        let from_here = rows.into_iter().filter(|(_, _, _, chain)| *chain == Some(self.id));
        Ok(from_here
            .map(|(location, user, name, _)| Loss { user, name, location, is_out: ways[&(location, user)] == 1 })
            .collect())
    }

    pub(super) fn users_below(&self, location: LocationId, db: &mut Conn) -> Result<Vec<UserId>> {
        Ok(ways_in::table
            .filter(ways_in::location_id.eq(location).and(ways_in::chain_id.eq(self.id)))
            .select(ways_in::user_id)
            .load(db)?)
    }

    /// Deletes the chain: everything it gave at its locations is gone at once. Its owners can restore it.
    pub fn delete(by: &May<EditChain>, db: &mut Conn) -> Result<()> {
        let branches = Self::hold_all(by.chain().id, db)?;
        let by = by.still(db)?;
        if !by.is_owner() {
            return Err(Error::refused("Only an owner of the chain can delete it."));
        }
        let mut users = Vec::new();
        for branch in &branches {
            users.push((branch.id, by.chain().users_below(branch.id, db)?));
        }
        diesel::update(chains::table.find(by.chain().id)).set(chains::deleted_at.eq(clock::now())).execute(db)?;
        for (location, users) in users {
            by.chain().let_cards_go(location, db)?;
            end_below(location, &users, db)?;
            activity::record(&by.at(location), Entry::new(Deed::ChainDeleted, &by.chain().name), db)?;
        }
        activity::record(&by, Entry::new(Deed::ChainDeleted, &by.chain().name), db)
    }

    /// The deleted chains that somebody owns.
    pub fn deleted_of(by: &Asking, db: &mut Conn) -> Result<Vec<Deleted>> {
        let rows: Vec<(ChainId, String, Option<NaiveDateTime>)> = chain_accesses::table
            .inner_join(chains::table)
            .inner_join(chain_roles::table)
            .filter(chain_accesses::user_id.eq(by.user()).and(chain_roles::template.eq("owner")))
            .filter(chains::deleted_at.is_not_null())
            .order((chains::name, chains::id))
            .select((chains::id, chains::name, chains::deleted_at))
            .load(db)?;
        Ok(rows.into_iter().filter_map(|(id, name, at)| Some(Deleted { id, name, at: at? })).collect())
    }

    /// Brings a deleted chain back, with everything that it gave. A location where that would take more seats than
    /// there are refuses it.
    pub fn restore(by: &Asking, id: ChainId, db: &mut Conn) -> Result<Within> {
        let branches = Self::hold_all(id, db)?;
        let deleted = Self::deleted_of(by, db)?.into_iter().find(|chain| chain.id == id).ok_or(Error::NotFound)?;
        let places: Vec<(LocationId, String)> =
            branches.iter().map(|branch| (branch.id, branch.name.clone())).collect();
        Seats::keep_at(&places, db, |db| {
            let restored = diesel::update(chains::table.find(id)).set(chains::deleted_at.eq(None::<NaiveDateTime>));
            Ok(restored.execute(db)?)
        })?;
        let by = Within::enter(by.user(), by.origin().clone(), id, db)?;
        for branch in &branches {
            activity::record(&by.at(branch.id), Entry::new(Deed::ChainRestored, &deleted.name), db)?;
        }
        activity::record(&by, Entry::new(Deed::ChainRestored, &deleted.name), db)?;
        Ok(by)
    }
}

/// What follows at a location when a chain gives nothing there any more to these users.
pub(super) fn end_below(location: LocationId, users: &[UserId], db: &mut Conn) -> Result<()> {
    for user in users {
        unlink_if_out(location, *user, db)?;
        end_sessions_of_the_homeless(*user, db)?;
    }
    Ok(())
}

impl Branch {
    /// `Old Town, Harbour and Garden`.
    pub fn names(branches: &[Branch]) -> String {
        let names: Vec<String> = branches.iter().map(|branch| branch.name.clone()).collect();
        crate::text::together(&names)
    }
}
