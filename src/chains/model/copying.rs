//! Copying a role of the chain to locations: there it is their own, and goes its own ways.

use diesel::dsl::max;
use diesel::prelude::*;

use crate::access::{Rights, Role, Shift, Titles};
use crate::activity::{self, Change, Deed, Entry};
use crate::clock;
use crate::db::{Conn, Outcome};
use crate::error::{Error, OnUnique, Result};
use crate::id::{LocationId, RoleId};
use crate::schema::roles;
use crate::text;

use super::places::Branch;
use super::power::Power;
use super::rights::EditChainRoles;
use super::{Chain, May, Within};

impl Chain {
    /// Copies a role to some locations, each by itself: where it cannot be, the answer says why.
    pub fn copy_role(
        by: &May<EditChainRoles>,
        role: RoleId,
        locations: &[LocationId],
        db: &mut Conn,
    ) -> Result<Vec<Outcome<Branch>>> {
        let chain = by.chain().id;
        let mut branches = Chain::hold_all(chain, db)?;
        let by = by.still(db)?;
        let role = Role::find(chain, role, db)?;
        if locations.iter().any(|id| branches.iter().all(|branch| branch.id != *id)) {
            return Err(Error::on("location", "Choose only locations of this chain"));
        }
        branches.retain(|branch| locations.contains(&branch.id));
        let power = Power::of(&by, db)?;
        let outcomes = db.each(branches, |branch, db| copy(&by, &role, branch, &power, db))?;
        let done = outcomes.iter().filter(|(_, outcome)| outcome.is_ok());
        let changes: Vec<Change> = done.map(|(branch, _)| Change::new("Location", "", &branch.name)).collect();
        if !changes.is_empty() {
            activity::record(&by, Entry::new(Deed::ChainRoleCopied, &role.name).with(changes), db)?;
        }
        Ok(outcomes)
    }
}

fn copy(by: &Within, role: &Role, branch: &Branch, power: &Power, db: &mut Conn) -> Result<()> {
    power.may_give_at((branch.id, &branch.name), role)?;
    let all = roles::table.filter(roles::location_id.eq(branch.id));
    let last: Option<i64> = all.select(max(roles::place)).first(db)?;
    let needs: bool = roles::table.find(role.id).select(roles::needs_second_factor).first(db)?;
    let origin = format!("{} of {}", role.name, by.chain().name);
    diesel::insert_into(roles::table)
        .values((
            roles::location_id.eq(branch.id),
            roles::name.eq(&role.name),
            roles::name_key.eq(text::key(&role.name)),
            roles::rights.eq(role.rights.slugs()),
            roles::place.eq(last.unwrap_or_default() + 1),
            roles::needs_second_factor.eq(needs),
            roles::copied_from.eq(&origin),
            roles::changed_by.eq(by.who()),
            roles::changed_at.eq(clock::now()),
        ))
        .execute(db)
        .on_unique(|| Error::Conflict(format!("There is a role called {} at {} already.", role.name, branch.name)))?;
    let rights = Shift::between(&Rights::default(), &role.rights).into_iter();
    let rights = rights.map(|shift| shift.change(&Titles::default()));
    let changes = [Change::new("Copied from", "", origin)].into_iter().chain(rights);
    activity::record(&by.at(branch.id), Entry::new(Deed::RoleAdded, &role.name).with(changes), db)
}
