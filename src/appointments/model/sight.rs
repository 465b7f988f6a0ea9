//! Which appointments somebody sees: everybody's, or those with a line that is theirs or in which they assist; and only as
//! far back as their right reaches (rights.md §3).

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::dsl::{InnerJoinQuerySource, exists};
use diesel::prelude::*;
use diesel::sql_types::Bool;

use crate::access::{Extent, Inside, Right, Scope};
use crate::clock;
use crate::db::{Conn, MultiBackend, among, unindexed};
use crate::error::Result;
use crate::id::{AppointmentId, LocationId, PositionId, UserId};
use crate::schema::{appointment_lines, appointments, clients, line_assistants, members};

use super::Appointment;

/// No row has this number.
const NOBODYS: i64 = 0;

/// Appointments, each with its client.
type WithClients = InnerJoinQuerySource<appointments::table, clients::table>;

/// Which of them to read.
pub(super) type Which = Box<dyn BoxableExpression<WithClients, MultiBackend, SqlType = Bool>>;

/// The appointments within the viewer's scope and reach, by every way in which the right goes for them.
pub(super) fn seen_by(by: &Inside) -> Which {
    let today = clock::today(by.location().zone);
    let ways = by.rights().extents_of(Right::ViewCalendar).map(|extent| way(by, extent, today));
    ways.reduce(|one, other| Box::new(one.or(other))).unwrap_or_else(|| Box::new(appointments::id.eq(NOBODYS)))
}

impl Appointment {
    /// Those of some appointments that the viewer may open.
    pub fn seen_among(by: &Inside, ids: &[AppointmentId], db: &mut Conn) -> Result<HashSet<AppointmentId>> {
        if !by.may(Right::ViewCalendar) || ids.is_empty() {
            return Ok(HashSet::new());
        }
        let here = unindexed(appointments::location_id).eq(by.location().id).and(appointments::deleted_at.is_null());
        let seen: Vec<AppointmentId> = appointments::table
            .inner_join(clients::table)
            .filter(here.and(among(appointments::id, ids)))
            .filter(seen_by(by))
            .select(appointments::id)
            .load(db)?;
        Ok(seen.into_iter().collect())
    }
}

fn way(by: &Inside, extent: Extent, today: NaiveDate) -> Which {
    let here = by.location().id;
    let whose: Which = match extent.scope {
        // Asked and not searched by: whoever reads the visits of one client begins with those.
        Scope::All => Box::new(unindexed(appointments::location_id).eq(here)),
        Scope::Own => Box::new(theirs(here, by.user(), PositionId(NOBODYS))),
        Scope::Position(position) => Box::new(theirs(here, by.user(), position)),
    };
    let since = extent.reach.first_day(today).and_then(|day| clock::beginning(day, by.location().zone));
    match since {
        Some(since) => Box::new(whose.and(appointments::starts_at.ge(since))),
        None => whose,
    }
}

#[diesel::dsl::auto_type]
fn theirs(here: LocationId, user: UserId, position: PositionId) -> _ {
    let serving: cards = cards(here, user, position);
    let assisting: cards = cards(here, user, position);
    let lines = appointment_lines::table
        .filter(appointment_lines::appointment_id.eq(appointments::id))
        .filter(unindexed(appointment_lines::member_id).eq_any(serving))
        .select(appointment_lines::id);
    let assistance = appointment_lines::table
        .inner_join(line_assistants::table)
        .filter(appointment_lines::appointment_id.eq(appointments::id))
        .filter(unindexed(line_assistants::member_id).eq_any(assisting))
        .select(appointment_lines::id);
    exists(lines).or(exists(assistance))
}

/// The card of the viewer, and those of everybody with a position.
#[diesel::dsl::auto_type]
fn cards(here: LocationId, user: UserId, position: PositionId) -> _ {
    members::table
        .filter(members::location_id.eq(here))
        .filter(members::user_id.eq(user).or(members::position_id.eq(position)).assume_not_null())
        .select(members::id)
}
