//! What can be booked: every service that is offered, with whoever provides it and on which terms.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::access::Inside;
use crate::db::Conn;
use crate::error::Result;
use crate::id::{LocationId, MemberId, ServiceId};
use crate::schema::{member_services, members, service_categories, services};

/// A service that can be booked.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    pub service: ServiceId,
    pub title: String,
    /// Empty without one.
    pub category: String,
    /// In minor units of the location's currency.
    pub price: i64,
    pub minutes: i64,
    pub providers: Vec<Provider>,
}

/// Somebody who provides a service, on their own terms or those of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Provider {
    pub member: MemberId,
    pub price: i64,
    pub minutes: i64,
}

/// A service, its title and that of its category, its price and minutes.
pub(super) type Offered = (ServiceId, String, Option<String>, i64, i64);

/// Every service of a location that is not archived, by category and place.
pub(super) fn offered(here: LocationId, db: &mut Conn) -> Result<Vec<Offered>> {
    Ok(services::table
        .left_join(service_categories::table)
        .filter(services::location_id.eq(here))
        .filter(services::archived_at.is_null().and(services::deleted_at.is_null()))
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
            service_categories::title.nullable(),
            services::price,
            services::minutes,
        ))
        .load(db)?)
}

impl Offer {
    /// Every service of the location that is not archived, by category and place. Two statements.
    pub fn all(by: &Inside, db: &mut Conn) -> Result<Vec<Self>> {
        let here = by.location().id;
        type Terms = (ServiceId, MemberId, Option<i64>, Option<i64>);
        let terms: Vec<Terms> = member_services::table
            .inner_join(services::table)
            .inner_join(members::table)
            .filter(services::location_id.eq(here).and(members::employment.eq("working")))
            .order((members::place, members::id))
            .select((
                member_services::service_id,
                member_services::member_id,
                member_services::price,
                member_services::minutes,
            ))
            .load(db)?;
        let mut own: HashMap<ServiceId, Vec<Terms>> = HashMap::new();
        for terms in terms {
            own.entry(terms.0).or_default().push(terms);
        }
        let rows = offered(here, db)?;
        let mut offer = |(service, title, category, price, minutes): Offered| Offer {
            providers: own
                .remove(&service)
                .unwrap_or_default()
                .into_iter()
                .map(|(_, member, own_price, own_minutes)| Provider {
                    member,
                    price: own_price.unwrap_or(price),
                    minutes: own_minutes.unwrap_or(minutes),
                })
                .collect(),
            service,
            title,
            category: category.unwrap_or_default(),
            price,
            minutes,
        };
        Ok(rows.into_iter().map(&mut offer).collect())
    }

    /// On which terms somebody provides it, if they do.
    pub fn by(&self, member: MemberId) -> Option<Provider> {
        self.providers.iter().copied().find(|provider| provider.member == member)
    }
}
