//! Which of the people of a chain to show, and at which of its locations.

use crate::chains::Branch;
use crate::id::LocationId;

/// What those have in common who are looked for.
#[derive(Debug, Clone, Default)]
pub struct Sieve {
    /// Part of a name or a contact.
    pub search: String,
    /// What a role is called, somewhere in the chain or at the location that is asked for.
    pub role: String,
    /// Only this location, and whoever has access there.
    pub location: Option<LocationId>,
    pub only: Only,
}

/// Those alone who stand out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Only {
    #[default]
    Everybody,
    /// Whose rights at a location are not those of their role there.
    Differing,
    /// Whose roles are not those of most people with the same chain role, or with the same usual role.
    Odd,
}

impl Only {
    pub const ALL: [Only; 3] = [Only::Everybody, Only::Differing, Only::Odd];

    pub fn slug(self) -> &'static str {
        match self {
            Only::Everybody => "",
            Only::Differing => "differing",
            Only::Odd => "odd",
        }
    }

    pub fn from_slug(slug: &str) -> Self {
        Only::ALL.into_iter().find(|only| only.slug() == slug).unwrap_or_default()
    }

    pub fn label(self) -> &'static str {
        match self {
            Only::Everybody => "Everybody",
            Only::Differing => "Who differs from their role",
            Only::Odd => "The odd ones out",
        }
    }
}

impl Sieve {
    /// Whether everybody passes.
    pub(super) fn is_open(&self) -> bool {
        self.search.is_empty() && self.role.is_empty() && self.location.is_none() && self.only == Only::Everybody
    }

    /// The locations that are shown.
    pub(super) fn branches(&self, all: &[Branch]) -> Vec<Branch> {
        let is_asked_for = |branch: &&Branch| self.location.is_none_or(|location| branch.id == location);
        all.iter().filter(is_asked_for).cloned().collect()
    }
}
