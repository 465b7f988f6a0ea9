//! Who owns a location, and what some of its users hold.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::db::Conn;
use crate::error::Result;
use crate::id::{LocationId, PositionId, RoleId, UserId};
use crate::schema::{accesses, roles, users};

use super::can::Inside;
use super::extent::Scope;
use super::held::Held;
use super::model::{Access, Row, columns, people};
use super::roles::Role;
use super::set::Rights;
use super::standing::HANDFUL;
use super::templates::OWNER;

impl Access {
    /// Those who own a location, a handful at most: whom to write to when somebody has to decide.
    pub fn owners(location: LocationId, db: &mut Conn) -> Result<Vec<UserId>> {
        Ok(people()
            .filter(accesses::location_id.eq(location).and(roles::template.eq(OWNER)))
            .order(accesses::id)
            .limit(HANDFUL)
            .select(accesses::user_id)
            .load(db)?)
    }

    /// Everybody here, by name.
    pub fn all(by: &Inside, db: &mut Conn) -> Result<Vec<Self>> {
        Self::all_at(by.location().id, db)
    }

    fn all_at(here: LocationId, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = people()
            .filter(accesses::location_id.eq(here))
            .order((users::name, accesses::id))
            .select(columns())
            .load(db)?;
        Self::all_complete(here, rows, db)
    }

    /// Everybody here who has a role, by name.
    pub fn with_role(by: &Inside, role: RoleId, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = people()
            .filter(accesses::location_id.eq(by.location().id).and(accesses::role_id.eq(role)))
            .order((users::name, accesses::id))
            .select(columns())
            .load(db)?;
        Self::all_complete(by.location().id, rows, db)
    }

    /// The roles and people at a location whose rights are about one position, by name.
    pub fn about_position(here: LocationId, position: PositionId, db: &mut Conn) -> Result<Vec<String>> {
        let is_about = |rights: &Rights| rights.extents().any(|(_, extent)| extent.scope == Scope::Position(position));
        let roles = Role::list(here, db)?.into_iter().filter(|role| is_about(&role.rights)).map(|role| role.name);
        let people = Access::all_at(here, db)?.into_iter();
        let people = people.filter(|access| !access.held.exceptions.is_empty() && is_about(access.held.own()));
        Ok(roles.chain(people.map(|access| access.name)).collect())
    }

    /// What some users hold here.
    pub fn held_by(by: &Inside, users: &[UserId], db: &mut Conn) -> Result<HashMap<UserId, Held>> {
        Held::at(by.location().id, Some(users), db)
    }
}
