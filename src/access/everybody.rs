//! Everybody with access to a location, read at once: for the pages that look at all of them.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::Conn;
use crate::error::Result;
use crate::id::{LocationId, UserId};
use crate::schema::{accesses, contacts, second_factors, users};
use crate::text;

use super::can::Inside;
use super::model::{Access, Row, columns, people};
use super::norms::Norms;
use super::rights::Right;
use super::sieve::{Only, Sieve};

/// A user of the location.
#[derive(Debug, Clone)]
pub struct Person {
    pub access: Access,
    pub logins: Vec<String>,
    /// When the access was given.
    pub since: NaiveDateTime,
    pub signed_in_at: Option<NaiveDateTime>,
    pub has_second_factor: bool,
    /// The rights in which they are unlike most of those with the same role; known where those are looked for.
    pub unlike: Vec<Right>,
}

/// Everybody with access, by name.
#[derive(Debug)]
pub struct Everybody(Vec<Person>);

impl Everybody {
    /// Two statements, however many there are.
    pub fn of(by: &Inside, db: &mut Conn) -> Result<Self> {
        let here = by.location().id;
        let rows: Vec<(Row, NaiveDateTime, Option<NaiveDateTime>, Option<NaiveDateTime>)> = people()
            .left_join(second_factors::table.on(second_factors::user_id.eq(users::id)))
            .filter(accesses::location_id.eq(here))
            .order((users::name, accesses::id))
            .select((columns(), accesses::created_at, users::signed_in_at, second_factors::confirmed_at.nullable()))
            .load(db)?;
        let mut logins = logins(here, db)?;
        let everybody = rows
            .into_iter()
            .map(|(row, since, signed_in_at, confirmed_at)| {
                let access = Access::from(row);
                let logins = logins.remove(&access.user).unwrap_or_default();
                let has_second_factor = confirmed_at.is_some();
                Person { access, logins, since, signed_in_at, has_second_factor, unlike: Vec::new() }
            })
            .collect();
        Ok(Everybody(everybody))
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
            let norms = Norms::of(self.iter().map(|person| &person.access.held));
            for person in &mut self.0 {
                person.unlike = norms.unlike(&person.access.held);
            }
        }
        let key = text::key(sieve.search.trim());
        self.0.into_iter().filter(|person| sieve.lets_through(person, &key)).collect()
    }
}

/// The proven contacts of everybody here, as they wrote them.
fn logins(here: LocationId, db: &mut Conn) -> Result<HashMap<UserId, Vec<String>>> {
    let inside = accesses::table.filter(accesses::location_id.eq(here)).select(accesses::user_id);
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
