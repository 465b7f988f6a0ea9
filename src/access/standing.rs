//! Where a person stands at a location: the one question that is asked before every page.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{LocationId, RoleId, UserId};
use crate::locations::Location;
use crate::schema::{accesses, locations, roles, second_factors, users};
use crate::users::Theme;

use super::rights::Right;
use super::roles::Role;

/// Where one person stands at one location.
#[derive(Debug)]
pub struct Standing {
    pub name: String,
    pub theme: Theme,
    pub location: Location,
    pub role: Role,
    /// The role asks for a second factor, and they have none.
    pub lacks_second_factor: bool,
}

impl Standing {
    /// One query: the person, the location and the role with its rights. `NotFound` for strangers.
    pub fn of(user: UserId, location: LocationId, db: &mut Conn) -> Result<Self> {
        type Person = (String, String);
        type Access = (Option<NaiveDate>, bool, Option<NaiveDateTime>);
        type Row = (Person, crate::locations::Row, (RoleId, String, Option<String>, String), Access);
        let ((name, theme), place, role, (ends_on, is_needed, confirmed_at)): Row = accesses::table
            .inner_join(users::table.left_join(second_factors::table))
            .inner_join(locations::table)
            .inner_join(roles::table)
            .filter(accesses::user_id.eq(user).and(accesses::location_id.eq(location)))
            .select((
                (users::name, users::theme),
                Location::columns(),
                (roles::id, roles::name, roles::template, roles::rights),
                (accesses::ends_on, roles::needs_second_factor, second_factors::confirmed_at.nullable()),
            ))
            .first(db)?;
        let location = Location::stored(place)?;
        if ends_on.is_some_and(|day| clock::today(location.zone) > day) {
            return Err(Error::NotFound);
        }
        let lacks_second_factor = is_needed && confirmed_at.is_none();
        Ok(Standing { name, theme: Theme::stored(&theme), location, role: Role::from(role), lacks_second_factor })
    }

    /// The names of those who may change rights here and hold this one themselves, a handful at most.
    pub fn who_can_give(location: LocationId, right: Right, db: &mut Conn) -> Result<Vec<String>> {
        let roles = Role::list(location, db)?;
        let gives = |role: &&Role| role.rights.has(Right::EditUsers) && role.rights.has(right);
        let giving: Vec<RoleId> = roles.iter().filter(gives).map(|role| role.id).collect();
        Ok(accesses::table
            .inner_join(users::table)
            .filter(accesses::location_id.eq(location).and(accesses::role_id.eq_any(giving)))
            .order((users::name, users::id))
            .limit(HANDFUL)
            .select(users::name)
            .load(db)?)
    }
}

/// How many people a refusal names.
pub(super) const HANDFUL: i64 = 5;
