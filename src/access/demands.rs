//! Which roles of a location ask their people for a second factor.

use diesel::prelude::*;

use crate::activity::{self, Change, Deed, Entry};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::RoleId;
use crate::schema::roles;

use super::can::{Can, Inside};
use super::guards::{can_grant, may_grant};
use super::rights::EditLocation;
use super::roles::Role;

/// A role, and whether it needs a second factor.
#[derive(Debug, Clone)]
pub struct Demand {
    pub role: Role,
    pub is_on: bool,
    /// Whether the viewer could give the role: only then it is theirs to say what it asks for.
    pub may_change: bool,
}

impl Demand {
    /// The roles of the location, strongest first.
    pub fn list(by: &Inside, db: &mut Conn) -> Result<Vec<Self>> {
        let here = by.location().id;
        let needing: Vec<RoleId> = roles::table
            .filter(roles::location_id.eq(here).and(roles::needs_second_factor))
            .select(roles::id)
            .load(db)?;
        let demand = |role: Role| Demand { is_on: needing.contains(&role.id), may_change: can_grant(by, &role), role };
        Ok(Role::list(here, db)?.into_iter().map(demand).collect())
    }

    /// From the next click on, people with these roles set up a second factor before they see anything here.
    /// `was` are the roles that were ticked when the form was drawn.
    pub fn change(by: &Can<EditLocation>, needs: &[RoleId], was: &[RoleId], db: &mut Conn) -> Result<()> {
        db.hold(by.location().id)?;
        let by = by.still(db)?;
        let mut changes = Vec::new();
        for demand in Self::list(&by, db)? {
            let is_wanted = if demand.may_change {
                needs.contains(&demand.role.id)
            } else {
                demand.is_on || needs.contains(&demand.role.id)
            };
            if demand.may_change && was.contains(&demand.role.id) != demand.is_on {
                return Err(Error::Conflict(format!(
                    "Somebody else changed what the role {} needs meanwhile. Go back, look again, then save again.",
                    demand.role.name
                )));
            }
            if is_wanted != demand.is_on {
                may_grant(&by, &demand.role)?;
                diesel::update(roles::table.filter(roles::id.eq(demand.role.id)))
                    .set(roles::needs_second_factor.eq(is_wanted))
                    .execute(db)?;
                changes.push(Change::new(&demand.role.name, in_words(demand.is_on), in_words(is_wanted)));
            }
        }
        if changes.is_empty() {
            return Ok(());
        }
        activity::record(&by, Entry::new(Deed::SignInChanged, &by.location().name).with(changes), db)
    }
}

fn in_words(is_on: bool) -> &'static str {
    if is_on { "needs a second factor" } else { "needs none" }
}
