//! Whoever does something in a chain that its log and those of its locations tell: with chain rights, or leaving without any.

use crate::access::{Asking, Outside};
use crate::activity::{Actor, Origin};
use crate::id::{LocationId, Place, UserId};

use super::{Chain, Within};

/// Somebody of the chain.
pub trait Party: Actor {
    fn chain(&self) -> &Chain;

    /// The same person, as the log of one of the locations calls them.
    fn at(&self, location: LocationId) -> Outside<'_>;
}

impl Party for Within {
    fn chain(&self) -> &Chain {
        Within::chain(self)
    }

    fn at(&self, location: LocationId) -> Outside<'_> {
        Within::at(self, location)
    }
}

/// Somebody who leaves, whatever the chain gave them.
#[derive(Debug)]
pub(super) struct Leaver<'a> {
    pub asking: &'a Asking,
    pub chain: Chain,
    /// Their chain role; empty for whoever has no chain rights.
    pub role: String,
}

impl Party for Leaver<'_> {
    fn chain(&self) -> &Chain {
        &self.chain
    }

    fn at(&self, location: LocationId) -> Outside<'_> {
        let role = match self.role.as_str() {
            "" => String::new(),
            role => format!("{role} of {}", self.chain.name),
        };
        Outside::of(location, self.asking).acting_as(role)
    }
}

impl Actor for Leaver<'_> {
    fn place(&self) -> Place {
        self.chain.id.into()
    }

    fn id(&self) -> Option<UserId> {
        Some(self.asking.user())
    }

    fn name(&self) -> &str {
        self.asking.who()
    }

    fn role(&self) -> &str {
        &self.role
    }

    fn origin(&self) -> &Origin {
        self.asking.origin()
    }
}
