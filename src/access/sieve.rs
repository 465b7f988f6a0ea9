//! Which of everybody to show.

use crate::id::RoleId;
use crate::text;

use super::everybody::Person;
use super::rights::Right;

/// What those have in common who are looked for.
#[derive(Debug, Clone, Default)]
pub struct Sieve {
    /// Part of a name or a contact.
    pub search: String,
    pub role: Option<RoleId>,
    /// Who can do this?
    pub right: Option<Right>,
    pub only: Only,
}

/// Those alone who stand out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Only {
    #[default]
    Everybody,
    /// Whose rights are not those of their role.
    Differing,
    /// Whose rights are not those of most who have the same role.
    Odd,
    WithSecondFactor,
    WithoutSecondFactor,
}

impl Only {
    pub const ALL: [Only; 5] =
        [Only::Everybody, Only::Differing, Only::Odd, Only::WithSecondFactor, Only::WithoutSecondFactor];

    pub fn slug(self) -> &'static str {
        match self {
            Only::Everybody => "",
            Only::Differing => "differing",
            Only::Odd => "odd",
            Only::WithSecondFactor => "second-factor",
            Only::WithoutSecondFactor => "no-second-factor",
        }
    }

    pub fn from_slug(slug: &str) -> Self {
        Only::ALL.into_iter().find(|only| only.slug() == slug).unwrap_or_default()
    }

    pub fn label(self) -> &'static str {
        match self {
            Only::Everybody => "Everybody",
            Only::Differing => "Who differs from their role",
            Only::Odd => "Who is unlike most with the same role",
            Only::WithSecondFactor => "With a second factor",
            Only::WithoutSecondFactor => "Without a second factor",
        }
    }

    fn lets_through(self, person: &Person) -> bool {
        match self {
            Only::Everybody => true,
            Only::Differing => person.held.differing().next().is_some(),
            Only::Odd => !person.unlike.is_empty(),
            Only::WithSecondFactor => person.has_second_factor,
            Only::WithoutSecondFactor => !person.has_second_factor,
        }
    }
}

impl Sieve {
    pub(super) fn lets_through(&self, person: &Person) -> bool {
        let has_role = self.role.is_none_or(|role| person.held.role.id == role);
        let has_right = self.right.is_none_or(|right| person.held.rights().has(right));
        let is_found = || text::finds(&self.search, &person.name, &person.logins);
        has_role && has_right && self.only.lets_through(person) && is_found()
    }
}
