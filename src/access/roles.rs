//! Roles: named sets of rights. Eight come ready-made with every location.

use diesel::prelude::*;

use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{LocationId, RoleId};
use crate::schema::roles;
use crate::text;

use super::rights::Right;
use super::set::Rights;
use super::templates::{OWNER, SYSTEM_MANAGER, TEMPLATES, Template, VIEW_ONLY};

/// A role of one location.
#[derive(Debug, Clone, PartialEq)]
pub struct Role {
    pub id: RoleId,
    pub name: String,
    pub template: Option<String>,
    pub rights: Rights,
}

pub(crate) type Row = (RoleId, String, Option<String>, String);

pub(crate) type Columns = (roles::id, roles::name, roles::template, roles::rights);

impl Role {
    pub(crate) const COLUMNS: Columns = (roles::id, roles::name, roles::template, roles::rights);

    /// Gives a new location its eight roles and returns the Owner's.
    pub fn furnish(location: LocationId, db: &mut Conn) -> Result<RoleId> {
        for (place, template) in TEMPLATES.iter().enumerate() {
            let rights = if template.slug == OWNER { Rights::default() } else { template.rights() };
            diesel::insert_into(roles::table)
                .values((
                    roles::location_id.eq(location),
                    roles::template.eq(template.slug),
                    roles::name.eq(template.name),
                    roles::name_key.eq(text::key(template.name)),
                    roles::rights.eq(rights.slugs()),
                    roles::place.eq(place as i64),
                ))
                .execute(db)?;
        }
        Ok(roles::table
            .filter(roles::location_id.eq(location).and(roles::template.eq(OWNER)))
            .select(roles::id)
            .first(db)?)
    }

    /// A role of this location, or `NotFound`: another location's role is as good as none, and so is a deleted one.
    pub fn find(location: LocationId, id: RoleId, db: &mut Conn) -> Result<Self> {
        let row: Row = roles::table
            .filter(roles::location_id.eq(location).and(roles::id.eq(id)).and(roles::deleted_at.is_null()))
            .select(Self::COLUMNS)
            .first(db)?;
        Ok(Self::from(row))
    }

    /// The same, also when it is deleted: for what was offered or written down with it.
    pub fn once(location: LocationId, id: RoleId, db: &mut Conn) -> Result<Self> {
        let row: Row = roles::table
            .filter(roles::location_id.eq(location).and(roles::id.eq(id)))
            .select(Self::COLUMNS)
            .first(db)?;
        Ok(Self::from(row))
    }

    /// Whether it is still a role of the location.
    pub fn is_there(&self, location: LocationId, db: &mut Conn) -> Result<bool> {
        match Self::find(location, self.id, db) {
            Ok(_) => Ok(true),
            Err(Error::NotFound) => Ok(false),
            Err(other) => Err(other),
        }
    }

    /// How many roles a location has.
    pub fn count(location: LocationId, db: &mut Conn) -> Result<i64> {
        let living = roles::table.filter(roles::location_id.eq(location).and(roles::deleted_at.is_null()));
        Ok(living.count().get_result(db)?)
    }

    /// The roles of a location, strongest first.
    pub fn list(location: LocationId, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = roles::table
            .filter(roles::location_id.eq(location).and(roles::deleted_at.is_null()))
            .order((roles::place, roles::id))
            .select(Self::COLUMNS)
            .load(db)?;
        Ok(rows.into_iter().map(Self::from).collect())
    }

    pub fn is_owner(&self) -> bool {
        self.template.as_deref() == Some(OWNER)
    }

    pub fn is_view_only(&self) -> bool {
        self.template.as_deref() == Some(VIEW_ONLY)
    }

    pub fn is_system_manager(&self) -> bool {
        self.template.as_deref() == Some(SYSTEM_MANAGER)
    }

    /// The ready-made role that this one is, or was made from by changing it.
    pub fn ready_made(&self) -> Option<&'static Template> {
        self.template.as_deref().and_then(Template::find)
    }

    /// The template's slug, while the role still bears its name.
    pub fn ready_made_slug(&self) -> Option<&'static str> {
        self.ready_made().filter(|template| template.name == self.name).map(|template| template.slug)
    }

    /// Whether somebody with this role can hold a right at all: one's own roles can hold anything.
    pub fn allows(&self, right: Right) -> bool {
        self.ready_made().is_none_or(|template| template.allows(right) || self.rights.has(right))
    }

    /// What the role is for, when it is one of the eight.
    pub fn purpose(&self) -> &'static str {
        self.ready_made().map_or("", |template| template.purpose)
    }
}

impl From<Row> for Role {
    fn from((id, name, template, slugs): Row) -> Self {
        let rights = if template.as_deref() == Some(OWNER) { Rights::all() } else { Rights::parse(&slugs) };
        Role { id, name, template, rights }
    }
}
