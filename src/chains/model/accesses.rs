//! Accesses to a chain: the records that let users into it, and that give them roles at its locations.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::access::{Role, RoleRow};
use crate::db::{Conn, MultiBackend, among};
use crate::error::Result;
use crate::id::{ChainAccessId, ChainId, LocationId, UserId};
use crate::schema::{chain_accesses, chain_grants, chain_roles, roles, users};

use super::Within;
use super::rights::{ChainRight, ChainRights};
use super::roles::{self as kept, ChainRole};

/// A chain role with what is different for one person.
#[derive(Debug, Clone, PartialEq)]
pub struct ChainHeld {
    pub role: ChainRole,
    pub added: ChainRights,
    pub withheld: ChainRights,
    pub rights: ChainRights,
}

impl ChainHeld {
    pub(super) fn new(role: ChainRole, added: &str, withheld: &str) -> Self {
        Self::differing(role, ChainRights::parse(added), ChainRights::parse(withheld))
    }

    fn differing(role: ChainRole, added: ChainRights, withheld: ChainRights) -> Self {
        let rights = if role.is_owner() { role.rights } else { role.rights.and(added).without(withheld) };
        ChainHeld { role, added, withheld, rights }
    }

    /// What makes a role into these rights. An owner holds everything.
    pub fn of(role: ChainRole, wanted: ChainRights) -> Self {
        if role.is_owner() {
            return Self::differing(role, ChainRights::default(), ChainRights::default());
        }
        let (added, withheld) = (wanted.without(role.rights), role.rights.without(wanted));
        Self::differing(role, added, withheld)
    }

    /// What somebody holds once their role is this one, and what was decided for them goes on. What would be no good
    /// without something else is not held.
    pub(super) fn under(&self, role: &ChainRole) -> Self {
        let mut held = Self::differing(role.clone(), self.added, self.withheld);
        while let Some((idle, _)) = held.rights.unmet() {
            let idle = [idle].into_iter().collect();
            held = Self::differing(role.clone(), held.added.without(idle), held.withheld.and(idle));
        }
        held
    }

    /// Whether this could be given by whoever holds that: only owners make owners.
    pub fn is_within(&self, giver: &ChainHeld) -> bool {
        giver.role.is_owner() || (!self.role.is_owner() && giver.rights.cover(self.rights))
    }

    pub fn differs(&self, right: ChainRight) -> bool {
        self.rights.has(right) != self.role.rights.has(right)
    }
}

/// One user's access to this chain, and what it gives them at its locations.
#[derive(Debug, Clone)]
pub struct ChainAccess {
    pub id: ChainAccessId,
    pub user: UserId,
    pub name: String,
    /// None for somebody who has no chain rights, only roles at locations.
    pub held: Option<ChainHeld>,
    /// The role at all locations of the chain, also at future ones.
    pub everywhere: Option<Role>,
    /// The roles at single locations: each counts there in place of the one for all.
    pub at: BTreeMap<LocationId, Role>,
    pub version: i64,
    pub changed_by: String,
    pub changed_at: NaiveDateTime,
}

/// The accesses of a chain, by name.
macro_rules! accesses {
    ($chain:expr) => {
        chain_accesses::table
            .inner_join(users::table)
            .left_join(chain_roles::table)
            .left_join(roles::table.on(chain_accesses::everywhere_role_id.eq(roles::id.nullable())))
            .filter(chain_accesses::chain_id.eq($chain))
            .order((users::name, chain_accesses::id))
            .select((
                (
                    chain_accesses::id,
                    chain_accesses::user_id,
                    users::name,
                    chain_accesses::added,
                    chain_accesses::withheld,
                    chain_accesses::version,
                    chain_accesses::changed_by,
                    chain_accesses::changed_at,
                ),
                ChainRole::COLUMNS.nullable(),
                Role::COLUMNS.nullable(),
            ))
            .into_boxed::<MultiBackend>()
    };
}

type Base = (ChainAccessId, UserId, String, String, String, i64, String, NaiveDateTime);
type Row = (Base, Option<kept::Row>, Option<RoleRow>);

impl ChainAccess {
    /// An access of this chain, or `NotFound`.
    pub fn find(by: &Within, id: ChainAccessId, db: &mut Conn) -> Result<Self> {
        let row: Row = accesses!(by.chain().id).filter(chain_accesses::id.eq(id)).first(db)?;
        Self::with_grants(vec![row], db)?.pop().ok_or(crate::error::Error::NotFound)
    }

    /// The access of a user to a chain, if they have one.
    pub fn of(chain: ChainId, user: UserId, db: &mut Conn) -> Result<Option<Self>> {
        let rows: Vec<Row> = accesses!(chain).filter(chain_accesses::user_id.eq(user)).load(db)?;
        Ok(Self::with_grants(rows, db)?.pop())
    }

    /// Those of some users, by name.
    pub fn of_users(by: &Within, some: &[UserId], db: &mut Conn) -> Result<Vec<Self>> {
        Self::of_users_in(by.chain().id, some, db)
    }

    pub(super) fn of_users_in(chain: ChainId, some: &[UserId], db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = accesses!(chain).filter(among(chain_accesses::user_id, some)).load(db)?;
        Self::with_grants(rows, db)
    }

    /// How many people there are to whom the chain gives anything.
    pub fn count(by: &Within, db: &mut Conn) -> Result<i64> {
        Ok(chain_accesses::table.filter(chain_accesses::chain_id.eq(by.chain().id)).count().get_result(db)?)
    }

    /// Whether a user has one.
    pub fn exists(chain: ChainId, user: UserId, db: &mut Conn) -> Result<bool> {
        let own =
            chain_accesses::table.filter(chain_accesses::chain_id.eq(chain).and(chain_accesses::user_id.eq(user)));
        Ok(diesel::select(diesel::dsl::exists(own)).get_result(db)?)
    }

    /// Everybody to whom the chain gives anything, by name.
    pub fn all(chain: ChainId, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = accesses!(chain).load(db)?;
        Self::with_grants(rows, db)
    }

    /// The same, short of the roles at single locations.
    pub(super) fn without_grants(chain: ChainId, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = accesses!(chain).load(db)?;
        Ok(rows.into_iter().map(Self::from).collect())
    }

    fn with_grants(rows: Vec<Row>, db: &mut Conn) -> Result<Vec<Self>> {
        let ids: Vec<ChainAccessId> = rows.iter().map(|((id, ..), ..)| *id).collect();
        let grants: Vec<(ChainAccessId, LocationId, RoleRow)> = chain_grants::table
            .inner_join(roles::table)
            .filter(among(chain_grants::chain_access_id, &ids))
            .select((chain_grants::chain_access_id, chain_grants::location_id, Role::COLUMNS))
            .load(db)?;
        let mut accesses: Vec<Self> = rows.into_iter().map(Self::from).collect();
        let places: std::collections::HashMap<ChainAccessId, usize> =
            accesses.iter().enumerate().map(|(place, access)| (access.id, place)).collect();
        for (id, location, role) in grants {
            if let Some(access) = places.get(&id).and_then(|place| accesses.get_mut(*place)) {
                access.at.insert(location, Role::from(role));
            }
        }
        Ok(accesses)
    }

    /// What the chain gives them at one of its locations.
    pub fn role_at(&self, location: LocationId) -> Option<&Role> {
        self.at.get(&location).or(self.everywhere.as_ref())
    }

    pub fn is_owner(&self) -> bool {
        self.held.as_ref().is_some_and(|held| held.role.is_owner())
    }

    /// The chain role in words.
    pub fn role_name(&self) -> &str {
        self.held.as_ref().map_or("No chain rights", |held| &held.role.name)
    }
}

impl From<Row> for ChainAccess {
    fn from((base, role, everywhere): Row) -> Self {
        let (id, user, name, added, withheld, version, changed_by, changed_at) = base;
        let held = role.map(|role| ChainHeld::new(ChainRole::from(role), &added, &withheld));
        let everywhere = everywhere.map(Role::from);
        ChainAccess { id, user, name, held, everywhere, at: BTreeMap::new(), version, changed_by, changed_at }
    }
}
