//! What is to be different: which role the chain gives to whom at which location.

use std::fmt;
use std::str::FromStr;

use crate::id::{LocationId, RoleId, UserId};

/// As many roles as can be changed in one go.
pub const MOST: usize = 1_000;

/// The role that the chain is to give to one person at one location; without one, it gives none of its own there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Wish {
    pub user: UserId,
    pub location: LocationId,
    pub role: Option<RoleId>,
}

/// `12-3-45`, and `12-3-0` for none: as a form sends it.
impl fmt::Display for Wish {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.user, self.location, self.role.map_or(0, |role| role.0))
    }
}

impl FromStr for Wish {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut numbers = text.split('-').map(|number| number.parse::<i64>().map_err(drop));
        let mut next = || numbers.next().ok_or(())?;
        let wish = Wish {
            user: UserId(next()?),
            location: LocationId(next()?),
            role: Some(next()?).filter(|role| *role != 0).map(RoleId),
        };
        if next().is_ok() { Err(()) } else { Ok(wish) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_comes_back_from_its_words() {
        for words in ["12-3-45", "12-3-0"] {
            assert_eq!(words.parse::<Wish>().map(|wish| wish.to_string()).as_deref(), Ok(words));
        }
        for words in ["", "12", "12-3", "12-3-4-5", "12-x-4", "12--4"] {
            assert_eq!(words.parse::<Wish>(), Err(()), "{words}");
        }
    }
}
