//! Whoever has to do with a chain: those to whom it gives anything, and those who have another way in at its locations.

use diesel::prelude::*;

use crate::db::{Conn, among};
use crate::error::Result;
use crate::id::{ChainAccessId, ChainId, RoleId, UserId};
use crate::schema::{chain_accesses, chain_roles, people_of_chains, users};

use super::Within;
use super::accesses::ChainHeld;
use super::roles::{self, ChainRole};

/// Somebody who has to do with a chain, and what it gives them at all of its locations.
#[derive(Debug, Clone)]
pub struct Person {
    pub user: UserId,
    pub name: String,
    /// None for those who are here only because a location lets them in.
    pub access: Option<ChainAccessId>,
    /// The version of that access; nothing to compare without one.
    pub version: i64,
    pub held: Option<ChainHeld>,
    pub everywhere: Option<RoleId>,
}

type Given = (ChainAccessId, i64, String, String, Option<RoleId>);
type Row = (UserId, String, Option<Given>, Option<roles::Row>);

/// Some users, by name, and what the chain gives them.
macro_rules! people {
    ($chain:expr, $users:expr) => {
        users::table
            .left_join(
                chain_accesses::table
                    .on(chain_accesses::user_id.eq(users::id).and(chain_accesses::chain_id.eq($chain))),
            )
            .left_join(chain_roles::table.on(chain_accesses::role_id.eq(chain_roles::id.nullable())))
            .filter(among(users::id, &$users))
            .order((users::name, users::id))
            .select((
                users::id,
                users::name,
                (
                    chain_accesses::id,
                    chain_accesses::version,
                    chain_accesses::added,
                    chain_accesses::withheld,
                    chain_accesses::everywhere_role_id,
                )
                    .nullable(),
                ChainRole::COLUMNS.nullable(),
            ))
    };
}

impl Person {
    /// The numbers of everybody, in no order. They are found first, so that nobody else is looked at.
    pub fn ids(chain: ChainId, db: &mut Conn) -> Result<Vec<UserId>> {
        let everybody = people_of_chains::table.filter(people_of_chains::chain_id.eq(chain));
        Ok(everybody.select(people_of_chains::user_id).distinct().load(db)?)
    }

    /// As many of these as a page holds, after those of earlier pages.
    pub fn some(chain: ChainId, ids: &[UserId], after: usize, most: usize, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = people!(chain, ids).limit(most as i64).offset(after as i64).load(db)?;
        Ok(rows.into_iter().map(Self::from).collect())
    }

    pub fn all(chain: ChainId, db: &mut Conn) -> Result<Vec<Self>> {
        let ids = Self::ids(chain, db)?;
        let rows: Vec<Row> = people!(chain, ids).load(db)?;
        Ok(rows.into_iter().map(Self::from).collect())
    }

    /// Those of some users who have to do with the chain.
    pub fn among(chain: ChainId, some: &[UserId], db: &mut Conn) -> Result<Vec<Self>> {
        let known: Vec<UserId> = people_of_chains::table
            .filter(people_of_chains::chain_id.eq(chain).and(among(people_of_chains::user_id, some)))
            .select(people_of_chains::user_id)
            .distinct()
            .load(db)?;
        let rows: Vec<Row> = people!(chain, known).load(db)?;
        Ok(rows.into_iter().map(Self::from).collect())
    }

    /// Whether somebody may change what they are: never oneself, nor anybody who holds more.
    pub fn can_be_touched(&self, by: &Within) -> bool {
        self.user != by.user() && self.held.as_ref().is_none_or(|held| held.is_within(by.held()))
    }

    /// The chain role in words.
    pub fn role_name(&self) -> &str {
        self.held.as_ref().map_or("No chain rights", |held| &held.role.name)
    }
}

impl From<Row> for Person {
    fn from((user, name, given, role): Row) -> Self {
        let Some((id, version, added, withheld, everywhere)) = given else {
            return Person { user, name, access: None, version: 0, held: None, everywhere: None };
        };
        let held = role.map(|role| ChainHeld::new(ChainRole::from(role), &added, &withheld));
        Person { user, name, access: Some(id), version, held, everywhere }
    }
}
