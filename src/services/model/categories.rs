//! Categories: the headings over services.

use diesel::dsl::{count, max};
use diesel::prelude::*;

use crate::access::rights::EditServices;
use crate::access::{Can, Inside};
use crate::activity::{self, Actor, Change, Deed, Entry};
use crate::books;
use crate::db::Conn;
use crate::error::{Error, OnUnique, Result};
use crate::id::{CategoryId, LocationId, ServiceId};
use crate::schema::{service_categories, services};
use crate::text;

/// Colour, Cuts, Nails.
#[derive(Debug, Clone, PartialEq)]
pub struct Category {
    pub id: CategoryId,
    pub title: String,
    /// How many services stand under it, archived ones too.
    pub services: i64,
}

/// Under which heading a service goes.
#[derive(Debug, Clone, PartialEq)]
pub enum Heading {
    None,
    Known(CategoryId),
    /// One that is made with the service, unless there is one of that title.
    New(String),
}

impl Category {
    /// Every category of the location, in its order.
    pub fn list(by: &Inside, db: &mut Conn) -> Result<Vec<Self>> {
        let live = services::category_id.eq(service_categories::id.nullable()).and(services::deleted_at.is_null());
        let rows: Vec<(CategoryId, String, i64)> = service_categories::table
            .left_join(services::table.on(live))
            .filter(service_categories::location_id.eq(by.location().id))
            .group_by((service_categories::id, service_categories::title, service_categories::place))
            .order((service_categories::place, service_categories::id))
            .select((service_categories::id, service_categories::title, count(services::id.nullable())))
            .load(db)?;
        Ok(rows.into_iter().map(|(id, title, services)| Category { id, title, services }).collect())
    }

    pub fn find(by: &Inside, id: CategoryId, db: &mut Conn) -> Result<Self> {
        Self::list(by, db)?.into_iter().find(|category| category.id == id).ok_or(Error::NotFound)
    }

    pub fn add(by: &Can<EditServices>, title: &str, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        insert(by, by.location().id, title, db).map(drop)
    }

    pub fn change(&self, by: &Can<EditServices>, title: &str, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        diesel::update(service_categories::table.find(self.id))
            .set((service_categories::title.eq(title), service_categories::title_key.eq(text::key(title))))
            .execute(db)
            .on_unique(|| taken(title))?;
        let change = Change::between("Title", &self.title, title);
        activity::record(by, Entry::new(Deed::CategoryChanged, title).with(change), db)
    }

    /// Removes a category. What stands under it stays, without one.
    pub fn remove(&self, by: &Can<EditServices>, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        let here = by.location().id;
        let under: Vec<ServiceId> =
            services::table.filter(services::category_id.eq(self.id)).select(services::id).load(db)?;
        books::mark_services(here, under, &[self.id], db)?;
        let last = last_place(here, None, db)?;
        diesel::update(services::table.filter(services::category_id.eq(self.id)))
            .set((services::category_id.eq(None::<CategoryId>), services::place.eq(services::place + last)))
            .execute(db)?;
        diesel::delete(service_categories::table.find(self.id)).execute(db)?;
        let moved = (self.services > 0)
            .then(|| Change::new("Without a category now", "", text::counted(self.services, "service", "services")));
        activity::record(by, Entry::new(Deed::CategoryDeleted, &self.title).with(moved), db)
    }
}

impl Heading {
    /// The category that is meant, and its title; a new one is made.
    pub(super) fn settle(&self, by: &Inside, db: &mut Conn) -> Result<(Option<CategoryId>, String)> {
        match self {
            Heading::None => Ok((None, String::new())),
            Heading::New(title) => {
                let (id, title) = titled(by, by.location().id, title, db)?;
                Ok((Some(id), title))
            }
            Heading::Known(id) => match Category::find(by, *id, db) {
                Ok(category) => Ok((Some(*id), category.title)),
                Err(Error::NotFound) => Err(Error::on("category", "Choose one of the categories of this location")),
                Err(other) => Err(other),
            },
        }
    }
}

/// The category of a title, made if there is none.
pub(super) fn titled(by: &impl Actor, here: LocationId, title: &str, db: &mut Conn) -> Result<(CategoryId, String)> {
    let known = service_categories::table
        .filter(service_categories::location_id.eq(here).and(service_categories::title_key.eq(text::key(title))))
        .select((service_categories::id, service_categories::title))
        .first(db)
        .optional()?;
    match known {
        Some(known) => Ok(known),
        None => Ok((insert(by, here, title, db)?, title.to_owned())),
    }
}

fn insert(by: &impl Actor, here: LocationId, title: &str, db: &mut Conn) -> Result<CategoryId> {
    let last: Option<i64> = service_categories::table
        .filter(service_categories::location_id.eq(here))
        .select(max(service_categories::place))
        .first(db)?;
    let id = diesel::insert_into(service_categories::table)
        .values((
            service_categories::location_id.eq(here),
            service_categories::title.eq(title),
            service_categories::title_key.eq(text::key(title)),
            service_categories::place.eq(last.unwrap_or(0) + 1),
        ))
        .returning(service_categories::id)
        .get_result(db)
        .on_unique(|| taken(title))?;
    activity::record(by, Entry::new(Deed::CategoryAdded, title), db)?;
    Ok(id)
}

/// The place of the last service under a heading.
pub(super) fn last_place(here: LocationId, category: Option<CategoryId>, db: &mut Conn) -> Result<i64> {
    let all = services::table.filter(services::location_id.eq(here));
    let last: Option<i64> = match category {
        Some(category) => all.filter(services::category_id.eq(category)).select(max(services::place)).first(db)?,
        None => all.filter(services::category_id.is_null()).select(max(services::place)).first(db)?,
    };
    Ok(last.unwrap_or(0))
}

fn taken(title: &str) -> Error {
    Error::on("title", format!("There is a category called {title} already"))
}
