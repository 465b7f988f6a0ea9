//! Who may change which role: nobody their own, nobody a stronger one, nobody that of somebody stronger (cases H3 to H5).

use crate::access::{Access, Inside, Role, can_grant};
use crate::error::{Error, Result};

/// Whether a role may be changed by this person. `holders` are those who have it.
pub fn may_edit(by: &Inside, role: &Role, holders: &[Access]) -> Result<()> {
    let name = &role.name;
    if role.is_owner() {
        return Err(Error::refused(format!(
            "The role {name} holds every right, now and in later versions, so it cannot be changed."
        )));
    }
    if role.id == by.role().id {
        return Err(Error::refused(format!(
            "{name} is your own role, and nobody changes their own rights. Somebody else who may change roles can do it."
        )));
    }
    if !can_grant(by, role) {
        return Err(Error::refused(format!(
            "The role {name} holds rights that you do not hold yourself, so you cannot change it."
        )));
    }
    match holders.iter().find(|holder| !holder.held.is_within(by.held())) {
        Some(stronger) => Err(Error::refused(format!(
            "{} has the role {name} and holds rights that you do not hold yourself, so you cannot change it.",
            stronger.name
        ))),
        None => Ok(()),
    }
}

/// Whether a role may be deleted by this person.
pub fn may_delete(by: &Inside, role: &Role, holders: &[Access]) -> Result<()> {
    if role.ready_made().is_some() {
        return Err(Error::refused(format!(
            "{} is ready-made, and ready-made roles stay. A role that nobody has does no harm.",
            role.name
        )));
    }
    may_edit(by, role, holders)
}
