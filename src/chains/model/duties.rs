//! Who does what in a chain: for refusals that say whom to ask, and for whoever has to decide.

use diesel::prelude::*;

use crate::db::Conn;
use crate::error::Result;
use crate::id::{ChainId, UserId};
use crate::schema::{chain_accesses, chain_roles, users};

use super::accesses::ChainHeld;
use super::rights::ChainRight;
use super::roles::{self, ChainRole};

/// Somebody who has chain rights.
#[derive(Debug, Clone)]
pub struct Duty {
    pub user: UserId,
    pub name: String,
    pub held: ChainHeld,
}

/// How many people a refusal names.
const HANDFUL: usize = 5;

impl Duty {
    /// Everybody with chain rights, strongest first.
    pub fn all(chain: ChainId, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<(UserId, String, String, String, roles::Row)> = chain_accesses::table
            .inner_join(users::table)
            .inner_join(chain_roles::table)
            .filter(chain_accesses::chain_id.eq(chain))
            .order((chain_roles::place, users::name, users::id))
            .select((users::id, users::name, chain_accesses::added, chain_accesses::withheld, ChainRole::COLUMNS))
            .load(db)?;
        let duty = |(user, name, added, withheld, role): (UserId, String, String, String, roles::Row)| {
            let held = ChainHeld::new(ChainRole::from(role), &added, &withheld);
            Duty { user, name, held }
        };
        Ok(rows.into_iter().map(duty).collect())
    }

    /// Those who own the chain.
    pub fn owners(chain: ChainId, db: &mut Conn) -> Result<Vec<UserId>> {
        let owners = Self::all(chain, db)?.into_iter().filter(|duty| duty.held.role.is_owner());
        Ok(owners.map(|duty| duty.user).take(HANDFUL).collect())
    }
}

/// The names of those who may change rights in the chain and hold this one themselves, a handful at most.
pub(super) fn who_can_give(chain: ChainId, right: ChainRight, db: &mut Conn) -> Result<Vec<String>> {
    let could = |duty: &Duty| duty.held.rights.has(ChainRight::EditChainUsers) && duty.held.rights.has(right);
    Ok(Duty::all(chain, db)?.into_iter().filter(could).map(|duty| duty.name).take(HANDFUL).collect())
}
