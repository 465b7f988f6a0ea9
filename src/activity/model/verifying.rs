//! Whether the log is as it was written: walks over every seal, and names the first event that is not.

use diesel::prelude::*;

use crate::db::Conn;
use crate::error::Result;
use crate::id::{ChainId, LocationId, Place};
use crate::schema::{activity, chains, locations};

use super::Deed;
use super::head::Head;
use super::line::{Line, columns};
use super::list::of;

/// How many events are looked at in one go.
const STEP: i64 = 1_000;

/// What a look at one log has found.
#[derive(Debug, Clone)]
pub struct Report {
    /// The location or the chain, or none for what belongs to neither.
    pub place: Option<String>,
    /// How many events are sealed and sound, up to the first that is not.
    pub sound: i64,
    /// How many were written before seals were made. Nothing vouches for them.
    pub older: i64,
    /// The last seal, in hexadecimal digits: whoever keeps it elsewhere can tell whether the whole log was rewritten.
    pub head: Option<String>,
    /// What is wrong, in a full sentence.
    pub fault: Option<String>,
}

type Found = (i64, Option<Vec<u8>>, Line);

impl Report {
    /// Looks at every log.
    pub fn all(db: &mut Conn) -> Result<Vec<Self>> {
        let places: Vec<(LocationId, String)> =
            locations::table.order(locations::id).select((locations::id, locations::name)).load(db)?;
        let chains: Vec<(ChainId, String)> =
            chains::table.order(chains::id).select((chains::id, chains::name)).load(db)?;
        let mut reports = vec![Self::of(None, None, db)?];
        for (id, name) in places {
            reports.push(Self::of(Some(id.into()), Some(name), db)?);
        }
        for (id, name) in chains {
            reports.push(Self::of(Some(id.into()), Some(format!("The chain {name}")), db)?);
        }
        Ok(reports)
    }

    fn of(place: Option<Place>, name: Option<String>, db: &mut Conn) -> Result<Self> {
        let head = Head::find(place, db)?;
        let mut walk = Walk { place, number: 0, id: 0, seal: None };
        let fault = walk.go(head.as_ref(), db)?;
        Ok(Report {
            place: name,
            sound: walk.number,
            older: older(place, db)?,
            head: head.and_then(|head| head.seal).map(|seal| hexadecimal(&seal)),
            fault,
        })
    }
}

/// A walk from the first event of a log to its head.
struct Walk {
    place: Option<Place>,
    /// The last event that was sound.
    number: i64,
    id: i64,
    seal: Option<Vec<u8>>,
}

impl Walk {
    /// Walks to the head as it stood when the walk began: what is written meanwhile is for the next walk.
    fn go(&mut self, head: Option<&Head>, db: &mut Conn) -> Result<Option<String>> {
        let upto = head.map_or(0, |head| head.number);
        while self.number < upto {
            let found = self.next(upto, db)?;
            for (id, seal, line) in &found {
                if let Some(fault) = self.step(*id, seal.as_deref(), line) {
                    return Ok(Some(fault));
                }
            }
            if found.is_empty() {
                let missing = upto - self.number;
                return Ok(Some(match missing {
                    1 => format!("Event {upto}, the last one, is missing."),
                    _ => format!("Event {} is missing, and so are all after it, up to {upto}.", self.number + 1),
                }));
            }
        }
        if head.is_some_and(|head| head.seal != self.seal) {
            return Ok(Some(format!("The note of the last seal does not fit event {upto}.")));
        }
        self.added(db)
    }

    fn step(&mut self, id: i64, seal: Option<&[u8]>, line: &Line) -> Option<String> {
        let number = line.number.unwrap_or_default();
        if number != self.number + 1 {
            return Some(format!("Event {} is missing.", self.number + 1));
        }
        if id <= self.id {
            return Some(format!("Event {number} {} stands in another place than it was written.", said(line)));
        }
        if seal != Some(&line.seal(self.seal.as_deref())[..]) {
            return Some(format!("Event {number} {} was changed, or put in, after it was written.", said(line)));
        }
        (self.number, self.id, self.seal) = (number, id, seal.map(<[u8]>::to_vec));
        None
    }

    fn next(&self, upto: i64, db: &mut Conn) -> Result<Vec<Found>> {
        let lines = activity::table
            .filter(activity::number.gt(self.number).and(activity::number.le(upto)))
            .order((activity::number, activity::id))
            .limit(STEP)
            .select((activity::id, activity::seal, columns()));
        Ok(lines.filter(of(self.place)).load(db)?)
    }

    /// Events that stand behind the head, or without a seal among those that have one.
    fn added(&self, db: &mut Conn) -> Result<Option<String>> {
        let last: Option<Option<i64>> = activity::table
            .filter(of(self.place))
            .filter(activity::number.is_not_null())
            .order(activity::number.desc())
            .select(activity::number)
            .first(db)
            .optional()?;
        let last = last.flatten().unwrap_or_default();
        let head = Head::find(self.place, db)?.map_or(0, |head| head.number);
        if last > head {
            return Ok(Some(format!("Event {last} was put in: the log had come to {head}.")));
        }
        let later = first(self.place, db)?.map(|first| unsealed_after(first, self.place, db)).transpose()?.flatten();
        Ok(later.map(|id| format!("The event in row {id} has no seal, so it was put in.")))
    }
}

/// The row of the first sealed event.
fn first(place: Option<Place>, db: &mut Conn) -> Result<Option<i64>> {
    let first = activity::table.filter(activity::number.eq(1)).filter(of(place)).select(activity::id);
    Ok(first.first(db).optional()?)
}

fn unsealed_after(first: i64, place: Option<Place>, db: &mut Conn) -> Result<Option<i64>> {
    let rows = activity::table.filter(activity::number.is_null().and(activity::id.gt(first))).filter(of(place));
    Ok(rows.order(activity::id).select(activity::id).first(db).optional()?)
}

/// How many rows have no place in the log.
fn older(place: Option<Place>, db: &mut Conn) -> Result<i64> {
    Ok(activity::table.filter(activity::number.is_null()).filter(of(place)).count().get_result(db)?)
}

/// An event, for whoever looks for it.
fn said(line: &Line) -> String {
    let words = Deed::from_slug(&line.deed).map_or("did something to", Deed::words);
    let when = line.at.format("%-d %B %Y, %-H:%M:%S UTC");
    let clean = |text: &str| text.chars().filter(|c| !c.is_control()).collect::<String>();
    format!("({when}: {} {words} {})", clean(&line.actor_name), clean(&line.subject))
}

fn hexadecimal(seal: &[u8]) -> String {
    seal.iter().map(|byte| format!("{byte:02x}")).collect()
}
