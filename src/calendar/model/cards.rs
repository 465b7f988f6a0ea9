//! Whose columns and weeks somebody may look at, in the order of the team list.

use diesel::dsl::LeftJoinQuerySource;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use crate::access::{Inside, Sight};
use crate::db::{Conn, MultiBackend, among};
use crate::error::Result;
use crate::id::{LocationId, MemberId, PositionId, UserId};
use crate::schema::{members, photos, positions};

/// A team member, as far as the calendar needs to know them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Card {
    pub member: MemberId,
    pub name: String,
    /// Empty without one.
    pub position: String,
    /// What the photo is called, that changes with it; empty without one.
    pub photo: String,
    /// Whether it is the viewer's own.
    pub is_own: bool,
    held: Option<PositionId>,
}

type WithPositions = LeftJoinQuerySource<LeftJoinQuerySource<members::table, positions::table>, photos::table>;

/// Which cards to read.
type Which = Box<dyn BoxableExpression<WithPositions, MultiBackend, SqlType = Bool>>;

impl Card {
    /// Those within sight that may have a column, and these whatever has become of them.
    pub(super) fn scheduled(by: &Inside, sight: &Sight, also: &[MemberId], db: &mut Conn) -> Result<Vec<Self>> {
        let scheduled = members::in_schedule.and(members::employment.eq("working"));
        Self::seen(by, sight, Box::new(scheduled.or(among(members::id, also))), db)
    }

    /// Those within sight who work with clients in some way, the viewer's own, and one more whatever has become of them.
    pub(super) fn busy(by: &Inside, sight: &Sight, also: Option<MemberId>, db: &mut Conn) -> Result<Vec<Self>> {
        let helps = members::in_schedule.or(members::assists).or(members::user_id.eq(by.user())).assume_not_null();
        let one = members::id.eq(also.unwrap_or(MemberId(0)));
        Self::seen(by, sight, Box::new(helps.and(members::employment.eq("working")).or(one)), db)
    }

    /// Whether it lies within sight.
    pub(super) fn is_within(&self, sight: &Sight) -> bool {
        match sight {
            Sight::Everybodys => true,
            Sight::Nobodys => false,
            Sight::Some(positions) => self.is_own || self.held.is_some_and(|held| positions.contains(&held)),
        }
    }

    fn seen(by: &Inside, sight: &Sight, which: Which, db: &mut Conn) -> Result<Vec<Self>> {
        type Row = (MemberId, String, (Option<PositionId>, Option<String>), Option<String>, Option<UserId>);
        let rows: Vec<Row> = members::table
            .left_join(positions::table)
            .left_join(photos::table)
            .filter(members::location_id.eq(by.location().id))
            .filter(within(by, sight))
            .filter(which)
            .order((members::place, members::id))
            .select((
                members::id,
                members::name,
                (members::position_id, positions::title.nullable()),
                photos::digest.nullable(),
                members::user_id,
            ))
            .load(db)?;
        let card = |(member, name, (held, position), photo, user): Row| Card {
            member,
            name,
            position: position.unwrap_or_default(),
            photo: photo.unwrap_or_default(),
            is_own: user == Some(by.user()),
            held,
        };
        Ok(rows.into_iter().map(card).collect())
    }
}

/// The cards within sight.
fn within(by: &Inside, sight: &Sight) -> Which {
    match sight {
        Sight::Everybodys => Box::new(members::location_id.eq(by.location().id)),
        Sight::Nobodys => Box::new(members::location_id.eq(LocationId(0))),
        Sight::Some(held) => {
            let own = members::user_id.eq(by.user());
            Box::new(own.or(among(members::position_id, held)).assume_not_null())
        }
    }
}
