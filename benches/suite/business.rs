//! A business at one of three sizes. What a page shows stays the same; what lies behind it grows: clients, appointments
//! of past years, people who have left, the log, and other locations in the same database.

use std::fmt::Write;

use anyhow::{Context, Result};
use chrono::{NaiveDate, TimeDelta};
use diesel::connection::SimpleConnection;
use parlour::access::{Inside, Role};
use parlour::activity::Deed;
use parlour::clock;
use parlour::db::Conn;
use parlour::id::{LocationId, RoleId};
use parlour::locations::Details;
use parlour::opening::open_house;
use parlour::sample::{self, Size};
use parlour::users::{Contact, Email};

use crate::busy::{Busy, Scale};
use crate::growth::Grown;
use crate::stand::house::Salon;

/// The sizes: times what a salon has that opened some months ago.
pub const SIZES: [i64; 3] = [1, 10, 100];

/// Everybody with a card: thirty have a column, ten assist, the owner is one of the rest.
const TEAM: i64 = 100;

/// At the smallest size: ten weeks, in half days.
const DAYS: i64 = 139;
const CLIENTS: i64 = 1_000;
const EVENTS: i64 = 1_000;
const LEFT: i64 = 20;

/// As many clients bear the name that is searched for, at every size.
const FOUND: i64 = 30;

pub struct Business {
    busy: Busy,
    role: RoleId,
    first: NaiveDate,
    last: NaiveDate,
}

impl Business {
    pub fn grow(salon: &Salon, times: i64) -> Result<Self> {
        let busy = Busy::grow(salon, Scale { clients: CLIENTS * times, days: DAYS * times / 2 })?;
        salon.grow(TEAM)?;
        let inside = salon.inside()?;
        let last = clock::today(inside.location().zone) - TimeDelta::days(1);
        let role = salon.db.write_now(|db| {
            db.batch_execute(&past(salon, times))?;
            db.batch_execute(&namesakes(salon.location))?;
            let roles = Role::list(salon.location, db)?;
            Ok(roles.into_iter().find(|role| role.template.as_deref() == Some("manager")).map(|role| role.id))
        })?;
        for number in 1..times {
            open_another(salon, number)?;
        }
        salon.tidy()?;
        Ok(Business { busy, role: role.context("no role to look at")?, first: last - TimeDelta::days(29), last })
    }

    /// How large it is, in words.
    pub fn size(&self) -> String {
        self.busy.size()
    }

    /// An address, with what stands in braces filled in.
    pub fn path(&self, path: &str, salon: &Salon) -> String {
        self.busy
            .path(path, salon)
            .replace("{role}", &self.role.to_string())
            .replace("{first}", &self.first.to_string())
            .replace("{last}", &self.last.to_string())
    }
}

/// People who have left, and what the log tells from years ago.
fn past(salon: &Salon, times: i64) -> String {
    let (here, owner, deed, day) = (salon.location, salon.owner, Deed::Booked.slug(), "2020-01-02 09:00:00");
    format!(
        "{} INSERT INTO members (location_id, name, name_key, employment, dismissed_on, place, created_at) \
         SELECT {here}, 'Former ' || n, 'former ' || n, 'dismissed', '2021-01-02', 1000 + n, '{day}' FROM n; \
         {} INSERT INTO activity (location_id, at, actor_id, actor_name, deed, subject, address) \
         SELECT {here}, '{day}', {owner}, 'Olga Marchenko', '{deed}', 'Client ' || n, 'bench' FROM n;",
        numbers(LEFT * times),
        numbers(EVENTS * times),
    )
}

/// A table of the numbers from 1.
pub fn numbers(most: i64) -> String {
    format!("WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {most})")
}

fn namesakes(here: LocationId) -> String {
    let mut sql = format!(
        "{} INSERT INTO clients (location_id, name, name_key, phone, created_at) \
         SELECT {here}, 'Zenobia Quill ' || n, 'zenobia quill ' || n, '+3519125550' || (n + 10), '2026-01-02 09:00:00' FROM n;",
        numbers(FOUND),
    );
    for word in ["zenobia", "quill"] {
        let all = format!("FROM clients WHERE name_key LIKE 'zenobia%' AND location_id = {here}");
        write!(
            sql,
            "INSERT INTO client_words (location_id, client_id, kind, word) SELECT {here}, id, 'name', '{word}' {all};"
        )
        .ok();
    }
    sql
}

/// A location of somebody else, in the same database: with a team of its own, and some days of work.
pub fn open_another(salon: &Salon, number: i64) -> Result<LocationId> {
    let login = format!("owner{number}@other.test");
    let contact = Contact::Email(Email::parse(&login).ok().context("not an address")?);
    let details = Details {
        name: format!("Salon {number}"),
        address: String::new(),
        country: "PT".into(),
        zone: chrono_tz::Europe::Lisbon,
        currency: "EUR".into(),
        language: Default::default(),
        invitation_days: 7,
    };
    let fill = |db: &mut Conn| -> parlour::error::Result<LocationId> {
        let (owner, here) = open_house("Owner", &contact, &login, "none", &details, &"bench".into(), db)?;
        let inside = Inside::enter(owner, "bench".into(), here, db)?;
        let crew = sample::engage(inside.location(), 10, 3, db)?;
        sample::fill(inside.location(), &crew, Size { clients: 100, back: 3, ahead: 1 }, db)?;
        Ok(here)
    };
    Ok(salon.db.write_now(fill)?)
}
