//! Giving a service to locations of a chain, or changing it at several of them in one go.

use diesel::prelude::*;

use crate::activity::{self, Change, Deed, Entry};
use crate::chains::rights::EditChainServices;
use crate::chains::{Branch, Chain, May, Within};
use crate::clock::lasting;
use crate::db::Conn;
use crate::error::{Error, Errors, Result};
use crate::id::{LocationId, ServiceId};
use crate::locations::Location;
use crate::money;
use crate::schema::services;
use crate::text::{key, together};

use super::across::{Offered, open};
use super::categories::titled;
use super::changing::insert;
use super::{Across, Heading, Terms};

/// What is wished, as it was typed: each location reads the price in its own currency.
#[derive(Debug, Clone, PartialEq)]
pub struct Giving {
    pub title: String,
    /// For locations that do not have it yet; empty for none.
    pub heading: String,
    pub price: String,
    pub minutes: i64,
    pub places: Vec<LocationId>,
}

/// What would come of it at one location.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    pub location: LocationId,
    pub place: String,
    pub currency: String,
    pub price: i64,
    /// What is there now; nothing where it is new.
    pub before: Option<Offered>,
    /// What lies in the archive there, and comes out of it.
    pub archived: Option<ServiceId>,
}

impl Giving {
    /// What would be done, location by location.
    pub fn plan(&self, by: &Within, db: &mut Conn) -> Result<Vec<Step>> {
        let branches = Branch::list(by.chain().id, db)?;
        let open = open(&branches);
        if self.places.iter().any(|id| !open.contains(id)) {
            return Err(Error::on("location", "Choose only open locations of this chain"));
        }
        if self.places.is_empty() {
            return Err(Error::on("location", "Choose at least one location"));
        }
        let known = Across::titled(by, &self.title, db)?.map(|across| across.at).unwrap_or_default();
        let archived: Vec<(LocationId, ServiceId)> = services::table
            .filter(services::location_id.eq_any(self.places.clone()).and(services::title_key.eq(key(&self.title))))
            .filter(services::archived_at.is_not_null().and(services::deleted_at.is_null()))
            .select((services::location_id, services::id))
            .load(db)?;
        let places = Location::some(&self.places, db)?;
        let mut errors = Errors::none();
        let mut steps = Vec::new();
        for branch in branches.iter().filter(|branch| self.places.contains(&branch.id)) {
            let currency = places.iter().find(|place| place.id == branch.id).map(|place| place.currency.clone());
            let currency = currency.unwrap_or_default();
            let Some(price) = money::exact(&self.price, &currency) else {
                if errors.is_empty() {
                    errors.add("price", format!("Enter a price that {} can take, in {currency}", branch.name));
                }
                continue;
            };
            steps.push(Step {
                location: branch.id,
                place: branch.name.clone(),
                currency,
                price,
                before: known.iter().find(|one| one.location == branch.id).cloned(),
                archived: archived.iter().find(|(location, _)| *location == branch.id).map(|(_, id)| *id),
            });
        }
        errors.or(steps)
    }

    /// Does what the plan says, as it is then. Returns at how many locations something is different now.
    pub fn carry_out(&self, by: &May<EditChainServices>, db: &mut Conn) -> Result<usize> {
        Chain::hold_all(by.chain().id, db)?;
        let by = &by.still(db)?;
        let mut done = Vec::new();
        for step in self.plan(by, db)? {
            if self.take(by, &step, db)? {
                done.push(step.place);
            }
        }
        if !done.is_empty() {
            let changes = [
                Change::new("Price", "", self.price.clone()),
                Change::new("Duration", "", lasting(self.minutes)),
                Change::new("Locations", "", together(&done)),
            ];
            activity::record(by, Entry::new(Deed::ServiceChanged, &self.title).with(changes), db)?;
        }
        Ok(done.len())
    }

    /// One step. Says whether anything is different.
    fn take(&self, by: &Within, step: &Step, db: &mut Conn) -> Result<bool> {
        let there = by.at(step.location);
        let terms = Terms {
            title: self.title.clone(),
            heading: Heading::None,
            description: String::new(),
            price: step.price,
            minutes: self.minutes,
        };
        let Some(id) = step.before.as_ref().map(|one| one.id).or(step.archived) else {
            let category = match self.heading.as_str() {
                "" => None,
                title => Some(titled(&there, step.location, title, db)?.0),
            };
            insert(&there, step.location, &terms, category, &step.currency, db)?;
            return Ok(true);
        };
        if step.is_same(self.minutes) {
            return Ok(false);
        }
        diesel::update(services::table.find(id))
            .set((
                services::price.eq(step.price),
                services::minutes.eq(self.minutes),
                services::archived_at.eq(None::<chrono::NaiveDateTime>),
                services::version.eq(services::version + 1),
            ))
            .execute(db)?;
        let deed = if step.archived.is_some() { Deed::ServiceRestored } else { Deed::ServiceChanged };
        let changes = step.changes(&terms);
        activity::record(&there, Entry::new(deed, &self.title).about(id).with(changes), db)?;
        Ok(true)
    }
}

impl Step {
    pub fn is_same(&self, minutes: i64) -> bool {
        self.before.as_ref().is_some_and(|one| one.price == self.price && one.minutes == minutes)
    }

    fn changes(&self, terms: &Terms) -> Vec<Change> {
        let Some(before) = &self.before else { return terms.first(&self.currency).to_vec() };
        let said = |price| money::said(price, &self.currency);
        let changes = [
            Change::between("Price", &said(before.price), &said(self.price)),
            Change::between("Duration", &lasting(before.minutes), &lasting(terms.minutes)),
        ];
        changes.into_iter().flatten().collect()
    }

    /// What would happen, in a sentence.
    pub fn said(&self, minutes: i64) -> String {
        let after = format!("{}, {}", money::said(self.price, &self.currency), lasting(minutes));
        match (&self.before, self.archived) {
            (Some(_), _) if self.is_same(minutes) => format!("{} has it like this already.", self.place),
            (Some(before), _) => format!("{}: {} becomes {after}.", self.place, before.said()),
            (None, Some(_)) => format!("{} has it in the archive. It comes out of there, for {after}.", self.place),
            (None, None) => format!("{} gets it, for {after}. Nobody provides it there yet.", self.place),
        }
    }
}
