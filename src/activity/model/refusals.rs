//! What was refused: written by itself, after the deed that came to nothing (security.md SH3).

use chrono::{NaiveDateTime, TimeDelta};

use crate::db::Conn;
use crate::error::Result;
use crate::id::UserId;
use crate::limits::{self, Limit};

use super::head::Head;
use super::line::Line;
use super::{Actor, Author, Entry, Origin, record};

/// So many refusals of one person are written down within an hour. Whoever goes on fills no disk.
const MOST: i64 = 1_000;

/// Somebody at a door that belongs to no location.
#[derive(Debug, Clone)]
pub struct AtTheDoor {
    /// The account that it is about, if it is known.
    pub account: Option<UserId>,
    pub name: String,
    pub origin: Origin,
}

impl AtTheDoor {
    /// Whoever it is: that they name an account does not make them its owner.
    pub fn somebody(account: Option<UserId>, origin: &Origin) -> Self {
        AtTheDoor { account, name: "Somebody".into(), origin: origin.clone() }
    }
}

/// A time in which everything is refused. However often somebody tries, one line says it.
#[derive(Debug, Clone)]
pub struct Pause {
    /// Who has to wait, and for what.
    pub scope: String,
    pub until: NaiveDateTime,
}

/// Writes down that somebody was refused at a location.
pub fn refuse(by: &impl Actor, entry: Entry, pause: Option<&Pause>, db: &mut Conn) -> Result<()> {
    db.hold(by.place())?;
    if is_worth_it(by.id(), pause, db)? { record(by, entry, db) } else { Ok(()) }
}

/// Writes down that somebody was refused where there is no location.
pub fn refuse_at_the_door(by: &AtTheDoor, entry: Entry, pause: Option<&Pause>, db: &mut Conn) -> Result<()> {
    let head = Head::of_the_house(db)?;
    if !is_worth_it(by.account, pause, db)? {
        return Ok(());
    }
    let author = Author { id: by.account, name: &by.name, role: "", origin: &by.origin };
    head.append(Line::of(None, author, entry)?, db)
}

fn is_worth_it(who: Option<UserId>, pause: Option<&Pause>, db: &mut Conn) -> Result<bool> {
    if let Some(pause) = pause {
        return limits::is_news(&pause.scope, pause.until, db);
    }
    let Some(who) = who else { return Ok(true) };
    let limit = [Limit::new(&format!("refusals of {who}"), MOST, TimeDelta::hours(1))];
    if limits::opens_at(&limit, db)?.is_some() {
        return Ok(false);
    }
    limits::note(&limit, db)?;
    Ok(true)
}
