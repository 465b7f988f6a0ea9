//! Everybody with access to a location, read at once: for the pages that look at all of them.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::Conn;
use crate::error::Result;
use crate::id::{LocationId, UserId};
use crate::schema::{accesses, contacts, roles, second_factors, users, ways_in};

use super::can::Inside;
use super::held::Held;
use super::model::Access;
use super::norms::Norms;
use super::rights::Right;
use super::sieve::{Only, Sieve};
use super::ways::{self, Way};

/// A user of the location.
#[derive(Debug, Clone)]
pub struct Person {
    pub user: UserId,
    pub name: String,
    pub held: Held,
    /// Their own access here; none for whoever is here through a chain alone.
    pub access: Option<Access>,
    pub logins: Vec<String>,
    /// When the access was given; unknown for what a chain gives.
    pub since: Option<NaiveDateTime>,
    pub signed_in_at: Option<NaiveDateTime>,
    pub has_second_factor: bool,
    /// The rights in which they are unlike most of those with the same role; known where those are looked for.
    pub unlike: Vec<Right>,
}

/// Everybody with access, by name.
#[derive(Debug)]
pub struct Everybody(Vec<Person>);

type Known = (UserId, String, Option<NaiveDateTime>, Option<NaiveDateTime>);
type Own = (Option<i64>, Option<NaiveDateTime>);

impl Everybody {
    /// Two statements, however many there are.
    pub fn of(by: &Inside, db: &mut Conn) -> Result<Self> {
        let here = by.location().id;
        let rows: Vec<(Known, Own, ways::Row)> = ways_in::table
            .inner_join(users::table)
            .inner_join(roles::table)
            .left_join(accesses::table.on(ways_in::access_id.eq(accesses::id.nullable())))
            .left_join(second_factors::table.on(second_factors::user_id.eq(users::id)))
            .filter(ways_in::location_id.eq(here))
            .order((users::name, users::id, roles::place, ways_in::chain_id))
            .select((
                (users::id, users::name, users::signed_in_at, second_factors::confirmed_at.nullable()),
                (accesses::version.nullable(), accesses::created_at.nullable()),
                ways::COLUMNS,
            ))
            .load(db)?;
        let mut logins = logins(here, db)?;
        let everybody = rows.chunk_by(|((one, ..), ..), ((next, ..), ..)| one == next).filter_map(|ways| {
            let person = Person::of(ways)?;
            Some(Person { logins: logins.remove(&person.user).unwrap_or_default(), ..person })
        });
        Ok(Everybody(everybody.collect()))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Person> {
        self.0.iter()
    }

    /// Those who pass.
    pub fn sifted(mut self, sieve: &Sieve) -> Vec<Person> {
        if sieve.only == Only::Odd {
            let norms = Norms::of(self.iter().map(|person| &person.held));
            for person in &mut self.0 {
                person.unlike = norms.unlike(&person.held);
            }
        }
        self.0.into_iter().filter(|person| sieve.lets_through(person)).collect()
    }
}

impl Person {
    /// One person, from all of their ways in.
    fn of(rows: &[(Known, Own, ways::Row)]) -> Option<Self> {
        let ((user, name, signed_in_at, confirmed_at), ..) = rows.first()?.clone();
        let held = Held::gathered(rows.iter().cloned().map(|(_, _, way)| Way::from(way)))?;
        let own =
            rows.iter().find_map(|(_, (version, since), way)| Some((Way::from(way.clone()), (*version)?, *since)));
        let since = own.as_ref().and_then(|(_, _, since)| *since);
        let access = own.and_then(|(way, version, _)| {
            let (name, held) = (name.clone(), held.clone());
            Some(Access { id: way.access?, user, name, held, ends_on: way.ends_on, version })
        });
        let has_second_factor = confirmed_at.is_some();
        let (logins, unlike) = (Vec::new(), Vec::new());
        Some(Person { user, name, held, access, logins, since, signed_in_at, has_second_factor, unlike })
    }
}

/// The proven contacts of everybody here, as they wrote them.
fn logins(here: LocationId, db: &mut Conn) -> Result<HashMap<UserId, Vec<String>>> {
    let inside = ways_in::table.filter(ways_in::location_id.eq(here)).select(ways_in::user_id);
    let all: Vec<(UserId, String)> = contacts::table
        .filter(contacts::user_id.eq_any(inside).and(contacts::verified_at.is_not_null()))
        .order(contacts::id)
        .select((contacts::user_id, contacts::shown))
        .load(db)?;
    let mut logins: HashMap<UserId, Vec<String>> = HashMap::new();
    for (user, login) in all {
        logins.entry(user).or_default().push(login);
    }
    Ok(logins)
}
