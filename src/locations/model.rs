//! A location: its name, and the zone and currency in which its people live.

use anyhow::Context;
use chrono_tz::Tz;
use diesel::prelude::*;

use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{LocationId, UserId};
use crate::schema::{accesses, locations, roles};

/// A location, as every page of it needs it.
#[derive(Debug, Clone)]
pub struct Location {
    pub id: LocationId,
    pub name: String,
    /// ISO 3166: how phone numbers without a country code are read.
    pub country: String,
    pub zone: Tz,
    /// ISO 4217.
    pub currency: String,
}

/// What is typed about a location.
#[derive(Debug, Clone, PartialEq)]
pub struct Details {
    pub name: String,
    pub address: String,
    pub country: String,
    pub zone: Tz,
    pub currency: String,
}

/// A location in the switcher of a user.
#[derive(Debug, Clone)]
pub struct Listed {
    pub id: LocationId,
    pub name: String,
    pub role: String,
}

impl Location {
    pub(crate) fn stored(
        (id, name, country, zone, currency): (LocationId, String, String, String, String),
    ) -> Result<Self> {
        let zone = zone.parse().map_err(|_| anyhow::anyhow!("unknown time zone {zone}"))?;
        Ok(Location { id, name, country, zone, currency })
    }

    pub fn find(id: LocationId, db: &mut Conn) -> Result<Self> {
        let row = locations::table
            .find(id)
            .select((locations::id, locations::name, locations::country, locations::time_zone, locations::currency))
            .first(db)?;
        Self::stored(row)
    }

    /// Opens a new location. Its roles and its first owner are given next, in the same transaction.
    pub fn open(details: &Details, db: &mut Conn) -> Result<LocationId> {
        Ok(diesel::insert_into(locations::table)
            .values((
                locations::name.eq(&details.name),
                locations::address.eq(&details.address),
                locations::country.eq(&details.country),
                locations::time_zone.eq(details.zone.name()),
                locations::currency.eq(&details.currency),
                locations::created_at.eq(clock::now()),
            ))
            .returning(locations::id)
            .get_result(db)?)
    }

    /// The locations a user has access to, by name.
    pub fn of_user(user: UserId, db: &mut Conn) -> Result<Vec<Listed>> {
        let rows: Vec<(LocationId, String, String)> = accesses::table
            .inner_join(locations::table)
            .inner_join(roles::table)
            .filter(accesses::user_id.eq(user))
            .order((locations::name, locations::id))
            .select((locations::id, locations::name, roles::name))
            .load(db)?;
        Ok(rows.into_iter().map(|(id, name, role)| Listed { id, name, role }).collect())
    }

    /// Whether anything has been set up yet.
    pub fn any(db: &mut Conn) -> Result<bool> {
        Ok(diesel::select(diesel::dsl::exists(locations::table.select(locations::id))).get_result(db)?)
    }
}

impl Details {
    /// What is stored, with the version that a form about it must send back.
    pub fn find(id: LocationId, db: &mut Conn) -> Result<(Self, i64)> {
        let (name, address, country, zone, currency, version): (String, String, String, String, String, i64) =
            locations::table
                .find(id)
                .select((
                    locations::name,
                    locations::address,
                    locations::country,
                    locations::time_zone,
                    locations::currency,
                    locations::version,
                ))
                .first(db)?;
        let zone = zone.parse().ok().context("a stored time zone is unknown")?;
        Ok((Details { name, address, country, zone, currency }, version))
    }

    /// Replaces what is stored, unless somebody else was faster.
    pub fn save(&self, id: LocationId, version: i64, db: &mut Conn) -> Result<()> {
        let changed = diesel::update(locations::table)
            .filter(locations::id.eq(id).and(locations::version.eq(version)))
            .set((
                locations::name.eq(&self.name),
                locations::address.eq(&self.address),
                locations::country.eq(&self.country),
                locations::time_zone.eq(self.zone.name()),
                locations::currency.eq(&self.currency),
                locations::version.eq(version + 1),
            ))
            .execute(db)?;
        if changed == 0 {
            return Err(Error::Conflict("Somebody else changed these details meanwhile.".into()));
        }
        Ok(())
    }
}
