//! How far a right goes: whose things, and how old they may be (rights.md §2).

use std::fmt;
use std::str::FromStr;

use chrono::{NaiveDate, TimeDelta};

use crate::id::PositionId;

/// Whose things a right is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    Own,
    /// Of everybody with this position.
    Position(PositionId),
    All,
}

/// How many days back a right reaches. 0 is today only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    Days(i64),
    Ever,
}

/// How far a right goes. One that is only on or off goes the whole way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Extent {
    pub scope: Scope,
    pub reach: Reach,
}

impl Extent {
    pub const WHOLE: Extent = Extent { scope: Scope::All, reach: Reach::Ever };

    /// Whether everything within `other` lies within this.
    pub fn covers(self, other: Extent) -> bool {
        self.scope.covers(other.scope) && self.reach.covers(other.reach)
    }
}

impl Scope {
    fn covers(self, other: Scope) -> bool {
        self == Scope::All || other == Scope::Own || self == other
    }
}

impl Reach {
    /// The numbers of days that can be chosen.
    pub const CHOICES: [i64; 8] = [0, 1, 3, 7, 14, 30, 90, 180];

    fn covers(self, other: Reach) -> bool {
        match (self, other) {
            (Reach::Ever, _) => true,
            (Reach::Days(own), Reach::Days(others)) => own >= others,
            (Reach::Days(_), Reach::Ever) => false,
        }
    }

    /// Whether a day lies within reach.
    pub fn includes(self, day: NaiveDate, today: NaiveDate) -> bool {
        self.first_day(today).is_none_or(|first| first <= day)
    }

    /// The first day within reach.
    pub fn first_day(self, today: NaiveDate) -> Option<NaiveDate> {
        match self {
            Reach::Ever => None,
            Reach::Days(days) => today.checked_sub_signed(TimeDelta::days(days)),
        }
    }

    /// In words, like `7 days back`.
    pub fn words(self) -> String {
        match self {
            Reach::Ever => "without limit".into(),
            Reach::Days(0) => "today only".into(),
            Reach::Days(1) => "1 day back".into(),
            Reach::Days(days) => format!("{days} days back"),
        }
    }

    pub fn slug(self) -> String {
        match self {
            Reach::Ever => "ever".into(),
            Reach::Days(days) => format!("{days}d"),
        }
    }
}

impl Scope {
    pub fn slug(self) -> String {
        match self {
            Scope::All => "all".into(),
            Scope::Own => "own".into(),
            Scope::Position(id) => format!("p{id}"),
        }
    }
}

/// A scope or a reach that nobody could have chosen.
#[derive(Debug, PartialEq, Eq)]
pub struct Unknown;

impl FromStr for Scope {
    type Err = Unknown;

    fn from_str(slug: &str) -> Result<Self, Unknown> {
        match slug {
            "all" => Ok(Scope::All),
            "own" => Ok(Scope::Own),
            _ => slug
                .strip_prefix('p')
                .and_then(|id| id.parse().ok())
                .map(|id| Scope::Position(PositionId(id)))
                .ok_or(Unknown),
        }
    }
}

impl FromStr for Reach {
    type Err = Unknown;

    fn from_str(slug: &str) -> Result<Self, Unknown> {
        if slug == "ever" {
            return Ok(Reach::Ever);
        }
        let days = slug.strip_suffix('d').and_then(|days| days.parse().ok()).ok_or(Unknown)?;
        if Reach::CHOICES.contains(&days) { Ok(Reach::Days(days)) } else { Err(Unknown) }
    }
}

/// As it is stored behind a slug: `:own`, `:p12`, `:30d`, `:own:30d`, and nothing where it is whole.
impl fmt::Display for Extent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scope != Scope::All {
            write!(f, ":{}", self.scope.slug())?;
        }
        if self.reach != Reach::Ever {
            write!(f, ":{}", self.reach.slug())?;
        }
        Ok(())
    }
}

impl FromStr for Extent {
    type Err = Unknown;

    fn from_str(stored: &str) -> Result<Self, Unknown> {
        let mut extent = Extent::WHOLE;
        for part in stored.split(':').filter(|part| !part.is_empty()) {
            match part.parse() {
                Ok(reach) => extent.reach = reach,
                Err(Unknown) => extent.scope = part.parse()?,
            }
        }
        Ok(extent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: Extent = Extent { scope: Scope::Own, reach: Reach::Ever };
    const STYLISTS: Extent = Extent { scope: Scope::Position(PositionId(1)), reach: Reach::Days(7) };

    #[test]
    fn an_extent_survives_being_stored() {
        for extent in [Extent::WHOLE, OWN, STYLISTS] {
            assert_eq!(extent.to_string().parse(), Ok(extent));
        }
        assert_eq!(STYLISTS.to_string(), ":p1:7d");
        assert_eq!("11d".parse::<Reach>(), Err(Unknown));
        assert_eq!("everyone".parse::<Scope>(), Err(Unknown));
    }

    #[test]
    fn nobody_reaches_further_than_what_covers_them() {
        let barbers = Extent { scope: Scope::Position(PositionId(2)), ..STYLISTS };

        assert!(Extent::WHOLE.covers(STYLISTS) && !STYLISTS.covers(Extent::WHOLE));
        assert!(!STYLISTS.covers(barbers) && !OWN.covers(STYLISTS));
        assert!(!STYLISTS.covers(OWN), "seven days do not cover all time");
        assert!(STYLISTS.covers(Extent { scope: Scope::Own, reach: Reach::Days(3) }));
    }
}
