//! Where a person stands at a location: the one question that is asked before every page.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{LocationId, UserId};
use crate::locations::Location;
use crate::schema::{locations, roles, second_factors, users, ways_in};
use crate::users::Theme;

use super::held::Held;
use super::rights::Right;
use super::templates::OWNER;
use super::ways::{self, Way};

/// Where one person stands at one location.
#[derive(Debug)]
pub struct Standing {
    pub(super) user: UserId,
    pub(super) name: String,
    pub(super) theme: Theme,
    pub(super) location: Location,
    pub(super) held: Held,
    /// The role asks for a second factor, and they have none.
    pub(super) lacks_second_factor: bool,
}

impl Standing {
    /// One query: the person, the location and every way in, with the role and its rights. `NotFound` for strangers.
    pub fn of(user: UserId, location: LocationId, db: &mut Conn) -> Result<Self> {
        type Person = (String, String);
        type Row = (Person, crate::locations::Row, ways::Row, bool, Option<NaiveDateTime>);
        let rows: Vec<Row> = ways_in::table
            .inner_join(users::table.left_join(second_factors::table))
            .inner_join(locations::table)
            .inner_join(roles::table)
            .filter(ways_in::user_id.eq(user).and(ways_in::location_id.eq(location)))
            .order((roles::place, ways_in::chain_id))
            .select((
                (users::name, users::theme),
                Location::columns(),
                ways::COLUMNS,
                roles::needs_second_factor,
                second_factors::confirmed_at.nullable(),
            ))
            .load(db)?;
        let Some(((name, theme), place, _, _, confirmed_at)) = rows.first().cloned() else {
            return Err(Error::NotFound);
        };
        let location = Location::stored(place)?;
        let today = clock::today(location.zone);
        let open: Vec<(Way, bool)> = rows
            .into_iter()
            .map(|(_, _, way, is_needed, _)| (Way::from(way), is_needed))
            .filter(|(way, _)| way.ends_on.is_none_or(|day| today <= day))
            .collect();
        let lacks_second_factor = confirmed_at.is_none() && open.iter().any(|(_, is_needed)| *is_needed);
        let held = Held::gathered(open.into_iter().map(|(way, _)| way)).ok_or(Error::NotFound)?;
        Ok(Standing { user, name, theme: Theme::stored(&theme), location, held, lacks_second_factor })
    }

    /// The names of those who may change rights here and hold this one themselves, a handful at most.
    pub fn who_can_give(location: LocationId, right: Right, db: &mut Conn) -> Result<Vec<String>> {
        Self::who(location, right, |held| held.rights().has(Right::EditUsers), db)
    }

    /// The names of those who hold a right here, a handful at most.
    pub fn who_holds(location: LocationId, right: Right, db: &mut Conn) -> Result<Vec<String>> {
        Self::who(location, right, |_| true, db)
    }

    fn who(location: LocationId, right: Right, is_one: fn(&Held) -> bool, db: &mut Conn) -> Result<Vec<String>> {
        let holders = Self::holders(location, right, db)?.into_iter().filter(|(_, held)| is_one(held));
        Ok(holders.map(|(name, _)| name).take(HANDFUL as usize).collect())
    }

    /// Everybody who may change rights here, with what they hold, strongest first.
    pub fn givers(location: LocationId, db: &mut Conn) -> Result<Vec<(String, Held)>> {
        Self::holders(location, Right::EditUsers, db)
    }

    fn holders(location: LocationId, right: Right, db: &mut Conn) -> Result<Vec<(String, Held)>> {
        let named = crate::text::containing(right.slug());
        let mut naming: Vec<(UserId, String)> = ways_in::table
            .inner_join(users::table)
            .inner_join(roles::table)
            .filter(ways_in::location_id.eq(location))
            .filter(
                (roles::template.is_not_null().and(roles::template.assume_not_null().eq(OWNER)))
                    .or(roles::rights.like(named.clone()).escape('!'))
                    .or(ways_in::exceptions.like(named).escape('!')),
            )
            .order((roles::place, users::name, users::id))
            .select((users::id, users::name))
            .load(db)?;
        let mut seen = std::collections::HashSet::new();
        naming.retain(|(user, _)| seen.insert(*user));
        let users: Vec<UserId> = naming.iter().map(|(user, _)| *user).collect();
        let mut held = Held::at(location, Some(&users), db)?;
        let known = naming.into_iter().filter_map(|(user, name)| Some((name, held.remove(&user)?)));
        Ok(known.filter(|(_, held)| held.rights().has(right)).collect())
    }
}

/// How many people a refusal names.
pub(super) const HANDFUL: i64 = 5;
