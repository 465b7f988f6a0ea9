//! Looking at a location as somebody else sees it: read only, and never as somebody who holds more (rights.md §7).

use serde::{Deserialize, Serialize};

use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{AccessId, RoleId};

use super::can::Inside;
use super::exceptions::Exceptions;
use super::held::Held;
use super::model::Access;
use super::rights::{EditUsers, Key};
use super::roles::Role;

/// As whom somebody looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Look {
    Role(RoleId),
    Person(AccessId),
}

impl Look {
    /// What they are called: `Vera`, or `the role Receptionist`.
    pub fn name(self, by: &Inside, db: &mut Conn) -> Result<String> {
        match self {
            Look::Role(id) => Ok(format!("the role {}", Role::find(by.location().id, id, db)?.name)),
            Look::Person(id) => Ok(Access::find(by, id, db)?.name),
        }
    }
}

impl Inside {
    /// The same location, as somebody else sees it. Asked again at every page: whoever may no longer change rights
    /// looks no longer.
    pub fn look(&self, whom: Look, db: &mut Conn) -> Result<Self> {
        if !self.may(EditUsers::RIGHT) {
            return Err(self.refusal(EditUsers::RIGHT, db)?);
        }
        let (held, person) = match whom {
            Look::Role(id) => (Held::new(Role::find(self.location().id, id, db)?, Exceptions::default()), None),
            Look::Person(id) => {
                let access = Access::find(self, id, db)?;
                if access.is_over_in(self.location()) {
                    return Err(Error::NotFound);
                }
                (access.held, Some((access.user, access.name)))
            }
        };
        if !held.is_within(self.held()) {
            let name = whom.name(self, db)?;
            return Err(Error::refused(format!("You cannot look as {name}: that is more than you hold yourself.")));
        }
        Ok(self.seen_as(held, person))
    }
}
