//! The list of services: filtered, under their categories, with who provides them.

use std::collections::HashMap;

use diesel::dsl::{count_star, min};
use diesel::prelude::*;

use crate::access::Inside;
use crate::db::{Conn, MultiBackend};
use crate::error::Result;
use crate::id::{CategoryId, LocationId, ServiceId};
use crate::schema::{member_services, members, service_categories, services};
use crate::text;

/// Whether it is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    #[default]
    Offered,
    Archived,
    All,
}

/// Which services to show.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub search: String,
    pub category: Option<CategoryId>,
    pub shown: Shown,
}

/// The services under one heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Empty for those without a category.
    pub heading: String,
    pub rows: Vec<Row>,
}

/// A service of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub id: ServiceId,
    pub title: String,
    pub price: i64,
    pub minutes: i64,
    pub is_archived: bool,
    /// How many provide it, and the first of them.
    pub providers: i64,
    pub first: String,
}

impl Group {
    /// The services of the location as they stand in its list. Two statements.
    pub fn list(by: &Inside, filter: &Filter, db: &mut Conn) -> Result<Vec<Self>> {
        let here = by.location().id;
        let mut query = services::table
            .left_join(service_categories::table)
            .filter(services::location_id.eq(here).and(services::deleted_at.is_null()))
            .into_boxed::<MultiBackend>();
        match filter.shown {
            Shown::Offered => query = query.filter(services::archived_at.is_null()),
            Shown::Archived => query = query.filter(services::archived_at.is_not_null()),
            Shown::All => {}
        }
        if let Some(category) = filter.category {
            query = query.filter(services::category_id.eq(category));
        }
        if !filter.search.trim().is_empty() {
            let pattern = text::containing(&text::key(filter.search.trim()));
            query = query.filter(services::title_key.like(pattern).escape('!'));
        }
        type Found = (Option<String>, (ServiceId, String, i64, i64, bool));
        let found: Vec<Found> = query
            .order((
                services::category_id.is_null(),
                service_categories::place,
                service_categories::id,
                services::place,
                services::id,
            ))
            .select((
                service_categories::title.nullable(),
                (
                    services::id,
                    services::title,
                    services::price,
                    services::minutes,
                    services::archived_at.is_not_null(),
                ),
            ))
            .load(db)?;
        let mut providers = providers(here, db)?;
        let mut groups: Vec<Group> = Vec::new();
        for (heading, (id, title, price, minutes, is_archived)) in found {
            let heading = heading.unwrap_or_default();
            let (providers, first) = providers.remove(&id).unwrap_or_default();
            let row = Row { id, title, price, minutes, is_archived, providers, first };
            match groups.last_mut() {
                Some(group) if group.heading == heading => group.rows.push(row),
                _ => groups.push(Group { heading, rows: vec![row] }),
            }
        }
        Ok(groups)
    }
}

/// How many provide each service, and the name of one of them.
fn providers(here: LocationId, db: &mut Conn) -> Result<HashMap<ServiceId, (i64, String)>> {
    let counts: Vec<(ServiceId, i64, Option<String>)> = member_services::table
        .inner_join(members::table)
        .filter(members::location_id.eq(here).and(members::employment.eq("working")))
        .group_by(member_services::service_id)
        .select((member_services::service_id, count_star(), min(members::name)))
        .load(db)?;
    Ok(counts.into_iter().map(|(id, count, name)| (id, (count, name.unwrap_or_default()))).collect())
}
