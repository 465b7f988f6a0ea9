//! A chain of two hundred locations with five hundred people, written straight into the tables.

use anyhow::Result;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use parlour::access::{Asking, Role};
use parlour::chains::{Chain, ChainRole};
use parlour::id::ChainId;
use parlour::schema::{locations, users};

use crate::stand::house::Salon;

pub const LOCATIONS: i64 = 200;
pub const PEOPLE: i64 = 500;

/// Chain manager, with no role at any location.
pub const MANAGER: &str = "petra@salon.test";
/// Manager at one location, and nothing else anywhere.
pub const OF_ONE: &str = "ona@salon.test";

pub struct Verbena {
    pub chain: ChainId,
    /// The first of the people; the others follow.
    pub people: i64,
    /// A role to give.
    pub role: i64,
}

impl Verbena {
    /// Olga owns all two hundred locations and the chain. Of the people, all work at two locations, one in five is
    /// something at all of them through the chain, and three in five have a role at ten of them.
    pub fn grow(salon: &Salon) -> Result<Self> {
        let verbena = salon.db.write_now(|db| {
            let olga = Asking::recognise(salon.owner, "bench".into(), db)?;
            let chain = Chain::found(&olga, "Verbena", &[salon.location], salon.location, db)?;
            let template = |slug: &str, roles: &[Role]| {
                let found = roles.iter().find(|role| role.template.as_deref() == Some(slug));
                found.map_or(0, |role| role.id.0)
            };
            let given = Role::list(chain, db)?;
            let own = Role::list(salon.location, db)?;
            let (accountant, role) = (template("accountant", &given), template("receptionist", &given));
            let manager = ChainRole::list(chain, db)?.into_iter().find(|role| role.name == "Chain manager");
            let manager = manager.map_or(0, |role| role.id.0);
            let (first, olga, at_one) = (salon.location.0, salon.owner.0, template("manager", &own));
            db.batch_execute(&branches(first, olga, chain.0))?;
            let people: i64 =
                users::table.select(diesel::dsl::max(users::id)).first::<Option<i64>>(db)?.unwrap_or(0) + 1;
            let base: i64 = locations::table
                .select(diesel::dsl::min(locations::id))
                .filter(locations::id.gt(first))
                .first::<Option<i64>>(db)?
                .unwrap_or(0);
            db.batch_execute(&crowd(people, base, chain.0, accountant, role))?;
            db.batch_execute(&two_more(olga, chain.0, manager, first, at_one))?;
            Ok(Verbena { chain, people, role })
        })?;
        salon.tidy()?;
        Ok(verbena)
    }
}

/// A table of the numbers from 1.
fn numbers(most: i64) -> String {
    format!("WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {most})")
}

/// Long ago.
const DAY: &str = "CAST('2026-01-01 09:00:00' AS TIMESTAMP)";

fn branches(first: i64, olga: i64, chain: i64) -> String {
    let others = format!("SELECT id FROM locations WHERE id > {first}");
    format!(
        "{} INSERT INTO locations (name, country, time_zone, currency, created_at) SELECT 'Branch ' || n, 'PT', 'Europe/Lisbon', 'EUR', {DAY} FROM n;
         INSERT INTO chain_locations (chain_id, location_id, place, added_at) SELECT {chain}, id, id, {DAY} FROM locations WHERE id > {first};
         INSERT INTO roles (location_id, template, name, name_key, rights, place) SELECT other.id, template, roles.name, name_key, rights, place FROM roles, ({others}) AS other WHERE roles.location_id = {first};
         INSERT INTO accesses (location_id, user_id, role_id, created_at) SELECT location_id, {olga}, id, {DAY} FROM roles WHERE template = 'owner' AND location_id > {first};",
        numbers(LOCATIONS - 1),
    )
}

fn crowd(people: i64, base: i64, chain: i64, accountant: i64, role: i64) -> String {
    let (numbers, others) = (numbers(PEOPLE), LOCATIONS - 1);
    let at = |step: i64| format!("{base} + (n * {step}) % {others}");
    let work = |step: i64| {
        format!(
            "{numbers} INSERT INTO accesses (location_id, user_id, role_id, created_at) SELECT roles.location_id, {people} + n - 1, roles.id, {DAY} \
             FROM n JOIN roles ON roles.location_id = {} AND roles.template = 'receptionist';",
            at(step)
        )
    };
    format!(
        "{numbers} INSERT INTO users (name, created_at) SELECT 'Person ' || n, {DAY} FROM n;
         {} {}
         {numbers} INSERT INTO chain_accesses (chain_id, user_id, everywhere_role_id, created_at, changed_by, changed_at)
         SELECT {chain}, {people} + n - 1, CASE WHEN n % 5 = 0 THEN {accountant} END, {DAY}, 'Olga', {DAY} FROM n WHERE n % 5 < 4;
         {numbers} INSERT INTO chain_grants (chain_access_id, location_id, role_id, given_by, given_at)
         SELECT chain_accesses.id, {base} + (chain_accesses.user_id * 3 + n * 17) % {others}, {role}, 'Olga', {DAY}
         FROM chain_accesses, n WHERE n <= 10 AND chain_accesses.user_id >= {people} AND chain_accesses.everywhere_role_id IS NULL;
         UPDATE accesses SET exceptions = '[{{\"right\":\"-team.view\",\"by\":\"Olga\",\"at\":\"2026-11-01T09:00:00\"}}]' WHERE user_id % 50 = 7 AND user_id >= {people};",
        work(7),
        work(7).replace("(n * 7)", "(n * 7 + 1)"),
    )
}

/// The two who look: they sign in with Olga's password.
fn two_more(olga: i64, chain: i64, manager: i64, first: i64, at_one: i64) -> String {
    let person = |name: &str, login: &str| {
        format!(
            "INSERT INTO users (name, created_at, password_hash) SELECT '{name}', {DAY}, password_hash FROM users WHERE id = {olga};
             INSERT INTO contacts (user_id, kind, value, shown, verified_at) SELECT id, 'email', '{login}', '{login}', {DAY} FROM users WHERE name = '{name}';"
        )
    };
    format!(
        "{} {}
         INSERT INTO chain_accesses (chain_id, user_id, role_id, created_at, changed_by, changed_at) SELECT {chain}, id, {manager}, {DAY}, 'Olga', {DAY} FROM users WHERE name = 'Petra';
         INSERT INTO accesses (location_id, user_id, role_id, created_at) SELECT {first}, id, {at_one}, {DAY} FROM users WHERE name = 'Ona';",
        person("Petra", MANAGER),
        person("Ona", OF_ONE),
    )
}
