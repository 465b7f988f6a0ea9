//! Creating and changing the roles of a chain: whoever has one has the other rights from the next click on.

use diesel::dsl::max;
use diesel::prelude::*;

use crate::access::{Rights, Seats, Shift, Titles, must_hold_together};
use crate::activity::{self, Change, Deed, Entry};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Errors, OnUnique, Result};
use crate::id::{ChainId, ChainRoleId, LocationId, RoleId};
use crate::schema::{chain_accesses, chain_grants, chain_roles, roles};
use crate::text;

use super::accesses::{ChainAccess, ChainHeld};
use super::places::Branch;
use super::posts::{Grip, Post, Which};
use super::power::Power;
use super::rights::{ChainRights, EditChainRoles};
use super::{Chain, May};

/// What a role of a chain is to be.
#[derive(Debug, Clone)]
pub struct Draft {
    pub name: String,
    pub grip: Grip,
}

impl Draft {
    /// Makes a role. `like` is the name of the one that it is a copy of: they go their own ways from then on.
    pub fn add(&self, by: &May<EditChainRoles>, like: &str, db: &mut Conn) -> Result<Which> {
        db.hold(by.chain().id)?;
        let by = by.still(db)?;
        let blank = self.blank();
        self.must_be_sound(&blank)?;
        blank.must_be_givable(&by, &self.grip, &[], &Power::of(&by, db)?, &[])?;
        let which = self.insert(&by, by.chain().id, db)?;
        let copied = (!like.is_empty()).then(|| Change::new("Copied from", "", like));
        let changes = copied.into_iter().chain(between(&blank.grip, &self.grip));
        let deed = match which {
            Which::InChain(_) => Deed::ChainRoleAdded,
            Which::AtLocations(_) => Deed::RoleAdded,
        };
        activity::record(&by, Entry::new(deed, &self.name).with(changes), db)?;
        Ok(which)
    }

    fn blank(&self) -> Post {
        let (which, grip) = match self.grip {
            Grip::InChain(_) => (Which::InChain(ChainRoleId(0)), Grip::InChain(ChainRights::default())),
            Grip::AtLocations(_) => (Which::AtLocations(RoleId(0)), Grip::AtLocations(Rights::default())),
        };
        let (name, changed_by) = (self.name.clone(), String::new());
        Post { which, name, template: None, purpose: "", grip, version: 1, changed_by, changed_at: None }
    }

    fn insert(&self, by: &May<EditChainRoles>, chain: ChainId, db: &mut Conn) -> Result<Which> {
        match &self.grip {
            Grip::InChain(rights) => {
                let all = chain_roles::table.filter(chain_roles::chain_id.eq(chain));
                let last: Option<i64> = all.select(max(chain_roles::place)).first(db)?;
                let id = diesel::insert_into(chain_roles::table)
                    .values((
                        chain_roles::chain_id.eq(chain),
                        chain_roles::name.eq(&self.name),
                        chain_roles::name_key.eq(text::key(&self.name)),
                        chain_roles::rights.eq(rights.to_string()),
                        chain_roles::place.eq(last.unwrap_or_default() + 1),
                        chain_roles::changed_by.eq(by.who()),
                        chain_roles::changed_at.eq(clock::now()),
                    ))
                    .returning(chain_roles::id)
                    .get_result(db)
                    .on_unique(|| self.taken())?;
                Ok(Which::InChain(id))
            }
            Grip::AtLocations(rights) => {
                let all = roles::table.filter(roles::chain_id.eq(chain));
                let last: Option<i64> = all.select(max(roles::place)).first(db)?;
                let id = diesel::insert_into(roles::table)
                    .values((
                        roles::chain_id.eq(chain),
                        roles::name.eq(&self.name),
                        roles::name_key.eq(text::key(&self.name)),
                        roles::rights.eq(rights.slugs()),
                        roles::place.eq(last.unwrap_or_default() + 1),
                        roles::changed_by.eq(by.who()),
                        roles::changed_at.eq(clock::now()),
                    ))
                    .returning(roles::id)
                    .get_result(db)
                    .on_unique(|| self.taken())?;
                Ok(Which::AtLocations(id))
            }
        }
    }

    /// Makes a role what it is to be, and says how many people that concerns. `version` is the one the form was drawn from.
    pub fn save(&self, by: &May<EditChainRoles>, which: Which, version: i64, db: &mut Conn) -> Result<usize> {
        let branches = Chain::hold_all(by.chain().id, db)?;
        let by = by.still(db)?;
        let now = Post::find(by.chain().id, which, db)?;
        let holders = now.holders(&ChainAccess::all(by.chain().id, db)?);
        let power = Power::of(&by, db)?;
        now.may_edit(&by, &holders, &power, &branches)?;
        if now.version != version {
            return Err(Error::Conflict(format!(
                "{} changed this role meanwhile. Look again, then save again.",
                now.changed_by
            )));
        }
        self.must_be_sound(&now)?;
        now.must_be_givable(&by, &self.grip, &holders, &power, &branches)?;
        let changes: Vec<Change> =
            Change::between("Name", &now.name, &self.name).into_iter().chain(between(&now.grip, &self.grip)).collect();
        if changes.is_empty() {
            return Ok(0);
        }
        let concerned = if now.grip == self.grip { 0 } else { holders.len() };
        let places: Vec<(LocationId, String)> =
            branches.iter().map(|branch| (branch.id, branch.name.clone())).collect();
        Seats::keep_at(&places, db, |db| self.write(&by, &now, &holders, db))?;
        self.record(&by, &now, &holders, &branches, changes, db)?;
        Ok(concerned)
    }

    fn write(&self, by: &May<EditChainRoles>, now: &Post, holders: &[ChainAccess], db: &mut Conn) -> Result<()> {
        match (now.which, &self.grip) {
            (Which::InChain(id), Grip::InChain(rights)) => {
                diesel::update(chain_roles::table.find(id))
                    .set((
                        chain_roles::name.eq(&self.name),
                        chain_roles::name_key.eq(text::key(&self.name)),
                        chain_roles::rights.eq(rights.to_string()),
                        chain_roles::version.eq(now.version + 1),
                        chain_roles::changed_by.eq(by.who()),
                        chain_roles::changed_at.eq(clock::now()),
                    ))
                    .execute(db)
                    .on_unique(|| self.taken())?;
                if now.grip != self.grip {
                    let role = now.as_chain_role(id, *rights);
                    for holder in holders {
                        holder.settle(&role, by.who(), db)?;
                    }
                }
            }
            (Which::AtLocations(id), Grip::AtLocations(rights)) => {
                diesel::update(roles::table.find(id))
                    .set((
                        roles::name.eq(&self.name),
                        roles::name_key.eq(text::key(&self.name)),
                        roles::rights.eq(rights.slugs()),
                        roles::version.eq(now.version + 1),
                        roles::changed_by.eq(by.who()),
                        roles::changed_at.eq(clock::now()),
                    ))
                    .execute(db)
                    .on_unique(|| self.taken())?;
            }
            _ => return Err(Error::NotFound),
        }
        Ok(())
    }

    /// In the log of the chain, and in that of every location where somebody has the role.
    fn record(
        &self,
        by: &May<EditChainRoles>,
        now: &Post,
        holders: &[ChainAccess],
        branches: &[Branch],
        changes: Vec<Change>,
        db: &mut Conn,
    ) -> Result<()> {
        let deed = match now.which {
            Which::InChain(_) => Deed::ChainRoleEdited,
            Which::AtLocations(_) => Deed::RoleEdited,
        };
        for branch in now.places(holders, branches) {
            activity::record(&by.at(branch.id), Entry::new(deed, &self.name).with(changes.clone()), db)?;
        }
        let concerned = Change::new("People concerned", "", holders.len().to_string());
        activity::record(by, Entry::new(deed, &self.name).with(changes.into_iter().chain([concerned])), db)
    }

    /// Rights that make sense together in this role.
    fn must_be_sound(&self, now: &Post) -> Result<()> {
        match (now.which, &self.grip) {
            (Which::InChain(_), Grip::InChain(rights)) => match rights.unmet() {
                None => Ok(()),
                Some((one, other)) => Err(Error::Invalid(Errors::on(
                    format!("right-{}", one.id()),
                    format!("“{}” needs “{}”. Switch that on as well, or switch this off", one.title(), other.title()),
                ))),
            },
            (Which::AtLocations(id), Grip::AtLocations(rights)) => {
                let Grip::AtLocations(before) = &now.grip else { return Err(Error::NotFound) };
                must_hold_together(&now.as_role(id, before.clone()), rights, &Titles::default())
            }
            _ => Err(Error::NotFound),
        }
    }

    fn taken(&self) -> Error {
        Error::on("name", format!("There is a role called {} already", self.name))
    }
}

impl ChainAccess {
    /// Gives another chain role, or the same one as it is from now on.
    pub(super) fn settle(&self, role: &super::ChainRole, by: &str, db: &mut Conn) -> Result<()> {
        let Some(held) = self.held.as_ref().map(|held: &ChainHeld| held.under(role)) else { return Ok(()) };
        diesel::update(chain_accesses::table.find(self.id))
            .set((
                chain_accesses::role_id.eq(role.id),
                chain_accesses::added.eq(held.added.to_string()),
                chain_accesses::withheld.eq(held.withheld.to_string()),
                chain_accesses::version.eq(self.version + 1),
                chain_accesses::changed_by.eq(by),
                chain_accesses::changed_at.eq(clock::now()),
            ))
            .execute(db)?;
        Ok(())
    }

    /// The same for a role at locations.
    pub(super) fn settle_below(&self, old: RoleId, new: RoleId, by: &str, db: &mut Conn) -> Result<()> {
        let grants =
            chain_grants::table.filter(chain_grants::chain_access_id.eq(self.id).and(chain_grants::role_id.eq(old)));
        diesel::update(grants).set(chain_grants::role_id.eq(new)).execute(db)?;
        let everywhere = chain_accesses::table
            .filter(chain_accesses::id.eq(self.id).and(chain_accesses::everywhere_role_id.eq(old)));
        diesel::update(everywhere).set(chain_accesses::everywhere_role_id.eq(new)).execute(db)?;
        diesel::update(chain_accesses::table.find(self.id))
            .set((
                chain_accesses::version.eq(self.version + 1),
                chain_accesses::changed_by.eq(by),
                chain_accesses::changed_at.eq(clock::now()),
            ))
            .execute(db)?;
        Ok(())
    }
}

/// What is different, as the log keeps it.
fn between(old: &Grip, new: &Grip) -> Vec<Change> {
    match (old, new) {
        (Grip::InChain(old), Grip::InChain(new)) => {
            let on = new.without(*old).iter().map(|right| Change::new(right.title(), "off", "on")).collect::<Vec<_>>();
            on.into_iter()
                .chain(old.without(*new).iter().map(|right| Change::new(right.title(), "on", "off")))
                .collect()
        }
        (Grip::AtLocations(old), Grip::AtLocations(new)) => {
            Shift::between(old, new).into_iter().map(|shift| shift.change(&Titles::default())).collect()
        }
        _ => Vec::new(),
    }
}
