//! The chains of a user.

use diesel::prelude::*;

use crate::db::Conn;
use crate::error::Result;
use crate::id::{ChainId, UserId};
use crate::schema::{chain_accesses, chain_roles, chains};

use super::Chain;

/// A chain in the switcher of a user.
#[derive(Debug, Clone)]
pub struct Listed {
    pub id: ChainId,
    pub name: String,
    pub role: String,
}

/// A chain that gives something to somebody.
#[derive(Debug, Clone)]
pub struct Given {
    pub id: ChainId,
    pub name: String,
    /// Their chain role; none for whoever has no chain rights, and cannot open the chain.
    pub role: Option<String>,
}

impl Chain {
    /// The chains that give a user anything, by name.
    pub fn given_to(user: UserId, db: &mut Conn) -> Result<Vec<Given>> {
        let rows: Vec<(ChainId, String, Option<String>)> = chain_accesses::table
            .inner_join(chains::table)
            .left_join(chain_roles::table)
            .filter(chain_accesses::user_id.eq(user).and(chains::deleted_at.is_null()))
            .order((chains::name, chains::id))
            .select((chains::id, chains::name, chain_roles::name.nullable()))
            .load(db)?;
        Ok(rows.into_iter().map(|(id, name, role)| Given { id, name, role }).collect())
    }
}
