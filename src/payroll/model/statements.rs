//! The list of statements: filtered, the newest first, page after page.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::access::Inside;
use crate::db::Conn;
use crate::error::Result;
use crate::id::{MemberId, StatementId};
use crate::paging::Part;
use crate::schema::pay_statements;

use super::statement::Which;
use super::{Contents, Statement};

/// Statements on a page.
pub const ROWS: i64 = 25;

/// Which statements to show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filter {
    pub state: State,
    pub member: Option<MemberId>,
    /// With a day from this one on.
    pub from: Option<NaiveDate>,
    /// With a day up to this one.
    pub to: Option<NaiveDate>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Any,
    Draft,
    Confirmed,
    /// Confirmed, and something changed since.
    Changed,
}

impl Filter {
    fn which(self) -> Which {
        let mut which: Which = match self.state {
            State::Any => Box::new(pay_statements::id.gt(StatementId(0))),
            State::Draft => Box::new(pay_statements::state.eq("draft")),
            State::Confirmed => Box::new(pay_statements::state.eq("confirmed")),
            State::Changed => Box::new(pay_statements::touched_at.is_not_null()),
        };
        if let Some(member) = self.member {
            which = Box::new(which.and(pay_statements::member_id.eq(member)));
        }
        if let Some(from) = self.from {
            which = Box::new(which.and(pay_statements::last_day.ge(from)));
        }
        if let Some(to) = self.to {
            which = Box::new(which.and(pay_statements::first_day.le(to)));
        }
        which
    }
}

impl Statement {
    /// The page behind a statement, or the first.
    pub fn page(
        by: &Inside,
        filter: Filter,
        after: Option<StatementId>,
        db: &mut Conn,
    ) -> Result<Part<Self, StatementId>> {
        let mut which = filter.which();
        if let Some(last) = after {
            let place = pay_statements::table
                .filter(pay_statements::location_id.eq(by.location().id).and(pay_statements::id.eq(last)))
                .select(pay_statements::last_day);
            if let Some(day) = place.first::<NaiveDate>(db).optional()? {
                let is_behind = pay_statements::last_day.lt(day).or(pay_statements::id.lt(last));
                which = Box::new(which.and(pay_statements::last_day.le(day)).and(is_behind));
            }
        }
        Ok(Part::of(Self::which(by, which, ROWS + 1, db)?, ROWS, |statement| statement.id))
    }

    /// How many confirmed ones something has changed of since: what waits for a look.
    pub fn changed(by: &Inside, db: &mut Conn) -> Result<i64> {
        let here = pay_statements::location_id.eq(by.location().id);
        let changed = pay_statements::table.filter(here.and(pay_statements::touched_at.is_not_null()));
        let count = match super::statement::first_seen(by) {
            Some(first) => changed.filter(pay_statements::last_day.ge(first)).count().get_result(db)?,
            None => changed.count().get_result(db)?,
        };
        Ok(count)
    }

    /// What the drafts among these come to now.
    pub fn standing(by: &Inside, statements: &[Statement], db: &mut Conn) -> Result<HashMap<StatementId, Contents>> {
        let drafts: Vec<&Statement> = statements.iter().filter(|statement| !statement.is_confirmed()).collect();
        Contents::of_drafts(by, &drafts, db)
    }
}
