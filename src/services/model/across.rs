//! What the locations of a chain offer, side by side: the same title is the same service.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::chains::{Branch, Within};
use crate::clock::lasting;
use crate::db::{Conn, MultiBackend, among};
use crate::error::Result;
use crate::id::{LocationId, ServiceId};
use crate::money::said;
use crate::paging::Part;
use crate::schema::{locations, service_categories, services};
use crate::text;

const PER_PAGE: i64 = 25;

/// A service of the chain, by its title.
#[derive(Debug, Clone, PartialEq)]
pub struct Across {
    pub title: String,
    /// Where it is offered, in the order of the chain.
    pub at: Vec<Offered>,
    /// How many locations the chain has.
    pub of: usize,
}

/// The service at one location.
#[derive(Debug, Clone, PartialEq)]
pub struct Offered {
    pub location: LocationId,
    pub place: String,
    pub id: ServiceId,
    pub title: String,
    pub heading: String,
    pub price: i64,
    pub minutes: i64,
    pub currency: String,
}

impl Offered {
    /// `45.00 EUR, 45 min`.
    pub fn said(&self) -> String {
        format!("{}, {}", said(self.price, &self.currency), lasting(self.minutes))
    }
}

impl Across {
    /// The page of what is offered behind a title, by the keys of titles. The statements do not grow with the locations.
    pub fn page(by: &Within, search: &str, after: &str, db: &mut Conn) -> Result<Part<Self, String>> {
        let branches = Branch::list(by.chain().id, db)?;
        let open = open(&branches);
        let mut keys = services::table
            .filter(among(services::location_id, &open))
            .filter(services::archived_at.is_null().and(services::deleted_at.is_null()))
            .into_boxed::<MultiBackend>();
        if !search.trim().is_empty() {
            let pattern = text::containing(&text::key(search.trim()));
            keys = keys.filter(services::title_key.like(pattern).escape('!'));
        }
        let keys: Vec<String> = keys
            .filter(services::title_key.gt(after.to_owned()))
            .select(services::title_key)
            .distinct()
            .order(services::title_key)
            .limit(PER_PAGE + 1)
            .load(db)?;
        let page = Part::of(keys, PER_PAGE, String::clone);
        Ok(Part { rows: Self::of(&branches, &open, &page.rows, db)?, next: page.next })
    }

    /// The service of one title, wherever it is offered. Nothing where it is nowhere.
    pub fn titled(by: &Within, title: &str, db: &mut Conn) -> Result<Option<Self>> {
        let branches = Branch::list(by.chain().id, db)?;
        let open = open(&branches);
        Ok(Self::of(&branches, &open, &[text::key(title)], db)?.pop())
    }

    fn of(branches: &[Branch], open: &[LocationId], keys: &[String], db: &mut Conn) -> Result<Vec<Self>> {
        type Row = (String, (LocationId, String), (ServiceId, String, Option<String>, i64, i64));
        let rows: Vec<Row> = services::table
            .inner_join(locations::table)
            .left_join(service_categories::table)
            .filter(among(services::location_id, open))
            .filter(services::title_key.eq_any(keys.to_vec()))
            .filter(services::archived_at.is_null().and(services::deleted_at.is_null()))
            .select((
                services::title_key,
                (locations::id, locations::currency),
                (
                    services::id,
                    services::title,
                    service_categories::title.nullable(),
                    services::price,
                    services::minutes,
                ),
            ))
            .load(db)?;
        let place = |id: LocationId| branches.iter().position(|branch| branch.id == id).unwrap_or(usize::MAX);
        let mut found: BTreeMap<String, Vec<Offered>> = BTreeMap::new();
        for (key, (location, currency), (id, title, heading, price, minutes)) in rows {
            let name = branches.iter().find(|branch| branch.id == location).map(|branch| branch.name.clone());
            let heading = heading.unwrap_or_default();
            let place = name.unwrap_or_default();
            found.entry(key).or_default().push(Offered {
                location,
                place,
                id,
                title,
                heading,
                price,
                minutes,
                currency,
            });
        }
        let across = found.into_values().map(|mut at| {
            at.sort_by_key(|one| place(one.location));
            Across { title: at[0].title.clone(), of: open.len(), at }
        });
        Ok(across.collect())
    }

    /// What most locations have: price, duration and currency, told in words.
    pub fn usual(&self) -> String {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for one in &self.at {
            *counts.entry(one.said()).or_default() += 1;
        }
        let first = |said: &String| self.at.iter().position(|one| one.said() == *said).unwrap_or(usize::MAX);
        let usual = counts.iter().max_by_key(|(said, count)| (**count, usize::MAX - first(said)));
        usual.map(|(said, _)| said.clone()).unwrap_or_default()
    }

    /// The locations that have it otherwise than most.
    pub fn odd(&self) -> Vec<&Offered> {
        let usual = self.usual();
        self.at.iter().filter(|one| one.said() != usual).collect()
    }
}

/// The locations of a chain that are open.
pub(super) fn open(branches: &[Branch]) -> Vec<LocationId> {
    branches.iter().filter(|branch| !branch.is_closed).map(|branch| branch.id).collect()
}
