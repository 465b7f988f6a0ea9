//! What a backup holds, in a few words.

use std::fmt;
use std::path::Path;

use chrono::NaiveDateTime;
use diesel::dsl::max;
use diesel::prelude::*;

use crate::db::Conn;
use crate::schema::{activity, locations, users};
use crate::text::counted;

use super::copying;

/// Enough to see whether it is the right one.
pub struct Contents {
    locations: i64,
    /// Who has an account.
    people: i64,
    last_event: Option<NaiveDateTime>,
}

impl Contents {
    pub fn of(db: &mut Conn) -> QueryResult<Self> {
        Ok(Contents {
            locations: locations::table.count().get_result(db)?,
            people: users::table.filter(users::deleted_at.is_null()).count().get_result(db)?,
            last_event: activity::table.select(max(activity::at)).first(db)?,
        })
    }

    pub fn of_copy(file: &Path) -> anyhow::Result<Self> {
        Ok(Self::of(&mut copying::look_into(file)?)?)
    }
}

impl fmt::Display for Contents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = counted(self.locations, "location", "locations");
        write!(f, "{places} and {}", counted(self.people, "person", "people"))?;
        match self.last_event {
            Some(at) => write!(f, "; the last event is of {}", at.format("%-d %B %Y, %-H:%M:%S UTC")),
            None => f.write_str("; nothing has happened in it"),
        }
    }
}
