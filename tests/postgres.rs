//! Every story again, on PostgreSQL.

#[path = "support/mod.rs"]
mod support;

#[path = "app/stories/mod.rs"]
mod stories;

use support::world::Ground;

pub const GROUND: Ground = Ground::Postgres;
