//! Services are added, changed, archived and deleted. What was booked keeps what it was called.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::access::Can;
use crate::access::rights::{DeleteServices, EditServices};
use crate::activity::{self, Actor, Deed, Entry};
use crate::books;
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, OnUnique, Result};
use crate::id::{CategoryId, LocationId, ServiceId};
use crate::schema::{member_services, services};
use crate::text;

use super::categories::last_place;
use super::{Service, Terms};

impl Service {
    /// Adds a service to the end of its category.
    pub fn add(by: &Can<EditServices>, terms: &Terms, db: &mut Conn) -> Result<ServiceId> {
        let by = &by.still(db)?;
        let here = by.location();
        let (category, _) = terms.heading.settle(by, db)?;
        insert(by, here.id, terms, category, &here.currency, db)
    }

    /// Saves what was typed. `version` is the one the form was drawn from.
    pub fn change(&self, by: &Can<EditServices>, terms: &Terms, version: i64, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        if self.version != version {
            return Err(Error::Conflict(format!("Somebody else changed the service {} meanwhile.", self.title)));
        }
        let (category, heading) = terms.heading.settle(by, db)?;
        let changed = diesel::update(services::table.find(self.id))
            .filter(services::version.eq(version))
            .set((
                services::title.eq(&terms.title),
                services::title_key.eq(text::key(&terms.title)),
                services::description.eq(&terms.description),
                services::price.eq(terms.price),
                services::minutes.eq(terms.minutes),
                services::version.eq(version + 1),
            ))
            .execute(db)
            .on_unique(|| taken(&terms.title))?;
        if changed == 0 {
            return Err(Error::Conflict(format!("Somebody else changed the service {} meanwhile.", self.title)));
        }
        if category != self.category {
            let here = by.location().id;
            let place = last_place(here, category, db)? + 1;
            let both: Vec<CategoryId> = self.category.into_iter().chain(category).collect();
            books::mark_services(here, vec![self.id], &both, db)?;
            diesel::update(services::table.find(self.id))
                .set((services::category_id.eq(category), services::place.eq(place)))
                .execute(db)?;
        }
        let changes = terms.differences(self, &heading, &by.location().currency);
        if changes.is_empty() {
            return Ok(());
        }
        activity::record(by, Entry::new(Deed::ServiceChanged, &terms.title).about(self.id).with(changes), db)
    }

    /// It is offered no more; whoever provides it still does, should it come back.
    pub fn archive(&self, by: &Can<EditServices>, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        if self.is_archived {
            return Err(Error::Conflict(format!("{} is in the archive already.", self.title)));
        }
        self.set_archived(Some(clock::now()), db)?;
        activity::record(by, Entry::new(Deed::ServiceArchived, &self.title).about(self.id), db)
    }

    pub fn take_out(&self, by: &Can<EditServices>, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        if !self.is_archived {
            return Err(Error::Conflict(format!("{} is not in the archive.", self.title)));
        }
        self.set_archived(None, db)?;
        activity::record(by, Entry::new(Deed::ServiceRestored, &self.title).about(self.id), db)
    }

    fn set_archived(&self, at: Option<NaiveDateTime>, db: &mut Conn) -> Result<()> {
        diesel::update(services::table.find(self.id))
            .set((services::archived_at.eq(at), services::version.eq(services::version + 1)))
            .execute(db)?;
        Ok(())
    }

    /// Nobody can book it any more. Where it was booked it stays what it was called, and is paid as it was.
    pub fn delete(&self, by: &Can<DeleteServices>, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        diesel::delete(member_services::table.filter(member_services::service_id.eq(self.id))).execute(db)?;
        if self.was_booked(db)? {
            diesel::update(services::table.find(self.id)).set(services::deleted_at.eq(clock::now())).execute(db)?;
        } else {
            diesel::delete(services::table.find(self.id)).execute(db)?;
        }
        activity::record(by, Entry::new(Deed::ServiceDeleted, &self.title).about(self.id), db)
    }
}

/// A new service, at the end of its category.
pub(super) fn insert(
    by: &impl Actor,
    here: LocationId,
    terms: &Terms,
    category: Option<CategoryId>,
    currency: &str,
    db: &mut Conn,
) -> Result<ServiceId> {
    let id: ServiceId = diesel::insert_into(services::table)
        .values((
            services::location_id.eq(here),
            services::category_id.eq(category),
            services::title.eq(&terms.title),
            services::title_key.eq(text::key(&terms.title)),
            services::description.eq(&terms.description),
            services::price.eq(terms.price),
            services::minutes.eq(terms.minutes),
            services::place.eq(last_place(here, category, db)? + 1),
            services::created_at.eq(clock::now()),
        ))
        .returning(services::id)
        .get_result(db)
        .on_unique(|| taken(&terms.title))?;
    activity::record(by, Entry::new(Deed::ServiceAdded, &terms.title).about(id).with(terms.first(currency)), db)?;
    Ok(id)
}

fn taken(title: &str) -> Error {
    Error::on("title", format!("There is a service called {title} already"))
}
