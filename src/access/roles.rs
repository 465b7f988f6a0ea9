//! Roles: named sets of location rights. Eight come ready-made with every location, and seven with every chain, for its
//! locations: only a location itself makes owners.

use diesel::prelude::*;

use crate::db::{Conn, MultiBackend, among};
use crate::error::{Error, Result};
use crate::id::{LocationId, Place, RoleId};
use crate::schema::roles;
use crate::text;

use super::rights::Right;
use super::set::Rights;
use super::templates::{OWNER, SYSTEM_MANAGER, TEMPLATES, Template, VIEW_ONLY};

/// A role of one location, or of a chain for all of its locations.
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

    /// Gives a new location or chain its roles. A chain has no Owner among those for its locations.
    pub fn furnish(of: impl Into<Place>, db: &mut Conn) -> Result<()> {
        let of = of.into();
        let templates = TEMPLATES.iter().filter(|template| of.chain().is_none() || template.slug != OWNER);
        for (place, template) in templates.enumerate() {
            let rights = if template.slug == OWNER { Rights::default() } else { template.rights() };
            diesel::insert_into(roles::table)
                .values((
                    roles::location_id.eq(of.location()),
                    roles::chain_id.eq(of.chain()),
                    roles::template.eq(template.slug),
                    roles::name.eq(template.name),
                    roles::name_key.eq(text::key(template.name)),
                    roles::rights.eq(rights.slugs()),
                    roles::place.eq(place as i64),
                ))
                .execute(db)?;
        }
        Ok(())
    }

    /// The role of the owners of a location.
    pub fn of_owners(location: LocationId, db: &mut Conn) -> Result<RoleId> {
        let owner = roles::table.filter(roles::location_id.eq(location).and(roles::template.eq(OWNER)));
        Ok(owner.select(roles::id).first(db)?)
    }

    /// A role of this place, or `NotFound`: another place's role is as good as none, and so is a deleted one.
    pub fn find(of: impl Into<Place>, id: RoleId, db: &mut Conn) -> Result<Self> {
        let row: Row = living(of.into()).filter(roles::id.eq(id)).select(Self::COLUMNS).first(db)?;
        Ok(Self::from(row))
    }

    /// The same, also when it is deleted: for what was offered or written down with it.
    pub fn once(of: impl Into<Place>, id: RoleId, db: &mut Conn) -> Result<Self> {
        let row: Row = all(of.into()).filter(roles::id.eq(id)).select(Self::COLUMNS).first(db)?;
        Ok(Self::from(row))
    }

    /// Some roles, of whatever place, also when they are deleted; and whether they are still there.
    pub fn some(ids: &[RoleId], db: &mut Conn) -> Result<Vec<(Self, bool)>> {
        let rows: Vec<(Row, bool)> =
            roles::table.filter(among(roles::id, ids)).select((Self::COLUMNS, roles::deleted_at.is_null())).load(db)?;
        Ok(rows.into_iter().map(|(row, is_there)| (Self::from(row), is_there)).collect())
    }

    /// Whether it is still a role of the place.
    pub fn is_there(&self, of: impl Into<Place>, db: &mut Conn) -> Result<bool> {
        match Self::find(of, self.id, db) {
            Ok(_) => Ok(true),
            Err(Error::NotFound) => Ok(false),
            Err(other) => Err(other),
        }
    }

    /// How many roles a place has.
    pub fn count(of: impl Into<Place>, db: &mut Conn) -> Result<i64> {
        Ok(living(of.into()).count().get_result(db)?)
    }

    /// The roles of a place, strongest first.
    pub fn list(of: impl Into<Place>, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = living(of.into()).order((roles::place, roles::id)).select(Self::COLUMNS).load(db)?;
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

type Query = roles::BoxedQuery<'static, MultiBackend>;

fn all(of: Place) -> Query {
    match of {
        Place::Location(id) => roles::table.filter(roles::location_id.eq(id)).into_boxed(),
        Place::Chain(id) => roles::table.filter(roles::chain_id.eq(id)).into_boxed(),
    }
}

fn living(of: Place) -> Query {
    all(of).filter(roles::deleted_at.is_null())
}

impl From<Row> for Role {
    fn from((id, name, template, slugs): Row) -> Self {
        let rights = if template.as_deref() == Some(OWNER) { Rights::all() } else { Rights::parse(&slugs) };
        Role { id, name, template, rights }
    }
}
