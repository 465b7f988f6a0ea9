//! Where else somebody can go, from any page.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::Conn;
use crate::error::Result;
use crate::id::{ChainId, LocationId, UserId};
use crate::locations;
use crate::schema::places_to_go as places;

use super::Listed;

/// The locations and chains to which somebody can switch: as many as a menu holds.
#[derive(Debug, Clone, Default)]
pub struct Switcher {
    pub locations: Vec<locations::Listed>,
    pub chains: Vec<Listed>,
    /// There are others, on the page of all of them.
    pub has_more: bool,
}

const MOST: usize = 12;

/// Two ways in may lead to one location.
const ASKED: usize = 3 * MOST + 2;

impl Switcher {
    /// One query, whatever there is.
    pub fn of(user: UserId, db: &mut Conn) -> Result<Self> {
        let rows: Vec<(bool, i64, String, String, String, Option<NaiveDate>)> = places::table
            .filter(places::user_id.eq(user))
            .order((places::is_chain.desc(), places::name, places::id, places::is_from_chain, places::place))
            .limit(ASKED as i64)
            .select((places::is_chain, places::id, places::name, places::role_name, places::time_zone, places::ends_on))
            .load(db)?;
        let mut found = Switcher::default();
        for (is_chain, id, name, role, zone, ends_on) in rows {
            if is_chain {
                found.chains.push(Listed { id: ChainId(id), name, role });
            } else if locations::is_open_until(ends_on, &zone)? {
                found.add(locations::Listed { id: LocationId(id), name, role });
            }
        }
        found.has_more = found.locations.len() > MOST || found.chains.len() > MOST;
        found.locations.truncate(MOST);
        found.chains.truncate(MOST);
        Ok(found)
    }

    /// There is nowhere to go.
    pub fn is_empty(&self) -> bool {
        self.locations.is_empty() && self.chains.is_empty()
    }

    /// The first way into a location counts.
    fn add(&mut self, location: locations::Listed) {
        if self.locations.last().is_none_or(|last| last.id != location.id) {
            self.locations.push(location);
        }
    }
}
