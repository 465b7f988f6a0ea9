//! The guards of rights.md §6: each one function, asked inside the transaction.

use crate::db::Conn;
use crate::error::{Error, Errors, Result};
use crate::id::{LocationId, UserId};

use super::can::Inside;
use super::held::Held;
use super::model::{Access, other_owners};
use super::roles::Role;
use super::standing::Standing;

/// Nobody grants what they do not hold, and only owners make owners.
pub fn may_grant(by: &Inside, role: &Role) -> Result<()> {
    if can_grant(by, role) {
        return Ok(());
    }
    let why = if role.is_owner() {
        "Only an owner can make someone an owner.".to_owned()
    } else {
        format!("The role {} holds rights that you do not hold yourself, so you cannot give it.", role.name)
    };
    Err(Error::refused(why))
}

/// Whether `may_grant` would agree: for drawing only what can be chosen.
pub fn can_grant(by: &Inside, role: &Role) -> bool {
    by.held().can_give(role)
}

/// Nobody holds more than whoever lets them hold it.
pub fn may_let_hold(by: &Inside, wanted: &Held) -> Result<()> {
    if wanted.is_within(by.held()) {
        return Ok(());
    }
    match by.rights().beyond(wanted.rights()).next() {
        Some(right) => {
            let field = format!("right-{}", right.id());
            let why = format!("You cannot give “{}” so far: you do not hold it so far yourself", right.title());
            Err(Error::Invalid(Errors::on(field, why)))
        }
        None => may_grant(by, &wanted.role),
    }
}

/// Nobody changes their own rights, and nobody touches someone who holds more than they do.
pub fn may_touch(by: &Inside, access: &Access) -> Result<()> {
    if access.user == by.user() {
        return Err(Error::refused(
            "You cannot change your own access. Another person who may change rights can do it for you.",
        ));
    }
    if !access.held.is_within(by.held()) {
        return Err(Error::refused(format!(
            "{} holds rights that you do not hold yourself, so you cannot change their access.",
            access.name
        )));
    }
    Ok(())
}

/// Whether `may_touch` would agree: for drawing only what can be done.
pub fn can_touch(by: &Inside, access: &Access) -> bool {
    access.user != by.user() && access.held.is_within(by.held())
}

/// What belongs to the whole account is touched only by who could touch its owner at every location.
pub fn may_touch_everywhere(by: &Inside, access: &Access, db: &mut Conn) -> Result<()> {
    may_touch(by, access)?;
    for elsewhere in Access::elsewhere(by, access.user, db)? {
        let may = match Standing::of(by.user(), elsewhere.location, db) {
            Ok(standing) => elsewhere.held.is_within(&standing.held),
            Err(Error::NotFound) => elsewhere.held.rights().is_empty(),
            Err(other) => return Err(other),
        };
        if !may {
            return Err(Error::refused(format!(
                "{} holds rights at another location that you do not hold there. Somebody who holds them, or whoever runs this installation, can help.",
                access.name
            )));
        }
    }
    Ok(())
}

/// A location always has an owner who can sign in. Hold the location before asking.
pub fn must_keep_an_owner(location: LocationId, leaving: UserId, db: &mut Conn) -> Result<()> {
    if other_owners(location, leaving, db)? == 0 {
        return Err(Error::Conflict("A location needs an owner. Make someone else the owner first.".into()));
    }
    Ok(())
}
