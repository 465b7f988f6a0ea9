//! The product through its front door, on SQLite. `tests/postgres.rs` is the same on PostgreSQL.

#[path = "../support/mod.rs"]
mod support;

mod stories;

use support::world::Ground;

pub const GROUND: Ground = Ground::Sqlite;
