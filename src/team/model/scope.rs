//! Whose cards somebody sees: everybody's, those of one position, or only their own (rights.md §2).

use diesel::prelude::*;

use crate::access::{Extent, Inside, Right, Scope};
use crate::id::{LocationId, PositionId, UserId};
use crate::schema::members;

/// No row has this number.
const NOBODYS: i64 = 0;

/// The cards within the viewer's scope. Whoever came in by another right than seeing the team sees all of them.
pub(super) fn seen_by(by: &Inside) -> within {
    let nothing = (LocationId(NOBODYS), UserId(NOBODYS), PositionId(NOBODYS));
    let (all_of, user, position) = match by.extent(Right::ViewTeam).unwrap_or(Extent::WHOLE).scope {
        Scope::All => (by.location().id, nothing.1, nothing.2),
        Scope::Own => (nothing.0, by.user(), nothing.2),
        Scope::Position(position) => (nothing.0, by.user(), position),
    };
    within(all_of, user, position)
}

#[diesel::dsl::auto_type]
fn within(all_of: LocationId, user: UserId, position: PositionId) -> _ {
    members::location_id.eq(all_of).or(members::user_id.eq(user)).or(members::position_id.eq(position))
}
