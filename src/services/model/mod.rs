//! Services, their categories, and who provides them.

mod across;
mod categories;
mod changing;
mod duration;
mod giving;
mod list;
mod offers;
mod order;
mod providers;
mod terms;

use diesel::dsl::{count, exists};
use diesel::prelude::*;

use crate::access::Inside;
use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::id::{CategoryId, ServiceId};
use crate::schema::{appointment_lines, appointments, service_categories, services};

pub use across::Across;
pub use categories::{Category, Heading};
pub use duration::duration;
pub use giving::{Giving, Step};
pub use list::{Filter, Group, Row, Shown};
pub use offers::{Offer, Provider};
pub use order::Arranged;
pub use providers::{Own, Provided, Providing, fingerprint};
pub use terms::Terms;

/// Something that clients come for.
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    pub id: ServiceId,
    pub title: String,
    pub category: Option<CategoryId>,
    /// The title of the category; empty without one.
    pub heading: String,
    pub description: String,
    /// In minor units of the location's currency.
    pub price: i64,
    pub minutes: i64,
    /// It is offered no more.
    pub is_archived: bool,
    pub version: i64,
}

impl Service {
    /// A service of this location, or `NotFound`.
    pub fn find(by: &Inside, id: ServiceId, db: &mut Conn) -> Result<Self> {
        type Row = (String, Option<CategoryId>, Option<String>, String, (i64, i64), bool, i64);
        let (title, category, heading, description, (price, minutes), is_archived, version): Row = services::table
            .left_join(service_categories::table)
            .filter(services::location_id.eq(by.location().id).and(services::id.eq(id)))
            .filter(services::deleted_at.is_null())
            .select((
                services::title,
                services::category_id,
                service_categories::title.nullable(),
                services::description,
                (services::price, services::minutes),
                services::archived_at.is_not_null(),
                services::version,
            ))
            .first(db)?;
        let heading = heading.unwrap_or_default();
        Ok(Service { id, title, category, heading, description, price, minutes, is_archived, version })
    }

    /// How many appointments from now on hold it.
    pub fn booked_ahead(&self, db: &mut Conn) -> Result<i64> {
        Ok(appointment_lines::table
            .inner_join(appointments::table)
            .filter(appointment_lines::service_id.eq(self.id).and(appointment_lines::starts_at.gt(clock::now())))
            .filter(appointments::deleted_at.is_null())
            .select(count(appointments::id).aggregate_distinct())
            .first(db)?)
    }

    /// Whether an appointment ever held it, be it a deleted one.
    fn was_booked(&self, db: &mut Conn) -> Result<bool> {
        let lines = appointment_lines::table.filter(appointment_lines::service_id.eq(self.id));
        Ok(diesel::select(exists(lines)).get_result(db)?)
    }
}
