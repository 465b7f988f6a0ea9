//! What somebody is to be in a chain: as it was asked for, and looked up and found to be allowed.

use std::collections::BTreeMap;

use crate::access::Role;
use crate::activity::Change;
use crate::db::Conn;
use crate::error::{Error, Errors, Result};
use crate::id::{ChainId, ChainRoleId, LocationId, RoleId};

use super::Within;
use super::accesses::{ChainAccess, ChainHeld};
use super::guards::may_give_role;
use super::places::Branch;
use super::power::Power;
use super::rights::ChainRights;
use super::roles::ChainRole;

/// What somebody is to be in a chain from now on, as it was asked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Terms {
    /// The chain role with all chain rights, or exactly those of the role; no chain rights without one.
    pub role: Option<(ChainRoleId, Option<ChainRights>)>,
    /// The role at all locations, also at future ones.
    pub everywhere: Option<RoleId>,
    pub at: BTreeMap<LocationId, RoleId>,
}

/// The same, with everything looked up and found to be allowed.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub held: Option<ChainHeld>,
    pub everywhere: Option<Role>,
    pub at: BTreeMap<LocationId, Role>,
}

/// What becomes different at one location.
#[derive(Debug, Clone, PartialEq)]
pub struct Below {
    pub location: LocationId,
    pub name: String,
    pub before: Option<Role>,
    pub after: Option<Role>,
}

impl Wanted {
    pub fn role_at(&self, location: LocationId) -> Option<&Role> {
        self.at.get(&location).or(self.everywhere.as_ref())
    }

    /// Whether it gives nothing at all.
    pub fn is_nothing(&self) -> bool {
        self.held.is_none() && self.everywhere.is_none() && self.at.is_empty()
    }

    /// Looks everything up, and asks whether `by` may give what is new and take what is gone.
    pub fn of(
        by: &Within,
        terms: &Terms,
        before: Option<&ChainAccess>,
        branches: &[Branch],
        db: &mut Conn,
    ) -> Result<Self> {
        let wanted = Self::found(by.chain().id, terms, branches, db)?;
        if let Some(held) = &wanted.held
            && before.and_then(|before| before.held.as_ref()) != Some(held)
        {
            must_hold_together(held)?;
            may_give_role(by, held)?;
        }
        let power = Power::of(by, db)?;
        wanted.is_within(&power, before, branches)?;
        Ok(wanted)
    }

    /// Only looks everything up: what is not of this chain is not there.
    pub fn found(chain: ChainId, terms: &Terms, branches: &[Branch], db: &mut Conn) -> Result<Self> {
        let roles = Role::list(chain, db)?;
        let role = |id: RoleId, field: String| {
            let known = roles.iter().find(|role| role.id == id).cloned();
            known.ok_or_else(|| Error::Invalid(Errors::on(field, "Choose one of the roles of this chain")))
        };
        let held = match terms.role {
            Some((id, rights)) => {
                let role = ChainRole::find(chain, id, db)
                    .map_err(|_| Error::on("role", "Choose one of the chain roles of this chain"))?;
                let rights = rights.unwrap_or(role.rights);
                Some(ChainHeld::of(role, rights))
            }
            None => None,
        };
        let mut at = BTreeMap::new();
        for (location, id) in &terms.at {
            if !branches.iter().any(|branch| branch.id == *location) {
                return Err(Error::on("at", "Choose only locations of this chain"));
            }
            at.insert(*location, role(*id, format!("at-{location}"))?);
        }
        let everywhere = terms.everywhere.map(|id| role(id, "everywhere".into())).transpose()?;
        Ok(Wanted { held, everywhere, at })
    }

    /// Nobody gives, or takes, at a location what they do not hold there.
    pub fn is_within(&self, power: &Power, before: Option<&ChainAccess>, branches: &[Branch]) -> Result<()> {
        let earlier = before.and_then(|before| before.everywhere.as_ref());
        if earlier != self.everywhere.as_ref() {
            for role in earlier.into_iter().chain(self.everywhere.as_ref()) {
                power.may_give_everywhere(role)?;
            }
        }
        for branch in branches {
            let earlier = before.and_then(|before| before.at.get(&branch.id));
            let later = self.at.get(&branch.id);
            if earlier != later {
                for role in earlier.into_iter().chain(later) {
                    power.may_give_at((branch.id, &branch.name), role)?;
                }
            }
        }
        Ok(())
    }

    /// What becomes different at the locations.
    pub fn below(&self, before: Option<&ChainAccess>, branches: &[Branch]) -> Vec<Below> {
        let one = |branch: &Branch| {
            let earlier = before.and_then(|before| before.role_at(branch.id)).cloned();
            let later = self.role_at(branch.id).cloned();
            let name = branch.name.clone();
            (earlier != later).then_some(Below { location: branch.id, name, before: earlier, after: later })
        };
        branches.iter().filter_map(one).collect()
    }
}

/// Chain rights that make sense together (cases H10).
fn must_hold_together(held: &ChainHeld) -> Result<()> {
    match held.rights.unmet() {
        None => Ok(()),
        Some((one, other)) => Err(Error::Invalid(Errors::on(
            format!("right-{}", one.id()),
            format!("“{}” needs “{}”. Switch that on as well, or switch this off", one.title(), other.title()),
        ))),
    }
}

/// What the log of the chain tells.
pub fn changes(before: Option<&ChainAccess>, wanted: &Wanted, below: &[Below]) -> Vec<Change> {
    let name = |role: Option<&Role>| role.map(|role| role.name.clone()).unwrap_or_default();
    let held = |held: Option<&ChainHeld>| held.map(|held| held.role.name.clone()).unwrap_or_default();
    let rights = |held: Option<&ChainHeld>| held.map(|held| held.rights).unwrap_or_default();
    let (old, new) = (before.and_then(|before| before.held.as_ref()), wanted.held.as_ref());
    let gained = rights(new).without(rights(old)).iter().map(|right| Change::new(right.title(), "", "on"));
    let lost = rights(old).without(rights(new)).iter().map(|right| Change::new(right.title(), "on", ""));
    let everywhere = before.and_then(|before| before.everywhere.as_ref());
    let terms = [
        Change::between("Chain role", &held(old), &held(new)),
        Change::between("All locations, also future ones", &name(everywhere), &name(wanted.everywhere.as_ref())),
    ];
    let places = below.iter().map(|one| Change::new(&one.name, name(one.before.as_ref()), name(one.after.as_ref())));
    terms.into_iter().flatten().chain(gained).chain(lost).chain(places).collect()
}
