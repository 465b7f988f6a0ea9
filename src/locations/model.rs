//! A location: its name, and the zone and currency in which its people live.

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use diesel::prelude::*;

use crate::clock;
use crate::db::{Conn, among};
use crate::error::{Error, Result};
use crate::id::{LocationId, UserId};
use crate::language::Language;
use crate::schema::{locations, roles, ways_in};

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
    /// In which people are written to whose own language is not known.
    pub language: Language,
    /// How many days the link in an invitation works, 1 to 30.
    pub invitation_days: i64,
}

/// The columns of a location that every page needs.
pub type Row = (LocationId, String, String, String, String, String, i64);

type Columns = (
    locations::id,
    locations::name,
    locations::country,
    locations::time_zone,
    locations::currency,
    locations::language,
    locations::invitation_days,
);

/// What is typed about a location.
#[derive(Debug, Clone, PartialEq)]
pub struct Details {
    pub name: String,
    pub address: String,
    pub country: String,
    pub zone: Tz,
    pub currency: String,
    pub language: Language,
    pub invitation_days: i64,
}

/// A location in the switcher of a user.
#[derive(Debug, Clone)]
pub struct Listed {
    pub id: LocationId,
    pub name: String,
    pub role: String,
}

/// Whether a way in is still open whose last day, in the zone of its location, is this.
pub fn is_open_until(last: Option<NaiveDate>, zone: &str) -> Result<bool> {
    let Some(last) = last else { return Ok(true) };
    Ok(clock::today(zone.parse().map_err(|_| anyhow::anyhow!("unknown time zone {zone}"))?) <= last)
}

impl Location {
    pub(crate) fn columns() -> Columns {
        Columns::default()
    }

    pub(crate) fn stored((id, name, country, zone, currency, language, days): Row) -> Result<Self> {
        let zone = zone.parse().map_err(|_| anyhow::anyhow!("unknown time zone {zone}"))?;
        Ok(Location { id, name, country, zone, currency, language: Language::stored(&language), invitation_days: days })
    }

    pub fn find(id: LocationId, db: &mut Conn) -> Result<Self> {
        Self::stored(locations::table.find(id).select(Self::columns()).first(db)?)
    }

    /// Several locations.
    pub fn some(ids: &[LocationId], db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = locations::table.filter(among(locations::id, ids)).select(Self::columns()).load(db)?;
        rows.into_iter().map(Self::stored).collect()
    }

    /// Since when it is closed, if it is.
    pub fn closed_at(id: LocationId, db: &mut Conn) -> Result<Option<NaiveDateTime>> {
        Ok(locations::table.find(id).select(locations::closed_at).first(db)?)
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
                locations::language.eq(details.language.code()),
                locations::invitation_days.eq(details.invitation_days),
                locations::created_at.eq(clock::now()),
            ))
            .returning(locations::id)
            .get_result(db)?)
    }

    /// The locations that a user can be inside, by name.
    pub fn of_user(user: UserId, db: &mut Conn) -> Result<Vec<Listed>> {
        let rows: Vec<(LocationId, String, String, String, Option<NaiveDate>)> = ways_in::table
            .inner_join(locations::table)
            .inner_join(roles::table)
            .filter(ways_in::user_id.eq(user))
            .order((locations::name, locations::id, ways_in::access_id.is_null(), roles::place))
            .select((locations::id, locations::name, locations::time_zone, roles::name, ways_in::ends_on))
            .load(db)?;
        let mut listed: Vec<Listed> = Vec::new();
        for (id, name, zone, role, ends_on) in rows {
            if is_open_until(ends_on, &zone)? && listed.last().is_none_or(|last| last.id != id) {
                listed.push(Listed { id, name, role });
            }
        }
        Ok(listed)
    }

    /// Whether anything has been set up yet.
    pub fn any(db: &mut Conn) -> Result<bool> {
        Ok(diesel::select(diesel::dsl::exists(locations::table.select(locations::id))).get_result(db)?)
    }
}

impl Details {
    /// What is stored, with the version that a form about it must send back.
    pub fn find(id: LocationId, db: &mut Conn) -> Result<(Self, i64)> {
        let (row, address, version): (Row, String, i64) = locations::table
            .find(id)
            .select((Location::columns(), locations::address, locations::version))
            .first(db)?;
        let Location { name, country, zone, currency, language, invitation_days, .. } = Location::stored(row)?;
        Ok((Details { name, address, country, zone, currency, language, invitation_days }, version))
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
                locations::language.eq(self.language.code()),
                locations::invitation_days.eq(self.invitation_days),
                locations::version.eq(version + 1),
            ))
            .execute(db)?;
        if changed == 0 {
            return Err(Error::Conflict("Somebody else changed these details meanwhile.".into()));
        }
        Ok(())
    }
}
