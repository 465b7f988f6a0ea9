//! Whose clients somebody sees: everybody's, or those whom they or some positions have served or assisted (rights.md §3).

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use crate::access::{Inside, Right, Sight};
use crate::db::{MultiBackend, unindexed};
use crate::id::{ClientId, LocationId, PositionId, UserId};
use crate::schema::{appointment_lines, appointments, clients, line_assistants, members};

/// No row has this number.
const NOBODYS: i64 = 0;

/// Which clients to read.
pub(super) type Which = Box<dyn BoxableExpression<clients::table, MultiBackend, SqlType = Bool>>;

/// The clients within the viewer's scope, for a list: whoever sees only some begins with those, not with all there are.
pub(super) fn listed_for(by: &Inside) -> Which {
    let here = by.location().id;
    match by.sight(Right::ViewClients) {
        Sight::Everybodys => Box::new(clients::location_id.eq(here)),
        Sight::Nobodys => Box::new(clients::id.eq(ClientId(NOBODYS))),
        Sight::Some(positions) => {
            let served = appointment_lines::table
                .inner_join(appointments::table)
                .filter(appointment_lines::member_id.eq_any(cards(here, by.user(), positions.clone())))
                .filter(appointments::deleted_at.is_null())
                .select(appointments::client_id);
            let assisted = line_assistants::table
                .inner_join(appointment_lines::table.inner_join(appointments::table))
                .filter(line_assistants::member_id.eq_any(cards(here, by.user(), positions)))
                .filter(appointments::deleted_at.is_null())
                .select(appointments::client_id);
            Box::new(unindexed(clients::location_id).eq(here).and(clients::id.eq_any(served.union(assisted))))
        }
    }
}

/// The same for one client, or a few that are known.
pub(super) fn seen_by(by: &Inside) -> within {
    let here = by.location().id;
    let nobody = (LocationId(NOBODYS), UserId(NOBODYS), Vec::new());
    let (all_of, user, positions) = match by.sight(Right::ViewClients) {
        Sight::Everybodys => (here, nobody.1, nobody.2),
        Sight::Nobodys => nobody,
        Sight::Some(positions) => (nobody.0, by.user(), positions),
    };
    within(here, all_of, user, positions.clone(), positions)
}

#[diesel::dsl::auto_type]
fn within(
    here: LocationId,
    all_of: LocationId,
    user: UserId,
    serving: Vec<PositionId>,
    assisting: Vec<PositionId>,
) -> _ {
    let by_them: served = served(here, user, serving);
    let with_them: assisted = assisted(here, user, assisting);
    let (by_them, with_them) = (by_them.select(appointments::id), with_them.select(appointments::id));
    clients::location_id.eq(all_of).or(exists(by_them)).or(exists(with_them))
}

#[diesel::dsl::auto_type]
fn served(here: LocationId, user: UserId, positions: Vec<PositionId>) -> _ {
    let cards: cards = cards(here, user, positions);
    appointments::table
        .inner_join(appointment_lines::table)
        .filter(unindexed(appointment_lines::member_id).eq_any(cards))
        .filter(appointments::client_id.eq(clients::id).and(appointments::deleted_at.is_null()))
}

#[diesel::dsl::auto_type]
fn assisted(here: LocationId, user: UserId, positions: Vec<PositionId>) -> _ {
    let cards: cards = cards(here, user, positions);
    appointments::table
        .inner_join(appointment_lines::table.inner_join(line_assistants::table))
        .filter(unindexed(line_assistants::member_id).eq_any(cards))
        .filter(appointments::client_id.eq(clients::id).and(appointments::deleted_at.is_null()))
}

/// The cards of the viewer, and of everybody with one of these positions.
#[diesel::dsl::auto_type]
fn cards(here: LocationId, user: UserId, positions: Vec<PositionId>) -> _ {
    let in_position = members::position_id.eq_any(positions);
    members::table
        .filter(members::location_id.eq(here))
        .filter(members::user_id.eq(user).or(in_position))
        .select(members::id)
}
