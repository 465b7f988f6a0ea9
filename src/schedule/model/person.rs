//! Whose schedule it is, as far as the viewer sees the calendar: everybody's, those of some positions, or only their own.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::access::{Inside, Right, Sight};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{LocationId, MemberId, PositionId, UserId};
use crate::schema::{members, positions, work_spans};

/// No row has this number.
const NOBODYS: i64 = 0;

/// Somebody who works here, or did.
#[derive(Debug, Clone, PartialEq)]
pub struct Worker {
    pub id: MemberId,
    pub name: String,
    pub position: String,
    pub is_working: bool,
    pub in_schedule: bool,
    position_id: Option<PositionId>,
    user: Option<UserId>,
}

type Row = (MemberId, String, String, bool, Option<UserId>, Option<PositionId>, Option<String>);

impl From<Row> for Worker {
    fn from((id, name, employment, in_schedule, user, position_id, position): Row) -> Self {
        let (is_working, position) = (employment == "working", position.unwrap_or_default());
        Worker { id, name, position, is_working, in_schedule, position_id, user }
    }
}

/// The rows of the location within the viewer's scope, whatever they are narrowed by.
macro_rules! seen {
    ($by:expr) => {
        members::table
            .left_join(positions::table)
            .filter(members::location_id.eq($by.location().id))
            .filter(seen_by($by))
            .order((members::place, members::id))
            .select((
                members::id,
                members::name,
                members::employment,
                members::in_schedule,
                members::user_id,
                members::position_id,
                positions::title.nullable(),
            ))
    };
}

impl Worker {
    /// Somebody whose calendar the viewer sees, or `NotFound`.
    pub fn find(by: &Inside, id: MemberId, db: &mut Conn) -> Result<Self> {
        let row: Row = seen!(by).filter(members::id.eq(id)).first(db)?;
        Ok(Worker::from(row))
    }

    /// Everybody in the schedule whose calendar the viewer sees, in the order of the team.
    pub fn in_schedule(by: &Inside, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = seen!(by).filter(members::in_schedule.and(members::employment.eq("working"))).load(db)?;
        Ok(rows.into_iter().map(Worker::from).collect())
    }

    /// Whether the viewer sees a day of theirs: a right may reach back only so far.
    pub fn is_seen_on(&self, by: &Inside, day: NaiveDate) -> bool {
        let today = clock::today(by.location().zone);
        by.sight_on(Right::ViewCalendar, day, today).includes(by.user(), self.user, self.position_id)
    }

    /// Whether the viewer may know why they are away: it may be about their health.
    pub fn tells_why(&self, by: &Inside) -> bool {
        by.may(Right::EditSchedules) || self.user == Some(by.user())
    }

    /// That a day is seen, or a refusal.
    pub fn must_be_seen_on(&self, by: &Inside, day: NaiveDate) -> Result<()> {
        if self.is_seen_on(by, day) { Ok(()) } else { Err(Error::NotFound) }
    }

    /// The last day for which there are hours.
    pub fn filled_until(&self, db: &mut Conn) -> Result<Option<NaiveDate>> {
        let days = work_spans::table.filter(work_spans::member_id.eq(self.id));
        Ok(days.select(diesel::dsl::max(work_spans::day)).first(db)?)
    }

    pub(super) fn must_work_here(&self) -> Result<()> {
        if self.is_working {
            return Ok(());
        }
        Err(Error::Conflict(format!("{} no longer works here, so the schedule stays as it is.", self.name)))
    }

    pub(super) fn must_be_in_schedule(&self) -> Result<()> {
        self.must_work_here()?;
        if self.in_schedule {
            return Ok(());
        }
        Err(Error::Conflict(format!("{} is not in the schedule. Add them to it first.", self.name)))
    }
}

fn seen_by(by: &Inside) -> within {
    match by.sight(Right::ViewCalendar) {
        Sight::Everybodys => within(by.location().id, UserId(NOBODYS), Vec::new()),
        Sight::Nobodys => within(LocationId(NOBODYS), UserId(NOBODYS), Vec::new()),
        Sight::Some(positions) => within(LocationId(NOBODYS), by.user(), positions),
    }
}

#[diesel::dsl::auto_type]
fn within(all_of: LocationId, user: UserId, positions: Vec<PositionId>) -> _ {
    let of_positions = members::position_id.eq_any(positions);
    members::location_id.eq(all_of).or(members::user_id.eq(user)).or(of_positions)
}
