//! Leasing what is due: every location in turn, so that a pile of one is never in the way of another's letter.

use std::collections::{HashMap, HashSet};

use chrono::{NaiveDateTime, TimeDelta};
use diesel::dsl::{exists, select};
use diesel::prelude::*;

use crate::channels::{Channel, Kind};
use crate::db::{Conn, Either};
use crate::error::Result;
use crate::id::{LocationId, MessageId};
use crate::schema::messages;

/// Longer than any message takes: a lease that has ended is one of a postman who is gone.
const LEASE: TimeDelta = TimeDelta::seconds(60);

/// How many of one location's texts are under way at once: its gateway may be the slow one.
const MOST_OF_ONE: usize = 4;

/// After so many tries in vain there is something the matter with the message itself (security.md R7).
pub const MOST_ATTEMPTS: i32 = 12;

/// A message that is leased to this postman.
#[derive(Debug, Clone)]
pub struct Claimed {
    pub id: MessageId,
    /// The lane it goes by. `None` is mail.
    pub kind: Option<Kind>,
    pub location: Option<LocationId>,
    pub recipient: String,
    pub message_id: String,
    pub sealed: Vec<u8>,
    /// With the one that is about to be made.
    pub attempts: i32,
    pub give_up_at: NaiveDateTime,
    /// Why it has not left yet.
    reason: String,
}

type Row = (MessageId, Option<LocationId>, String, String, Option<Vec<u8>>, i32, NaiveDateTime, String);

impl Claimed {
    fn stored(kind: Option<Kind>, row: Row) -> Self {
        let (id, location, recipient, message_id, sealed, attempts, give_up_at, reason) = row;
        let sealed = sealed.unwrap_or_default();
        Claimed { id, kind, location, recipient, message_id, sealed, attempts: attempts + 1, give_up_at, reason }
    }

    /// Why it is not to be tried any more, if it is not.
    pub fn is_over(&self, now: NaiveDateTime) -> Option<String> {
        let why = if now >= self.give_up_at {
            "It could not leave in time."
        } else if self.attempts > MOST_ATTEMPTS {
            "It was tried too often in vain."
        } else {
            return None;
        };
        Some(format!("{why} {}", self.reason).trim_end().to_owned())
    }
}

/// The channel of a lane, as the database calls it.
fn slug(kind: Option<Kind>) -> &'static str {
    kind.map_or("email", Kind::slug)
}

/// What waits in a lane and nobody has leased.
macro_rules! due {
    ($kind:expr, $now:expr) => {
        messages::table
            .filter(messages::channel.eq(slug($kind)).and(messages::state.eq("queued")))
            .filter(messages::due_at.le($now))
            .filter(messages::leased_until.is_null().or(messages::leased_until.lt($now)))
    };
}

/// The oldest of them. On PostgreSQL those that another postman is about to lease are passed over.
macro_rules! oldest {
    ($due:expr, $most:expr, $db:expr) => {{
        let oldest = $due.order((messages::due_at, messages::id)).limit($most).select((
            messages::id,
            messages::location_id,
            messages::recipient,
            messages::message_id,
            messages::sealed,
            messages::attempts,
            messages::give_up_at,
            messages::reason,
        ));
        match $db.either() {
            Either::Sqlite(db) => oldest.load(db)?,
            Either::Postgres(db) => oldest.for_update().skip_locked().load(db)?,
        }
    }};
}

/// Whether anything at all is queued in a lane. It is only looked, so nobody who writes has to wait for an idle postman.
pub fn has_any(kind: Option<Kind>, db: &mut Conn) -> Result<bool> {
    let queued = messages::channel.eq(slug(kind)).and(messages::state.eq("queued"));
    let first: Option<MessageId> = messages::table.filter(queued).select(messages::id).first(db).optional()?;
    Ok(first.is_some())
}

/// Leases so many messages, and counts the attempt before it is made. `last` is the location served last, and `held` what
/// this postman carries.
pub fn claim(
    kind: Option<Kind>,
    last: Option<LocationId>,
    room: usize,
    held: UnderWay,
    db: &mut Conn,
) -> Result<Vec<Claimed>> {
    let now = db.now()?;
    let turns = Round::of(kind, now, db)?.turns(last, room, db)?;
    let mut busy = Busy::with(leased(kind, now, db)?.into_iter().chain(held).collect());
    let mut claimed: Vec<Claimed> = Vec::new();
    for (place, location) in turns.iter().enumerate() {
        let share = (room - claimed.len()).div_ceil(turns.len() - place);
        let free = if kind.is_some() { MOST_OF_ONE.saturating_sub(busy.of(*location)) } else { room };
        let most = share.min(free) as i64;
        let rows: Vec<Row> = match location {
            Some(location) => oldest!(due!(kind, now).filter(messages::location_id.eq(location)), most, db),
            None => oldest!(due!(kind, now).filter(messages::location_id.is_null()), most, db),
        };
        // One after another to each person, so that what was written last arrives last.
        let fresh = rows.into_iter().map(|row| Claimed::stored(kind, row));
        claimed.extend(fresh.filter(|message| busy.recipients.insert(message.recipient.clone())));
        if claimed.len() >= room {
            break;
        }
    }
    let ids: Vec<MessageId> = claimed.iter().map(|message| message.id).collect();
    if !ids.is_empty() {
        diesel::update(messages::table.filter(messages::id.eq_any(ids)))
            .set((messages::leased_until.eq(now + LEASE), messages::attempts.eq(messages::attempts + 1)))
            .execute(db)?;
    }
    Ok(claimed)
}

/// One way around the places that have something to carry in a lane.
struct Round {
    kind: Option<Kind>,
    now: NaiveDateTime,
    /// Locations whose channel rests.
    resting: Vec<LocationId>,
}

impl Round {
    fn of(kind: Option<Kind>, now: NaiveDateTime, db: &mut Conn) -> Result<Self> {
        let resting = kind.map_or(Ok(Vec::new()), |kind| Channel::resting(kind, db))?;
        Ok(Round { kind, now, resting })
    }

    /// Beginning behind the location served last: its neighbours, what belongs to no location, and the others up to it.
    /// No more than there is room for.
    fn turns(&self, last: Option<LocationId>, room: usize, db: &mut Conn) -> Result<Vec<Option<LocationId>>> {
        let (first, last) = (LocationId(0), last.unwrap_or(LocationId(0)));
        let mut turns = self.between(last, LocationId(i64::MAX), room, db)?;
        if self.has_work(None, db)? {
            turns.push(None);
        }
        turns.extend(self.between(first, last, room.saturating_sub(turns.len()), db)?);
        Ok(turns)
    }

    fn between(
        &self,
        mut place: LocationId,
        end: LocationId,
        most: usize,
        db: &mut Conn,
    ) -> Result<Vec<Option<LocationId>>> {
        let mut turns = Vec::new();
        while turns.len() < most
            && let Some((next, due_at)) = self.behind(place, db)?.filter(|(next, _)| *next <= end)
        {
            place = next;
            if due_at <= self.now && !self.resting.contains(&next) && self.has_work(Some(next), db)? {
                turns.push(Some(next));
            }
        }
        Ok(turns)
    }

    /// The next location that has anything queued, and when its first is due. A pile is stepped over, however high it is.
    fn behind(&self, place: LocationId, db: &mut Conn) -> Result<Option<(LocationId, NaiveDateTime)>> {
        Ok(messages::table
            .filter(messages::channel.eq(slug(self.kind)).and(messages::state.eq("queued")))
            .filter(messages::location_id.gt(place))
            .order((messages::location_id, messages::due_at))
            .select((messages::location_id.assume_not_null(), messages::due_at))
            .first(db)
            .optional()?)
    }

    /// Whether something is due that nobody carries yet.
    fn has_work(&self, place: Option<LocationId>, db: &mut Conn) -> Result<bool> {
        let due = due!(self.kind, self.now).select(messages::id);
        Ok(match place {
            Some(place) => select(exists(due.filter(messages::location_id.eq(place)))).get_result(db)?,
            None => select(exists(due.filter(messages::location_id.is_null()))).get_result(db)?,
        })
    }
}

/// What is being carried: to whom, and for which location.
pub type UnderWay = HashMap<MessageId, (String, Option<LocationId>)>;

/// Whom a message is under way to, and for which locations.
struct Busy {
    recipients: HashSet<String>,
    locations: Vec<Option<LocationId>>,
}

impl Busy {
    fn with(carried: UnderWay) -> Self {
        let (recipients, locations) = carried.into_values().unzip();
        Busy { recipients, locations }
    }

    fn of(&self, location: Option<LocationId>) -> usize {
        self.locations.iter().filter(|other| **other == location).count()
    }
}

/// What is carried in a lane, by this postman or another.
fn leased(kind: Option<Kind>, now: NaiveDateTime, db: &mut Conn) -> Result<UnderWay> {
    let leased: Vec<(MessageId, (String, Option<LocationId>))> = messages::table
        .filter(messages::channel.eq(slug(kind)).and(messages::state.eq("queued")))
        .filter(messages::leased_until.ge(now))
        .select((messages::id, (messages::recipient, messages::location_id)))
        .load(db)?;
    Ok(leased.into_iter().collect())
}

/// Gives leases back, so that nobody has to wait for their end.
pub fn give_back(which: &[MessageId], db: &mut Conn) -> Result<()> {
    diesel::update(messages::table)
        .filter(messages::id.eq_any(which).and(messages::state.eq("queued")))
        .set(messages::leased_until.eq(None::<NaiveDateTime>))
        .execute(db)?;
    Ok(())
}
