//! The order of categories, and of the services under each.

use diesel::prelude::*;

use crate::access::rights::EditServices;
use crate::access::{Can, Inside};
use crate::activity::{self, Change, Deed, Entry};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{CategoryId, ServiceId};
use crate::schema::{service_categories, services};

use super::{Category, Service};

/// The services under one heading, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Arranged {
    /// Nothing for those without a category.
    pub category: Option<CategoryId>,
    pub heading: String,
    pub services: Vec<(ServiceId, String)>,
}

impl Arranged {
    /// Everything that is offered, as it stands in the list; categories without a service too.
    pub fn list(by: &Inside, db: &mut Conn) -> Result<Vec<Self>> {
        let found: Vec<(Option<CategoryId>, ServiceId, String)> = services::table
            .filter(services::location_id.eq(by.location().id))
            .filter(services::deleted_at.is_null().and(services::archived_at.is_null()))
            .order((services::place, services::id))
            .select((services::category_id, services::id, services::title))
            .load(db)?;
        let under = |category: Option<CategoryId>| {
            let own = found.iter().filter(move |(of, ..)| *of == category);
            own.map(|(_, id, title)| (*id, title.clone())).collect::<Vec<_>>()
        };
        let mut all: Vec<Self> = Category::list(by, db)?
            .into_iter()
            .map(|one| Arranged { category: Some(one.id), services: under(Some(one.id)), heading: one.title })
            .collect();
        let rest = Arranged { category: None, heading: String::new(), services: under(None) };
        all.extend((!rest.services.is_empty()).then_some(rest));
        Ok(all)
    }
}

impl Service {
    /// Moves it before another one under the same heading, or to the end there.
    pub fn stand_before(&self, by: &Can<EditServices>, other: Option<ServiceId>, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        let group = Arranged::list(by, db)?.into_iter().find(|group| group.category == self.category);
        let order: Vec<ServiceId> = group.ok_or(Error::NotFound)?.services.into_iter().map(|(id, _)| id).collect();
        for (place, id) in moved(order, self.id, other)?.into_iter().enumerate() {
            diesel::update(services::table.find(id)).set(services::place.eq(place as i64 + 1)).execute(db)?;
        }
        let entry = Entry::new(Deed::ServiceChanged, &self.title).about(self.id);
        activity::record(by, entry.with([Change::new("Place in the list", "", "changed")]), db)
    }
}

impl Category {
    /// Moves it before another one, or to the end.
    pub fn stand_before(&self, by: &Can<EditServices>, other: Option<CategoryId>, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        let order = Category::list(by, db)?.into_iter().map(|category| category.id).collect();
        for (place, id) in moved(order, self.id, other)?.into_iter().enumerate() {
            diesel::update(service_categories::table.find(id))
                .set(service_categories::place.eq(place as i64 + 1))
                .execute(db)?;
        }
        let entry = Entry::new(Deed::CategoryChanged, &self.title);
        activity::record(by, entry.with([Change::new("Place in the list", "", "changed")]), db)
    }
}

fn moved<T: PartialEq>(mut order: Vec<T>, one: T, before: Option<T>) -> Result<Vec<T>> {
    if !order.contains(&one) {
        return Err(Error::NotFound);
    }
    order.retain(|id| *id != one);
    let place = match before {
        Some(other) => order.iter().position(|id| *id == other).ok_or(Error::NotFound)?,
        None => order.len(),
    };
    order.insert(place, one);
    Ok(order)
}
