//! Roles as a location keeps them, and who has them.

mod changing;
mod deleting;
mod effects;
mod file;
mod guards;
mod holders;
mod importing;
mod making;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::access::{Inside, Rights, Role, RoleRow, Shift, Version};
use crate::db::Conn;
use crate::error::Result;
use crate::id::RoleId;
use crate::schema::roles;

pub use effects::{Effects, Moved};
pub use file::{File, write};
pub use guards::{may_delete, may_edit};
pub use holders::Holders;
pub use importing::{Import, Planned, Verdict, plan};
pub use making::Draft;

/// A role, and how it came to be what it is.
#[derive(Debug, Clone)]
pub struct Kept {
    pub role: Role,
    pub version: i64,
    /// What the role was called that this one was made like.
    pub copied_from: String,
    pub changed: Version,
}

type Row = (RoleRow, i64, String, String, Option<NaiveDateTime>);

#[diesel::dsl::auto_type]
fn columns() -> _ {
    let role: (roles::id, roles::name, roles::template, roles::rights) = Role::COLUMNS;
    (role, roles::version, roles::copied_from, roles::changed_by, roles::changed_at)
}

impl From<Row> for Kept {
    fn from((role, version, copied_from, by, at): Row) -> Self {
        Kept { role: Role::from(role), version, copied_from, changed: Version { by, at } }
    }
}

impl Kept {
    /// A role of this location, or `NotFound`.
    pub fn find(by: &Inside, id: RoleId, db: &mut Conn) -> Result<Self> {
        let row: Row = roles::table
            .filter(roles::location_id.eq(by.location().id).and(roles::id.eq(id)))
            .filter(roles::deleted_at.is_null())
            .select(columns())
            .first(db)?;
        Ok(Self::from(row))
    }

    /// The roles of a location: the ready-made ones, strongest first, then its own.
    pub fn list(by: &Inside, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = roles::table
            .filter(roles::location_id.eq(by.location().id).and(roles::deleted_at.is_null()))
            .order((roles::place, roles::id))
            .select(columns())
            .load(db)?;
        Ok(rows.into_iter().map(Self::from).collect())
    }

    /// What a ready-made role holds when it is new, where this one holds something else by now (cases H13).
    pub fn template_rights(&self) -> Option<Rights> {
        let template = self.role.ready_made()?;
        Some(template.rights()).filter(|rights| *rights != self.role.rights)
    }

    /// What taking over the rights of the template would change.
    pub fn differences(&self) -> Vec<Shift> {
        self.template_rights().map(|rights| Shift::between(&self.role.rights, &rights)).unwrap_or_default()
    }
}
