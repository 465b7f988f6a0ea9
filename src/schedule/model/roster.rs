//! The schedule of everybody for some days: people in the order of the team, with their hours day by day.

use chrono::NaiveDate;

use crate::access::Inside;
use crate::db::Conn;
use crate::error::Result;
use crate::id::MemberId;

use super::hours::Hours;
use super::person::Worker;

/// Somebody, and their hours on some days.
#[derive(Debug, Clone)]
pub struct Roster {
    pub worker: Worker,
    /// One for each day; `None` where the viewer does not see that far back.
    pub days: Vec<(NaiveDate, Option<Hours>)>,
}

/// What is said of a reason that is not for the viewer.
const UNTOLD: &str = "Time off";

impl Roster {
    /// Everybody in the schedule. Three statements, however many people and days there are.
    pub fn between(by: &Inside, first: NaiveDate, last: NaiveDate, db: &mut Conn) -> Result<Vec<Self>> {
        let workers = Worker::in_schedule(by, db)?;
        Self::of(workers, by, first, last, db)
    }

    /// One person, in the schedule or not.
    pub fn of_one(worker: &Worker, by: &Inside, first: NaiveDate, last: NaiveDate, db: &mut Conn) -> Result<Self> {
        let alone = Self::of(vec![worker.clone()], by, first, last, db)?.pop();
        Ok(alone.unwrap_or_else(|| Roster { worker: worker.clone(), days: Vec::new() }))
    }

    fn of(workers: Vec<Worker>, by: &Inside, first: NaiveDate, last: NaiveDate, db: &mut Conn) -> Result<Vec<Self>> {
        let ids: Vec<MemberId> = workers.iter().map(|worker| worker.id).collect();
        let mut hours = Hours::of(&ids, first, last, db)?;
        let roster = |worker: Worker| {
            let days = first.iter_days().take_while(|day| *day <= last);
            let seen = |day| {
                let mut hours = hours.remove(&(worker.id, day)).unwrap_or_default();
                if !worker.tells_why(by) {
                    hours.time_off = hours.time_off.map(|_| UNTOLD.to_owned());
                }
                (day, worker.is_seen_on(by, day).then_some(hours))
            };
            Roster { days: days.map(seen).collect(), worker }
        };
        Ok(workers.into_iter().map(roster).collect())
    }

    /// Whether there are neither hours nor time off on any of these days.
    pub fn is_empty(&self) -> bool {
        let is_empty = |hours: &Hours| hours.spans.is_empty() && hours.time_off.is_none();
        self.days.iter().filter_map(|(_, hours)| hours.as_ref()).all(is_empty)
    }

    /// How long they work on all of these days.
    pub fn minutes(&self) -> i64 {
        self.days.iter().filter_map(|(_, hours)| hours.as_ref()).map(Hours::minutes).sum()
    }
}
