//! Accesses that end by themselves: warned of before, ended when their last day is over (cases G18).

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use diesel::prelude::*;

use crate::activity::{Deed, Entry, OfItself};
use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::id::{AccessId, UserId};
use crate::locations::{self, Location};
use crate::schema::{accesses, locations as places, users};

use super::model::{Access, Row, columns, people};

/// How many days before its end a person is told.
const WARNING: TimeDelta = TimeDelta::days(3);

/// Days begin up to 14 hours before they do in UTC.
const EAST: TimeDelta = TimeDelta::days(1);

/// An access that ends soon, and whose person does not know yet.
#[derive(Debug)]
pub struct EndsSoon {
    pub user: UserId,
    pub name: String,
    pub location: Location,
    pub on: NaiveDate,
}

impl Access {
    /// Ends what should have ended, everywhere but at closed locations, and says how much that was.
    pub fn end_overdue(db: &mut Conn) -> Result<usize> {
        let tomorrow = clock::now().date() + EAST;
        let due: Vec<(Row, locations::Row)> = people()
            .inner_join(places::table)
            .filter(accesses::ends_on.lt(tomorrow).and(places::closed_at.is_null()))
            .order((accesses::location_id, accesses::id))
            .select((columns(), Location::columns()))
            .load(db)?;
        let mut ended = 0;
        for (row, place) in due {
            let (access, location) = (Access::from(row), Location::stored(place)?);
            if access.is_over_in(&location) {
                db.hold(location.id)?;
                let entry = Entry::new(Deed::AccessEnded, &access.name);
                access.end_as(location.id, &OfItself(location.id), entry, db)?;
                ended += 1;
            }
        }
        Ok(ended)
    }

    pub(super) fn is_over_in(&self, location: &Location) -> bool {
        self.ends_on.is_some_and(|day| clock::today(location.zone) > day)
    }
}

impl EndsSoon {
    /// Takes the accesses whose people have to be told now. Nobody else takes them again.
    pub fn take(db: &mut Conn) -> Result<Vec<Self>> {
        type Found = (AccessId, UserId, String, Option<NaiveDate>, locations::Row);
        let now = clock::now();
        let soon: Vec<Found> = accesses::table
            .inner_join(users::table)
            .inner_join(places::table)
            .filter(accesses::warned_at.is_null().and(accesses::ends_on.lt((now + WARNING + EAST).date())))
            .filter(places::closed_at.is_null())
            .select((accesses::id, users::id, users::name, accesses::ends_on, Location::columns()))
            .load(db)?;
        let mut taken = Vec::new();
        for (id, user, name, on, place) in soon {
            let location = Location::stored(place)?;
            if let Some(on) = on.filter(|day| clock::today(location.zone) + WARNING >= *day)
                && told(id, now, db)?
            {
                taken.push(EndsSoon { user, name, location, on });
            }
        }
        Ok(taken)
    }
}

fn told(id: AccessId, now: NaiveDateTime, db: &mut Conn) -> Result<bool> {
    let untold = accesses::table.filter(accesses::id.eq(id).and(accesses::warned_at.is_null()));
    Ok(diesel::update(untold).set(accesses::warned_at.eq(now)).execute(db)? == 1)
}
