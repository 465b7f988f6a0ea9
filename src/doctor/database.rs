//! What the doctor sees in the database: the file, the tables, the log, and letters that nobody carries.

use chrono::{NaiveDateTime, TimeDelta, Utc};
use diesel::dsl::{count_star, max, min};
use diesel::prelude::*;

use crate::clock;
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::locations::Location;
use crate::schema::{activity, messages};
use crate::text::counted;
use crate::verify;

use super::Finding::{self, Ill, Warning, Well};

/// The postman goes round twice a second, so whatever is due for longer waits in vain.
const STUCK: TimeDelta = TimeDelta::minutes(15);

/// Before this the program was not written.
const BEFORE_PARLOUR: i64 = 1_790_000_000;

/// Clocks of two machines may be apart by so much.
const APART: TimeDelta = TimeDelta::minutes(2);

/// Whether somebody works with it. What cannot be read is taken to be in use.
pub fn is_in_use(db: &Db) -> bool {
    db.read_now(Location::any).unwrap_or(true)
}

pub fn look(db: &Db) -> Vec<Finding> {
    let (name, behind, ahead) = match db.read_now(|db| Ok((name(db)?, db.behind()?, db.ahead()?))) {
        Ok(known) => known,
        Err(problem) => return vec![Ill(format!("The database does not answer: {problem}."))],
    };
    let mut findings: Vec<_> = damage(db).into_iter().collect();
    match (behind, ahead.first()) {
        (true, _) => {
            findings.push(Ill(format!("The tables of the database ({name}) are behind. Start Parlour once.")));
            // Columns may be missing that the other looks need.
            return findings;
        }
        (false, Some(first)) => findings.push(Warning(format!(
            "The tables of the database ({name}) were changed by a newer Parlour ({first}). Bring this one up to date."
        ))),
        (false, None) => findings.push(Well(format!("The database answers ({name}), and its tables are up to date."))),
    }
    findings.extend(log(db));
    findings.extend(letters(db));
    findings
}

fn name(db: &mut Conn) -> Result<String> {
    let kind = if db.is_sqlite() { "SQLite" } else { "PostgreSQL" };
    Ok(format!("{kind} {}", db.version()?))
}

fn damage(db: &Db) -> Option<Finding> {
    let way_back = "Keep the file, and bring the newest backup back into an empty data folder with `parlour restore`.";
    match db.read_now(|db| Ok((db.damage_in_full()?, db.dangling()?))) {
        Ok((None, 0)) => None,
        Ok((None, broken)) => Some(Ill(format!(
            "In the database {} to rows that are not there. {way_back}",
            counted(broken, "row points", "rows point")
        ))),
        Ok((Some(damage), _)) => Some(Ill(format!("The file of the database is damaged ({damage}). {way_back}"))),
        Err(problem) => Some(Ill(format!("The file of the database cannot be read to its end: {problem}."))),
    }
}

fn log(db: &Db) -> Vec<Finding> {
    match db.read_now(verify::faults) {
        Ok((faults, sound)) if faults.is_empty() => {
            vec![Well(format!("The activity log is as it was written ({sound} sealed events)."))]
        }
        Ok((faults, _)) => faults.into_iter().map(|fault| Ill(format!("The activity log of {fault}"))).collect(),
        Err(problem) => vec![Ill(format!("The activity log cannot be read: {problem}."))],
    }
}

fn letters(db: &Db) -> Option<Finding> {
    match db.read_now(|db| waiting_in_vain(clock::now(), db)) {
        Ok((0, _)) | Ok((_, None)) => None,
        Ok((count, Some(since))) => Some(Ill(format!(
            "The outbox stands still: {} to leave since {} and nobody carries {}: see whether Parlour runs, and what its log says.",
            counted(count, "message has waited", "messages have waited"),
            since.format("%-d %B %Y, %-H:%M UTC,"),
            if count == 1 { "it" } else { "them" }
        ))),
        Err(problem) => Some(Ill(format!("The outbox cannot be read: {problem}."))),
    }
}

fn waiting_in_vain(now: NaiveDateTime, db: &mut Conn) -> Result<(i64, Option<NaiveDateTime>)> {
    let on_its_way = messages::leased_until.is_not_null().and(messages::leased_until.assume_not_null().gt(now));
    let due = messages::table.filter(messages::state.eq("queued").and(messages::due_at.lt(now - STUCK)));
    Ok(due.filter(diesel::dsl::not(on_its_way)).select((count_star(), min(messages::due_at))).first(db)?)
}

/// A clock that is behind lets links live for ever; one that stood ahead once has left its traces in the log.
pub fn clock(db: Option<&Db>) -> Finding {
    let now = Utc::now();
    let last_event = db.and_then(|db| db.read_now(last_event).ok()).flatten();
    if now.timestamp() <= BEFORE_PARLOUR {
        return Ill(format!(
            "The clock says {}, which is in the past: links would never end.",
            now.format("%-d %B %Y")
        ));
    }
    match last_event {
        Some(last) if last > now.naive_utc() + APART => Ill(format!(
            "The clock says {}, and the last event was written at {}: one of the two was wrong.",
            now.format("%-d %B %Y, %-H:%M UTC"),
            last.format("%-d %B %Y, %-H:%M UTC")
        )),
        _ => Well(format!("The clock says {}.", now.format("%-d %B %Y, %-H:%M UTC"))),
    }
}

fn last_event(db: &mut Conn) -> Result<Option<NaiveDateTime>> {
    Ok(activity::table.select(max(activity::at)).first(db)?)
}
