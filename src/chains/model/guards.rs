//! The guards of rights.md §6 in a chain: each one function, asked inside the transaction.

use diesel::prelude::*;

use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{ChainId, UserId};
use crate::schema::{chain_accesses, chain_roles};

use super::accesses::{ChainAccess, ChainHeld};
use super::{ChainRole, Within};

/// Nobody gives chain rights that they do not hold, and only owners make owners.
pub fn may_give_role(by: &Within, held: &ChainHeld) -> Result<()> {
    if held.is_within(by.held()) {
        return Ok(());
    }
    Err(Error::refused(if held.role.is_owner() {
        "Only an owner of the chain can make someone an owner of it.".to_owned()
    } else {
        format!("{} would hold chain rights that you do not hold yourself, so you cannot give them.", held.role.name)
    }))
}

/// Whether `may_give_role` would agree to the plain role: for drawing only what can be chosen.
pub fn can_give_role(by: &Within, role: &ChainRole) -> bool {
    ChainHeld::of(role.clone(), role.rights).is_within(by.held())
}

/// Nobody changes their own rights, and nobody touches someone who holds more than they do.
pub fn may_touch(by: &Within, access: &ChainAccess) -> Result<()> {
    if access.user == by.user() {
        return Err(Error::refused(
            "You cannot change your own access. Another person who may change rights can do it for you.",
        ));
    }
    match &access.held {
        Some(held) if !held.is_within(by.held()) => Err(Error::refused(format!(
            "{} holds chain rights that you do not hold yourself, so you cannot change their access.",
            access.name
        ))),
        _ => Ok(()),
    }
}

/// Whether `may_touch` would agree: for drawing only what can be done.
pub fn can_touch(by: &Within, access: &ChainAccess) -> bool {
    may_touch(by, access).is_ok()
}

/// A chain always has an owner who can sign in (cases H23). Hold the chain before asking.
pub(super) fn must_keep_an_owner(chain: ChainId, leaving: UserId, db: &mut Conn) -> Result<()> {
    if other_owners(chain, leaving, db)? == 0 {
        return Err(Error::Conflict("A chain needs an owner. Make someone else its owner first.".into()));
    }
    Ok(())
}

/// How many owners a chain has besides one person.
pub(super) fn other_owners(chain: ChainId, user: UserId, db: &mut Conn) -> Result<i64> {
    Ok(chain_accesses::table
        .inner_join(chain_roles::table)
        .filter(chain_accesses::chain_id.eq(chain).and(chain_accesses::user_id.ne(user)))
        .filter(chain_roles::template.eq("owner"))
        .count()
        .get_result(db)?)
}
