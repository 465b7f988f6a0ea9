//! Whose cards somebody sees: everybody's, those of some positions, or only their own (rights.md §2).

use diesel::prelude::*;

use crate::access::{Inside, Right, Sight};
use crate::id::{LocationId, PositionId, UserId};
use crate::schema::members;

/// No row has this number.
const NOBODYS: i64 = 0;

/// The cards within the viewer's scope. Whoever came in by another right than seeing the team sees all of them.
pub(super) fn seen_by(by: &Inside) -> within {
    let everybody = (by.location().id, UserId(NOBODYS), Vec::new());
    let (all_of, user, positions) = match by.sight(Right::ViewTeam) {
        Sight::Everybodys | Sight::Nobodys => everybody,
        Sight::Some(positions) => (LocationId(NOBODYS), by.user(), positions),
    };
    within(all_of, user, positions)
}

#[diesel::dsl::auto_type]
fn within(all_of: LocationId, user: UserId, positions: Vec<PositionId>) -> _ {
    let of_positions = members::position_id.eq_any(positions);
    members::location_id.eq(all_of).or(members::user_id.eq(user)).or(of_positions)
}
