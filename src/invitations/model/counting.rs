//! How many invitations there are in every state: the numbers on the tab and on its filters (cases F3).

use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::activity::Actor;
use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::schema::invitations;
use crate::text;

use super::list::{Show, narrowed, searched};
use super::of_place;

/// How many invitations are in every state.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    open: i64,
    expired: i64,
    accepted: i64,
    declined: i64,
    revoked: i64,
}

impl Counts {
    /// Those that a search finds; all of them when it is empty.
    pub fn of(by: &impl Actor, search: &str, db: &mut Conn) -> Result<Self> {
        let expired = narrowed!(invitations::table, by, Show::Expired, search).select(count_star()).first(db)?;
        let by_state = invitations::table.group_by(invitations::state).select((invitations::state, count_star()));
        let stored: Vec<(String, i64)> = searched!(by_state, by, search).load(db)?;
        let count = |state: &str| stored.iter().find(|(stored, _)| stored == state).map_or(0, |(_, count)| *count);
        Ok(Counts {
            open: count("pending"),
            expired,
            accepted: count("accepted"),
            declined: count("declined"),
            revoked: count("revoked"),
        })
    }

    pub fn number(&self, show: Show) -> i64 {
        match show {
            Show::Open => self.open,
            Show::Pending => self.open - self.expired,
            Show::Expired => self.expired,
            Show::Accepted => self.accepted,
            Show::Declined => self.declined,
            Show::Revoked => self.revoked,
        }
    }
}

impl super::Invitation {
    /// How many need attention: the number on the tab.
    pub fn count_open(by: &impl Actor, db: &mut Conn) -> Result<i64> {
        Ok(narrowed!(invitations::table, by, Show::Open, "").select(count_star()).first(db)?)
    }
}
