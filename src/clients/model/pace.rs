//! How fast one person may look at clients, and take them away (security.md SF1, SF3).

use chrono::TimeDelta;

use crate::access::Inside;
use crate::chains::Within;
use crate::db::Conn;
use crate::error::Result;
use crate::id::UserId;
use crate::limits::{self, Limit};

use super::habit;

/// So many pages about clients in an hour are enough for everybody's work.
const PAGES: i64 = 300;

/// Whoever types asks after every letter.
const LETTERS: i64 = 3_000;

/// So many files an hour.
const FILES: i64 = 3;

/// Counts a look at clients, or says when the next one is possible.
pub fn look(by: &Inside, db: &mut Conn) -> Result<()> {
    counted("client pages", by.viewer().user(), PAGES, db)?;
    habit::watch(by, by.viewer().user(), db)
}

/// The same in a chain.
pub fn look_around(by: &Within, db: &mut Conn) -> Result<()> {
    counted("client pages", by.user(), PAGES, db)?;
    habit::watch(by, by.user(), db)
}

pub fn look_while_typing(by: &Inside, db: &mut Conn) -> Result<()> {
    counted("client matches", by.viewer().user(), LETTERS, db)
}

/// Counts a file that somebody takes away.
pub fn file_of(user: UserId, db: &mut Conn) -> Result<()> {
    counted("client files", user, FILES, db)
}

fn counted(what: &str, user: UserId, most: i64, db: &mut Conn) -> Result<()> {
    limits::count(&[Limit::new(&format!("{what} of {user}"), most, TimeDelta::hours(1))], db).map(drop)
}
