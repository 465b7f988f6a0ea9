//! The same change for several people: what would come of it for each, before it is done to any.

use chrono::NaiveDate;

use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::RoleId;

use super::can::Inside;
use super::changing::Terms;
use super::guards::{may_touch, must_keep_an_owner};
use super::held::Held;
use super::model::Access;
use super::seats::Holder;
use super::vacancies::Vacancies;

/// What is to be different for everybody who was chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Wish {
    /// Another role; everybody keeps theirs without one.
    pub role: Option<RoleId>,
    /// Another last day, or none any more; everybody keeps theirs without one.
    pub ends_on: Option<Option<NaiveDate>>,
}

impl Wish {
    /// What it means for one of them. A new role brings its own rights; whoever has it already keeps what is different.
    pub fn for_one(&self, access: &Access) -> Terms {
        let role = self.role.unwrap_or(access.held.role.id);
        let keeps_rights = role == access.held.role.id;
        Terms {
            role,
            rights: keeps_rights.then(|| access.held.own().clone()),
            ends_on: self.ends_on.unwrap_or(access.ends_on),
        }
    }
}

impl Access {
    /// What somebody would hold, asked of every guard that stands before the change itself. Nothing is done.
    pub fn foresee(&self, by: &Inside, terms: &Terms, vacancies: &mut Vacancies, db: &mut Conn) -> Result<Held> {
        let wanted = self.would_hold(by, terms, db)?;
        if self.held.is_owner() && (!wanted.is_owner() || terms.ends_on.is_some()) {
            must_keep_an_owner(by.location().id, self.user, db)?;
        }
        vacancies.take(&self.name, Some(Holder::User(self.user)), Some(&self.held), &wanted).map_err(Error::Invalid)?;
        Ok(wanted)
    }

    /// Whether the access could be taken away, asked of the same guards. Nothing is done.
    pub fn could_be_removed(&self, by: &Inside, db: &mut Conn) -> Result<()> {
        may_touch(by, self)?;
        if self.held.is_owner() {
            must_keep_an_owner(by.location().id, self.user, db)?;
        }
        Ok(())
    }
}
