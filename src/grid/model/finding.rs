//! Finding the people of a page before anything is read of what they are where.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use crate::access::differing;
use crate::chains::{Branch, Person, Within};
use crate::db::{Conn, among};
use crate::error::Result;
use crate::id::{LocationId, UserId};
use crate::schema::{contacts, roles, ways_in};
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
            let ids = Person::ids(chain, db)?;
            let people = Person::some(chain, &ids, page * PER_PAGE, PER_PAGE, db)?;
            return Ok(Found { people: people.into_iter().map(|person| (person, None)).collect(), total: ids.len() });
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
        let everybody = Person::all(chain, db)?;
        let mut people = everybody.clone();
        if !sieve.search.is_empty() {
            let logins = logins(&everybody, db)?;
            let of = |user: &UserId| logins.get(user).map(Vec::as_slice).unwrap_or_default();
            people.retain(|person| text::finds(&sieve.search, &person.name, of(&person.user)));
        }
        if let Some(location) = sieve.location {
            let there = who_is_at(location, &sieve.role, db)?;
            people.retain(|person| there.contains(&person.user));
        }
        let places: Vec<LocationId> = branches.iter().map(|branch| branch.id).collect();
        if sieve.only == Only::Differing {
            let there: Vec<LocationId> = sieve.branches(branches).iter().map(|branch| branch.id).collect();
            let users: HashSet<UserId> = differing(&there, None, db)?.into_keys().map(|(user, _)| user).collect();
            people.retain(|person| users.contains(&person.user));
        }
        let is_role_anywhere = !sieve.role.is_empty() && sieve.location.is_none();
        if !is_role_anywhere && sieve.only != Only::Odd {
            return Ok(people.into_iter().map(|person| (person, None)).collect());
        }
        let profiles = Profiles::of(chain, &places, &everybody, db)?;
        people.retain(|person| !is_role_anywhere || profiles.has(person.user, &sieve.role));
        if sieve.only != Only::Odd {
            return Ok(people.into_iter().map(|person| (person, None)).collect());
        }
        let mut odd = norms(&everybody, &profiles);
        Ok(people.into_iter().filter_map(|person| odd.remove(&person.user).map(|norm| (person, Some(norm)))).collect())
    }
}

/// The proven contacts of these people, as they wrote them.
fn logins(people: &[Person], db: &mut Conn) -> Result<HashMap<UserId, Vec<String>>> {
    let users: Vec<UserId> = people.iter().map(|person| person.user).collect();
    let all: Vec<(UserId, String)> = contacts::table
        .filter(among(contacts::user_id, &users).and(contacts::verified_at.is_not_null()))
        .select((contacts::user_id, contacts::shown))
        .load(db)?;
    let mut logins: HashMap<UserId, Vec<String>> = HashMap::new();
    for (user, login) in all {
        logins.entry(user).or_default().push(login);
    }
    Ok(logins)
}

/// Who has access to one location, or a role of this name there.
fn who_is_at(location: LocationId, role: &str, db: &mut Conn) -> Result<HashSet<UserId>> {
    let all: Vec<(UserId, String)> = ways_in::table
        .inner_join(roles::table)
        .filter(ways_in::location_id.eq(location))
        .select((ways_in::user_id, roles::name))
        .load(db)?;
    let key = text::key(role);
    let is_meant = |name: &str| key.is_empty() || text::key(name) == key;
    Ok(all.into_iter().filter(|(_, name)| is_meant(name)).map(|(user, _)| user).collect())
}
