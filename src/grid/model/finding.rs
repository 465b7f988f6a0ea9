//! Finding the people of a page before anything is read of what they are where.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use crate::access::differing;
use crate::chains::{Branch, Person, Within};
use crate::db::Conn;
use crate::error::Result;
use crate::id::{ChainId, LocationId, UserId};
use crate::schema::{contacts, people_of_chains, roles, ways_in};
use crate::text;

use super::PER_PAGE;
use super::profiles::{Profiles, norms};
use super::sieve::{Only, Sieve};

/// The people of one page, and how many there are on all of them.
pub(super) struct Found {
    pub people: Vec<(Person, Option<String>)>,
    pub total: usize,
}

impl Found {
    /// Without filters the database itself takes the page out; with them, the people are sifted by what is asked for.
    pub fn by(by: &Within, sieve: &Sieve, branches: &[Branch], page: usize, db: &mut Conn) -> Result<Self> {
        let chain = by.chain().id;
        if sieve.is_open() {
            let people = Person::some(chain, page * PER_PAGE, PER_PAGE, db)?;
            let total = Person::count(chain, db)? as usize;
            return Ok(Found { people: people.into_iter().map(|person| (person, None)).collect(), total });
        }
        let all = Self::all(by, sieve, branches, db)?;
        let total = all.len();
        Ok(Found { people: all.into_iter().skip(page * PER_PAGE).take(PER_PAGE).collect(), total })
    }

    /// Everybody who passes, by name, and what most people like them have where the odd ones out are looked for.
    pub fn all(
        by: &Within,
        sieve: &Sieve,
        branches: &[Branch],
        db: &mut Conn,
    ) -> Result<Vec<(Person, Option<String>)>> {
        let chain = by.chain().id;
        let mut people = Person::all(chain, db)?;
        if !sieve.search.is_empty() {
            let logins = logins(chain, db)?;
            let nothing = Vec::new();
            people.retain(|person| {
                text::finds(&sieve.search, &person.name, logins.get(&person.user).unwrap_or(&nothing))
            });
        }
        let places: Vec<LocationId> = sieve.branches(branches).iter().map(|branch| branch.id).collect();
        if sieve.only == Only::Differing {
            let users: HashSet<UserId> = differing(&places, None, db)?.into_keys().map(|(user, _)| user).collect();
            people.retain(|person| users.contains(&person.user));
        }
        let mut most_have = HashMap::new();
        if sieve.only == Only::Odd || (!sieve.role.is_empty() && sieve.location.is_none()) {
            let profiles = Profiles::of(chain, branches.len(), &people, db)?;
            if sieve.location.is_none() && !sieve.role.is_empty() {
                people.retain(|person| profiles.has(person.user, &sieve.role));
            }
            if sieve.only == Only::Odd {
                most_have = norms(&Person::all(chain, db)?, &profiles);
                people.retain(|person| most_have.contains_key(&person.user));
            }
        }
        if let Some(location) = sieve.location {
            let there = roles_at(location, db)?;
            let key = text::key(&sieve.role);
            people.retain(|person| {
                let roles = there.get(&person.user);
                roles.is_some_and(|roles| key.is_empty() || roles.iter().any(|role| text::key(role) == key))
            });
        }
        Ok(people
            .into_iter()
            .map(|person| (most_have.remove(&person.user), person))
            .map(|(norm, person)| (person, norm))
            .collect())
    }
}

/// The proven contacts of everybody of the chain, as they wrote them.
fn logins(chain: ChainId, db: &mut Conn) -> Result<HashMap<UserId, Vec<String>>> {
    let of_chain = people_of_chains::table.filter(people_of_chains::chain_id.eq(chain));
    let all: Vec<(UserId, String)> = contacts::table
        .filter(contacts::user_id.eq_any(of_chain.select(people_of_chains::user_id)))
        .filter(contacts::verified_at.is_not_null())
        .select((contacts::user_id, contacts::shown))
        .load(db)?;
    Ok(gathered(all))
}

/// What the roles are called that people have at one location.
fn roles_at(location: LocationId, db: &mut Conn) -> Result<HashMap<UserId, Vec<String>>> {
    let all: Vec<(UserId, String)> = ways_in::table
        .inner_join(roles::table)
        .filter(ways_in::location_id.eq(location))
        .select((ways_in::user_id, roles::name))
        .load(db)?;
    Ok(gathered(all))
}

fn gathered(all: Vec<(UserId, String)>) -> HashMap<UserId, Vec<String>> {
    let mut of_users: HashMap<UserId, Vec<String>> = HashMap::new();
    for (user, word) in all {
        of_users.entry(user).or_default().push(word);
    }
    of_users
}
