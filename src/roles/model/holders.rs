//! Who has which role, and to whom it is offered.

use crate::access::{Access, Inside};
use crate::db::Conn;
use crate::error::Result;
use crate::id::RoleId;
use crate::invitations::Invitation;

/// The people and the open invitations of a location.
pub struct Holders {
    people: Vec<Access>,
    offers: Vec<Invitation>,
}

impl Holders {
    pub fn of(by: &Inside, db: &mut Conn) -> Result<Self> {
        Ok(Holders { people: Access::all(by, db)?, offers: Invitation::unanswered(by, db)? })
    }

    /// How many people there are.
    pub fn people(&self) -> usize {
        self.people.len()
    }

    /// How many invitations nobody has answered yet.
    pub fn invited(&self) -> usize {
        self.offers.len()
    }

    /// Those who have a role, by name.
    pub fn with(&self, role: RoleId) -> Vec<Access> {
        self.people.iter().filter(|person| person.held.role.id == role).cloned().collect()
    }

    /// The names of those to whom a role is offered.
    pub fn offered(&self, role: RoleId) -> Vec<String> {
        self.offers.iter().filter(|offer| offer.gives.is(role)).map(|offer| offer.name.clone()).collect()
    }
}
