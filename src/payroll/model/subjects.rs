//! What a rate of pay can be about: the categories and the services of the location, with their names.

use diesel::prelude::*;

use crate::access::Inside;
use crate::db::Conn;
use crate::error::Result;
use crate::id::{CategoryId, ServiceId};
use crate::schema::{service_categories, services};

use super::super::engine::About;

/// Everything that a rate can be about, in the order of the list of services.
#[derive(Debug, Clone, Default)]
pub struct Subjects {
    pub categories: Vec<(CategoryId, String)>,
    pub services: Vec<Subject>,
}

/// A service, as far as pay is concerned.
#[derive(Debug, Clone)]
pub struct Subject {
    pub service: ServiceId,
    pub title: String,
    pub category: Option<CategoryId>,
    /// In minor units.
    pub price: i64,
    /// Whether it can be booked. What cannot may be what an older rule is about.
    pub is_offered: bool,
}

impl Subjects {
    /// Two statements.
    pub fn of(by: &Inside, db: &mut Conn) -> Result<Self> {
        let here = by.location().id;
        let categories = service_categories::table
            .filter(service_categories::location_id.eq(here))
            .order((service_categories::place, service_categories::id))
            .select((service_categories::id, service_categories::title))
            .load(db)?;
        type Row = (ServiceId, String, Option<CategoryId>, i64, bool);
        let rows: Vec<Row> = services::table
            .left_join(service_categories::table)
            .filter(services::location_id.eq(here))
            .order((
                services::category_id.is_null(),
                service_categories::place,
                service_categories::id,
                services::place,
                services::id,
            ))
            .select((
                services::id,
                services::title,
                services::category_id,
                services::price,
                services::archived_at.is_null().and(services::deleted_at.is_null()),
            ))
            .load(db)?;
        let subject = |(service, title, category, price, is_offered): Row| Subject {
            service,
            title,
            category,
            price,
            is_offered,
        };
        Ok(Subjects { categories, services: rows.into_iter().map(subject).collect() })
    }

    pub fn service(&self, id: ServiceId) -> Option<&Subject> {
        self.services.iter().find(|subject| subject.service == id)
    }

    /// Whether a rate can be about it here.
    pub fn know(&self, about: About) -> bool {
        match about {
            About::Everything => true,
            About::Category(id) => self.categories.iter().any(|(known, _)| *known == id),
            About::Service(id) => self.service(id).is_some(),
        }
    }

    /// What it is called; empty for everything.
    pub fn name(&self, about: About) -> &str {
        match about {
            About::Everything => "",
            About::Category(id) => {
                self.categories.iter().find(|(known, _)| *known == id).map_or("", |(_, title)| title.as_str())
            }
            About::Service(id) => self.service(id).map_or("", |subject| subject.title.as_str()),
        }
    }
}
