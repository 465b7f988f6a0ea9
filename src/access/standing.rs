//! Where a person stands at a location: the one question that is asked before every page.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{LocationId, UserId};
use crate::locations::Location;
use crate::schema::{accesses, locations, roles, second_factors, users};
use crate::users::Theme;

use super::exceptions::Exceptions;
use super::held::Held;
use super::rights::Right;
use super::roles::{self as kept, Role};
use super::templates::OWNER;

/// Where one person stands at one location.
#[derive(Debug)]
pub struct Standing {
    pub name: String,
    pub theme: Theme,
    pub location: Location,
    pub held: Held,
    /// The role asks for a second factor, and they have none.
    pub lacks_second_factor: bool,
}

impl Standing {
    /// One query: the person, the location and the role with its rights. `NotFound` for strangers.
    pub fn of(user: UserId, location: LocationId, db: &mut Conn) -> Result<Self> {
        type Person = (String, String);
        type Access = (String, Option<NaiveDate>, bool, Option<NaiveDateTime>);
        type Row = (Person, crate::locations::Row, kept::Row, Access);
        let ((name, theme), place, role, (exceptions, ends_on, is_needed, confirmed_at)): Row = accesses::table
            .inner_join(users::table.left_join(second_factors::table))
            .inner_join(locations::table)
            .inner_join(roles::table)
            .filter(accesses::user_id.eq(user).and(accesses::location_id.eq(location)))
            .select((
                (users::name, users::theme),
                Location::columns(),
                Role::COLUMNS,
                (
                    accesses::exceptions,
                    accesses::ends_on,
                    roles::needs_second_factor,
                    second_factors::confirmed_at.nullable(),
                ),
            ))
            .first(db)?;
        let location = Location::stored(place)?;
        if ends_on.is_some_and(|day| clock::today(location.zone) > day) {
            return Err(Error::NotFound);
        }
        let lacks_second_factor = is_needed && confirmed_at.is_none();
        let held = Held::new(Role::from(role), Exceptions::stored(&exceptions));
        Ok(Standing { name, theme: Theme::stored(&theme), location, held, lacks_second_factor })
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
        let naming: Vec<(String, String, kept::Row)> = accesses::table
            .inner_join(users::table)
            .inner_join(roles::table)
            .filter(accesses::location_id.eq(location))
            .filter(
                (roles::template.is_not_null().and(roles::template.assume_not_null().eq(OWNER)))
                    .or(roles::rights.like(named.clone()).escape('!'))
                    .or(accesses::exceptions.like(named).escape('!')),
            )
            .order((roles::place, users::name, users::id))
            .select((users::name, accesses::exceptions, Role::COLUMNS))
            .load(db)?;
        let held = |(name, exceptions, role): (String, String, kept::Row)| {
            (name, Held::new(Role::from(role), Exceptions::stored(&exceptions)))
        };
        Ok(naming.into_iter().map(held).filter(|(_, held)| held.rights().has(right)).collect())
    }
}

/// How many people a refusal names.
pub(super) const HANDFUL: i64 = 5;
