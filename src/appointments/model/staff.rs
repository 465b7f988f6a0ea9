//! Who works here: who can be booked, and who can assist.

use diesel::prelude::*;

use crate::access::{Inside, Right, Sight};
use crate::db::Conn;
use crate::error::Result;
use crate::id::{MemberId, PositionId, UserId};
use crate::schema::members;

/// Somebody who works at the location.
#[derive(Debug, Clone, PartialEq)]
pub struct Worker {
    pub id: MemberId,
    pub name: String,
    pub in_schedule: bool,
    pub assists: bool,
    /// Whether the viewer sees their calendar, and so may book them.
    pub is_seen: bool,
}

impl Worker {
    /// Everybody who works here, in the order of the list.
    pub fn all(by: &Inside, db: &mut Conn) -> Result<Vec<Self>> {
        type Row = (MemberId, String, bool, bool, Option<UserId>, Option<PositionId>);
        let rows: Vec<Row> = members::table
            .filter(members::location_id.eq(by.location().id).and(members::employment.eq("working")))
            .order((members::place, members::id))
            .select((
                members::id,
                members::name,
                members::in_schedule,
                members::assists,
                members::user_id,
                members::position_id,
            ))
            .load(db)?;
        let sight = by.sight(Right::ViewCalendar);
        let sees = |user: Option<UserId>, position: Option<PositionId>| match &sight {
            Sight::Everybodys => true,
            Sight::Nobodys => false,
            Sight::Some(positions) => {
                user == Some(by.user()) || position.is_some_and(|position| positions.contains(&position))
            }
        };
        let worker = |(id, name, in_schedule, assists, user, position): Row| {
            let is_seen = sees(user, position);
            Worker { id, name, in_schedule, assists, is_seen }
        };
        Ok(rows.into_iter().map(worker).collect())
    }

    pub fn can_be_booked(&self) -> bool {
        self.in_schedule && self.is_seen
    }
}
