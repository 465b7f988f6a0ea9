//! Whose things somebody sees on a day, by every way in which a right goes for them (rights.md §2).

use chrono::NaiveDate;

use crate::id::{PositionId, UserId};

use super::can::Inside;
use super::extent::{Extent, Scope};
use super::rights::Right;

/// Whose things somebody sees.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Sight {
    #[default]
    Nobodys,
    Everybodys,
    /// Their own, and those of everybody with one of these positions.
    Some(Vec<PositionId>),
}

impl Sight {
    /// What these ways together let somebody see.
    pub fn of(extents: impl Iterator<Item = Extent>) -> Self {
        extents.fold(Sight::Nobodys, |sight, extent| match (sight, extent.scope) {
            (Sight::Everybodys, _) | (_, Scope::All) => Sight::Everybodys,
            (Sight::Nobodys, Scope::Own) => Sight::Some(Vec::new()),
            (Sight::Nobodys, Scope::Position(position)) => Sight::Some(vec![position]),
            (some, Scope::Own) => some,
            (Sight::Some(mut positions), Scope::Position(position)) => {
                positions.push(position);
                Sight::Some(positions)
            }
        })
    }

    /// Whether that includes the things of somebody with this account and this position.
    pub fn includes(&self, viewer: UserId, user: Option<UserId>, position: Option<PositionId>) -> bool {
        match self {
            Sight::Nobodys => false,
            Sight::Everybodys => true,
            Sight::Some(positions) => user == Some(viewer) || position.is_some_and(|own| positions.contains(&own)),
        }
    }
}

impl Inside {
    /// Whose things they see with a right, however old these are.
    pub fn sight(&self, right: Right) -> Sight {
        Sight::of(self.rights().extents_of(right))
    }

    /// Whose things of one day they see with a right.
    pub fn sight_on(&self, right: Right, day: NaiveDate, today: NaiveDate) -> Sight {
        Sight::of(self.rights().extents_of(right).filter(|extent| extent.reach.includes(day, today)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::set::Rights;
    use super::*;

    #[test]
    fn ways_add_up_on_the_days_that_they_reach() {
        let rights = Rights::parse("calendar.view:own").joined(&Rights::parse("calendar.view:p3:7d"));
        let sight = |days: i64| {
            let today = NaiveDate::from_ymd_opt(2026, 11, 26).expect("a day");
            let day = today - chrono::TimeDelta::days(days);
            Sight::of(rights.extents_of(Right::ViewCalendar).filter(|extent| extent.reach.includes(day, today)))
        };

        assert_eq!(sight(7), Sight::Some(vec![PositionId(3)]));
        assert_eq!(sight(8), Sight::Some(Vec::new()));
        assert_eq!(Sight::of(Rights::parse("calendar.view:0d").extents_of(Right::ViewClients)), Sight::Nobodys);
    }
}
