//! Everybody in a chain: those to whom it gives something, and those who have access at one of its locations.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use diesel::prelude::*;

use crate::db::Conn;
use crate::error::Result;
use crate::id::{ChainId, LocationId, UserId};
use crate::schema::{chain_accesses, chain_locations, contacts, users, ways_in};
use crate::text;

use super::Within;
use super::accesses::ChainAccess;

/// A user of the chain or of one of its locations.
#[derive(Debug, Clone)]
pub struct Somebody {
    pub user: UserId,
    pub name: String,
    pub logins: Vec<String>,
    /// What the chain gives them, short of the roles at single locations; none where it gives nothing.
    pub access: Option<ChainAccess>,
    /// Where they can go in, by whatever road.
    pub locations: BTreeSet<LocationId>,
}

/// Everybody, by name.
#[derive(Debug, Clone)]
pub struct People(Vec<Somebody>);

impl People {
    /// Three statements, however many there are.
    pub fn of(by: &Within, db: &mut Conn) -> Result<Self> {
        let chain = by.chain().id;
        let here = || chain_locations::table.filter(chain_locations::chain_id.eq(chain));
        let ways: Vec<(UserId, String, LocationId)> = ways_in::table
            .inner_join(users::table)
            .filter(ways_in::location_id.eq_any(here().select(chain_locations::location_id)))
            .select((users::id, users::name, ways_in::location_id))
            .load(db)?;
        let mut everybody: BTreeMap<UserId, Somebody> = BTreeMap::new();
        for (user, name, location) in ways {
            everybody.entry(user).or_insert_with(|| Somebody::new(user, name)).locations.insert(location);
        }
        for access in ChainAccess::without_grants(chain, db)? {
            let (user, name) = (access.user, access.name.clone());
            everybody.entry(user).or_insert_with(|| Somebody::new(user, name)).access = Some(access);
        }
        let mut logins = logins(chain, db)?;
        let mut people: Vec<Somebody> = everybody.into_values().collect();
        for one in &mut people {
            one.logins = logins.remove(&one.user).unwrap_or_default();
        }
        people.sort_by_cached_key(|one| (text::key(&one.name), one.user));
        Ok(People(people))
    }

    /// How many there are.
    pub fn count(by: &Within, db: &mut Conn) -> Result<i64> {
        let chain = by.chain().id;
        let here = chain_locations::table.filter(chain_locations::chain_id.eq(chain));
        let inside = ways_in::table
            .filter(ways_in::location_id.eq_any(here.select(chain_locations::location_id)))
            .select(ways_in::user_id);
        let known = chain_accesses::table.filter(chain_accesses::chain_id.eq(chain)).select(chain_accesses::user_id);
        let everybody = users::table.filter(users::id.eq_any(inside).or(users::id.eq_any(known)));
        Ok(everybody.count().get_result(db)?)
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Somebody> {
        self.0.iter()
    }

    /// Whether somebody has a way in at one of the locations.
    pub fn has_at_a_location(chain: ChainId, user: UserId, db: &mut Conn) -> Result<bool> {
        let here = chain_locations::table.filter(chain_locations::chain_id.eq(chain));
        let ways = ways_in::table
            .filter(ways_in::user_id.eq(user))
            .filter(ways_in::location_id.eq_any(here.select(chain_locations::location_id)));
        Ok(diesel::select(diesel::dsl::exists(ways)).get_result(db)?)
    }
}

impl IntoIterator for People {
    type Item = Somebody;
    type IntoIter = std::vec::IntoIter<Somebody>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Somebody {
    fn new(user: UserId, name: String) -> Self {
        Somebody { user, name, logins: Vec::new(), access: None, locations: BTreeSet::new() }
    }

    pub fn has_chain_rights(&self) -> bool {
        self.access.as_ref().is_some_and(|access| access.held.is_some())
    }

    /// Whether their name or one of their contacts holds this, as names are compared.
    pub fn is_found(&self, typed: &str) -> bool {
        let (key, number) = (text::key(typed.trim()), text::dialled(typed));
        let is_number = number.chars().filter(char::is_ascii_digit).count() > 2;
        let in_login = |login: &String| {
            text::key(login).contains(&key) || (is_number && text::dialled(login).contains(number.trim()))
        };
        key.is_empty() || text::key(&self.name).contains(&key) || self.logins.iter().any(in_login)
    }
}

/// The proven contacts of everybody here, as they wrote them.
fn logins(chain: ChainId, db: &mut Conn) -> Result<HashMap<UserId, Vec<String>>> {
    let here = chain_locations::table.filter(chain_locations::chain_id.eq(chain));
    let inside = ways_in::table
        .filter(ways_in::location_id.eq_any(here.select(chain_locations::location_id)))
        .select(ways_in::user_id);
    let given = chain_accesses::table.filter(chain_accesses::chain_id.eq(chain)).select(chain_accesses::user_id);
    let all: Vec<(UserId, String)> = contacts::table
        .filter(contacts::user_id.eq_any(inside).or(contacts::user_id.eq_any(given)))
        .filter(contacts::verified_at.is_not_null())
        .order(contacts::id)
        .select((contacts::user_id, contacts::shown))
        .load(db)?;
    let mut logins: HashMap<UserId, Vec<String>> = HashMap::new();
    for (user, login) in all {
        logins.entry(user).or_default().push(login);
    }
    Ok(logins)
}
