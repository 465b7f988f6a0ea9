//! Services of a world, put in directly: what a location offers, and who provides it.

use diesel::prelude::*;
use parlour::id::{CategoryId, LocationId, MemberId, ServiceId};
use parlour::schema::{member_services, service_categories, services};
use parlour::text;

use super::world::World;

impl World {
    /// A service of *Ours*: its price in minor units, how many minutes it takes.
    pub fn service(&self, title: &str, price: i64, minutes: i64) -> ServiceId {
        self.service_at(self.ours, title, price, minutes)
    }

    /// The same at another location; one of that title that is there already does.
    pub fn service_at(&self, location: LocationId, title: &str, price: i64, minutes: i64) -> ServiceId {
        let known =
            format!("FROM services WHERE location_id = {location} AND title = '{title}' AND deleted_at IS NULL");
        if self.number(&format!("SELECT count(*) {known}")) > 0 {
            return ServiceId(self.number(&format!("SELECT id {known}")));
        }
        let place = self.number("SELECT coalesce(max(place), 0) + 1 FROM services");
        self.db
            .write_now(|db| {
                Ok(diesel::insert_into(services::table)
                    .values((
                        services::location_id.eq(location),
                        services::title.eq(title),
                        services::title_key.eq(text::key(title)),
                        services::price.eq(price),
                        services::minutes.eq(minutes),
                        services::place.eq(place),
                        services::created_at.eq(parlour::clock::now()),
                    ))
                    .returning(services::id)
                    .get_result(db)?)
            })
            .unwrap()
    }

    /// A category of *Ours*.
    pub fn category(&self, title: &str) -> CategoryId {
        let place = self.number("SELECT coalesce(max(place), 0) + 1 FROM service_categories");
        self.db
            .write_now(|db| {
                Ok(diesel::insert_into(service_categories::table)
                    .values((
                        service_categories::location_id.eq(self.ours),
                        service_categories::title.eq(title),
                        service_categories::title_key.eq(text::key(title)),
                        service_categories::place.eq(place),
                    ))
                    .returning(service_categories::id)
                    .get_result(db)?)
            })
            .unwrap()
    }

    /// Somebody provides a service, on its own terms.
    pub fn provides(&self, member: MemberId, service: ServiceId) {
        let row = (member_services::member_id.eq(member), member_services::service_id.eq(service));
        self.db
            .write_now(|db| {
                diesel::insert_into(member_services::table).values(row).execute(db)?;
                Ok(())
            })
            .unwrap();
    }
}
