//! The sample's months of work: services, clients, appointments, and who assisted.

use diesel::prelude::*;

use crate::access::Inside;
use crate::db::Conn;
use crate::error::Result;
use crate::id::{LocationId, MemberId, UserId};
use crate::sample::{self, Crew, Size, Trade, Worker};
use crate::schema::members;

use super::HERE;

/// Who has a column in the calendar: name, trade, working hours, and the day off, 0 is Monday.
const WORKERS: [(&str, Trade, i64, i64, u32); 5] = [
    ("Marta Oliveira", Trade::Hair, 10 * 60, 19 * 60, 0),
    ("Noor Haddad", Trade::Hair, 9 * 60, 18 * 60, 2),
    ("Tomasz Wilk", Trade::Barber, 9 * 60, 17 * 60, 5),
    ("Lucía Ferrer", Trade::Nails, 11 * 60, 20 * 60, 0),
    ("June Park", Trade::Brows, 9 * 60, 15 * 60, 1),
];

/// Who helps.
const ASSISTANT: &str = "Dario Conti";

/// Of the main location.
const MONTHS: Size = Size { clients: 400, back: 90, ahead: 21 };

/// Of the others.
const WEEKS: Size = Size { clients: 60, back: 14, ahead: 7 };

/// Fills the main location with the work of its team.
pub(super) fn work(owner: UserId, here: LocationId, db: &mut Conn) -> Result<()> {
    let cards: Vec<(String, MemberId)> =
        members::table.filter(members::location_id.eq(here)).select((members::name, members::id)).load(db)?;
    let card = |name: &str| cards.iter().find(|(known, _)| known == name).map(|(_, id)| *id);
    let worker = |(name, trade, from, to, free_on)| Some(Worker { member: card(name)?, trade, from, to, free_on });
    let crew = Crew {
        workers: WORKERS.into_iter().filter_map(worker).collect(),
        assistants: card(ASSISTANT).into_iter().collect(),
    };
    sample::fill(Inside::enter(owner, HERE.into(), here, db)?.location(), &crew, MONTHS, db)
}

/// Fills another location of the chain with a small team and its work.
pub(super) fn work_elsewhere(owner: UserId, there: LocationId, db: &mut Conn) -> Result<()> {
    let inside = Inside::enter(owner, HERE.into(), there, db)?;
    let crew = sample::engage(inside.location(), 2, 1, db)?;
    sample::fill(inside.location(), &crew, WEEKS, db)
}
