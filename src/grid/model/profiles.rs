//! Which roles everybody of a chain has, and at how many of its locations; and who is unlike most people like them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::access::Role;
use crate::chains::Person;
use crate::db::{Conn, among};
use crate::error::Result;
use crate::id::{ChainId, LocationId, UserId};
use crate::schema::{accesses, chain_accesses, chain_grants, roles, ways_in};
use crate::text;

/// How few people can have a habit.
const ENOUGH: usize = 3;

/// Of each person, at how many locations they have a role of this name.
pub(super) struct Profiles(HashMap<UserId, BTreeMap<String, i64>>);

type Count = (UserId, String, i64);

impl Profiles {
    /// Counted by the database: a row for each role that somebody has, however many locations there are.
    pub fn of(chain: ChainId, places: &[LocationId], people: &[Person], db: &mut Conn) -> Result<Self> {
        let own: Vec<Count> = accesses::table
            .inner_join(roles::table)
            .filter(among(accesses::location_id, places))
            .group_by((accesses::user_id, roles::name))
            .select((accesses::user_id, roles::name, count_star()))
            .load(db)?;
        let given: Vec<Count> = chain_grants::table
            .inner_join(chain_accesses::table)
            .inner_join(roles::table)
            .filter(chain_accesses::chain_id.eq(chain))
            .group_by((chain_accesses::user_id, roles::name))
            .select((chain_accesses::user_id, roles::name, count_star()))
            .load(db)?;
        let elsewhere: Vec<Count> = ways_in::table
            .inner_join(roles::table)
            .filter(among(ways_in::location_id, places))
            .filter(ways_in::chain_id.is_not_null().and(ways_in::chain_id.assume_not_null().ne(chain)))
            .group_by((ways_in::user_id, roles::name))
            .select((ways_in::user_id, roles::name, count_star()))
            .load(db)?;
        let names: HashMap<_, _> = Role::list(chain, db)?.into_iter().map(|role| (role.id, role.name)).collect();
        let mut profiles = Profiles(HashMap::new());
        let mut single: HashMap<UserId, i64> = HashMap::new();
        for (user, _, count) in &given {
            *single.entry(*user).or_default() += count;
        }
        for (user, role, count) in own.into_iter().chain(given).chain(elsewhere) {
            profiles.add(user, role, count);
        }
        for person in people {
            let Some(role) = person.everywhere.and_then(|id| names.get(&id)) else { continue };
            let left = places.len() as i64 - single.get(&person.user).copied().unwrap_or_default();
            if left > 0 {
                profiles.add(person.user, role.clone(), left);
            }
        }
        Ok(profiles)
    }

    fn add(&mut self, user: UserId, role: String, count: i64) {
        *self.0.entry(user).or_default().entry(role).or_default() += count;
    }

    pub fn has(&self, user: UserId, role: &str) -> bool {
        let key = text::key(role);
        self.0.get(&user).is_some_and(|roles| roles.keys().any(|name| text::key(name) == key))
    }

    /// The role that somebody has at most locations; of several, the first by name.
    fn usual(&self, user: UserId) -> Option<&str> {
        let roles = self.0.get(&user)?;
        roles.iter().rev().max_by_key(|(_, count)| **count).map(|(name, _)| name.as_str())
    }

    fn roles(&self, user: UserId) -> BTreeSet<&str> {
        self.0.get(&user).map(|roles| roles.keys().map(String::as_str).collect()).unwrap_or_default()
    }
}

/// The odd ones out: whoever has other roles than more than half of the people with the same chain role, or, without
/// one, with the same usual role. Two people have no habit. Of each, what most of those have.
pub(super) fn norms(people: &[Person], profiles: &Profiles) -> HashMap<UserId, String> {
    let mut groups: BTreeMap<(bool, &str), Vec<UserId>> = BTreeMap::new();
    for person in people {
        let likeness = match &person.held {
            Some(held) => (true, held.role.name.as_str()),
            None => (false, profiles.usual(person.user).unwrap_or_default()),
        };
        groups.entry(likeness).or_default().push(person.user);
    }
    let mut odd = HashMap::new();
    for group in groups.into_values().filter(|group| group.len() >= ENOUGH) {
        let mut habits: BTreeMap<BTreeSet<&str>, usize> = BTreeMap::new();
        for user in &group {
            *habits.entry(profiles.roles(*user)).or_default() += 1;
        }
        let Some((habit, _)) = habits.iter().find(|(_, count)| **count * 2 > group.len()) else { continue };
        let words = match habit.is_empty() {
            true => "no role".to_owned(),
            false => text::together(&habit.iter().map(|role| (*role).to_owned()).collect::<Vec<_>>()),
        };
        let unlike = group.iter().filter(|user| profiles.roles(**user) != *habit);
        odd.extend(unlike.map(|user| (*user, words.clone())));
    }
    odd
}
