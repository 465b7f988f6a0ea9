//! Filling in many days from a pattern: said first, day by day, then done as it was said.

use std::collections::HashMap;
use std::fmt::Write;

use chrono::NaiveDate;

use crate::access::Can;
use crate::access::rights::EditSchedules;
use crate::activity::{self, Change, Deed, Entry};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Errors, Result};
use crate::id::MemberId;
use crate::secrets::digest;
use crate::text::counted;

use super::booked::Booked;
use super::changing::put;
use super::hours::Hours;
use super::pattern::Pattern;
use super::person::Worker;
use super::span::{Span, written};

/// The most days that are filled in at once.
pub const MOST_DAYS: i64 = 366;

/// Which pattern, for which days, and what becomes of hours that are there.
#[derive(Debug, Clone, PartialEq)]
pub struct Filling {
    pub pattern: Pattern,
    pub first: NaiveDate,
    pub last: NaiveDate,
    /// Also days that have hours; only empty ones otherwise.
    pub replaces: bool,
}

/// What would come of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// Days without hours that get some.
    pub filled: i64,
    /// Days that get other hours.
    pub replaced: i64,
    /// Days whose hours go.
    pub cleared: i64,
    /// Days with hours that stay as they are.
    pub kept: i64,
    /// Services that are booked on these days and would lie outside the hours.
    pub outside: Vec<Booked>,
    /// A print of the hours from which all this was told.
    pub seen: String,
    days: Vec<(NaiveDate, Vec<Span>)>,
}

impl Plan {
    pub fn of(worker: &Worker, by: &Can<EditSchedules>, filling: &Filling, db: &mut Conn) -> Result<Self> {
        let (first, last) = (filling.first, filling.last);
        if !worker.is_seen_on(by, first) {
            return Err(Error::on("first", "Choose a later day: you do not see the calendar that far back"));
        }
        let hours = Hours::of(&[worker.id], first, last, db)?;
        let mut plan = Plan { seen: print(worker, &hours, filling), ..Plan::default() };
        for day in first.iter_days().take_while(|day| *day <= last) {
            let there = hours.get(&(worker.id, day)).map(|hours| hours.spans.as_slice()).unwrap_or_default();
            plan.note(day, there, filling);
        }
        plan.outside = Booked::between(worker.id, first, last, by.location().zone, db)?;
        let off = |day| hours.get(&(worker.id, day)).and_then(|hours| hours.time_off.clone());
        let new: HashMap<NaiveDate, Hours> = (plan.days.iter())
            .map(|(day, spans)| (*day, Hours { spans: spans.clone(), time_off: off(*day) }))
            .collect();
        plan.outside.retain(|booked| new.get(&booked.day).is_some_and(|hours| !hours.include(booked.span)));
        Ok(plan)
    }

    fn note(&mut self, day: NaiveDate, there: &[Span], filling: &Filling) {
        let wanted = filling.pattern.on(day, filling.first);
        let count = match wanted {
            Some(wanted) if wanted == there => return,
            Some(_) if there.is_empty() => &mut self.filled,
            Some(wanted) if filling.replaces && wanted.is_empty() => &mut self.cleared,
            Some(_) if filling.replaces => &mut self.replaced,
            _ if there.is_empty() => return,
            _ => {
                self.kept += 1;
                return;
            }
        };
        *count += 1;
        self.days.push((day, wanted.unwrap_or_default().to_vec()));
    }

    pub fn is_empty(&self) -> bool {
        self.days.is_empty()
    }

    /// `20 days filled in, 2 days replaced`.
    pub fn words(&self) -> String {
        let counts = [(self.filled, "filled in"), (self.replaced, "with other hours"), (self.cleared, "emptied")];
        let said = counts.into_iter().filter(|(count, _)| *count > 0);
        said.map(|(count, how)| format!("{} {how}", counted(count, "day", "days"))).collect::<Vec<_>>().join(", ")
    }
}

/// Whatever hours there are and are to be, in a few letters.
fn print(worker: &Worker, hours: &HashMap<(MemberId, NaiveDate), Hours>, filling: &Filling) -> String {
    let days = filling.first.iter_days().take_while(|day| *day <= filling.last);
    let there = days.filter_map(|day| Some(format!("{day}:{}", written(&hours.get(&(worker.id, day))?.spans))));
    let all = digest(&format!("{filling:?} {}", there.collect::<Vec<_>>().join(" ")));
    all.iter().take(8).fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").ok();
        text
    })
}

impl Worker {
    /// What a filling would change. Nothing is done.
    pub fn foresee(&self, by: &Can<EditSchedules>, filling: &Filling, db: &mut Conn) -> Result<Plan> {
        self.must_be_in_schedule()?;
        Plan::of(self, by, filling, db)
    }

    /// Fills in, if the hours are still those from which the plan was told.
    pub fn fill(&self, by: &Can<EditSchedules>, filling: &Filling, seen: &str, db: &mut Conn) -> Result<Plan> {
        let by = &by.still(db)?;
        let now = Worker::find(by, self.id, db)?;
        let plan = now.foresee(by, filling, db)?;
        if plan.seen != seen {
            return Err(Error::Conflict(format!("Somebody else changed the hours of {} meanwhile.", now.name)));
        }
        if plan.is_empty() {
            return Err(Error::Invalid(Errors::on("first", "All of these days have these hours already")));
        }
        put(self.id, &plan.days, db)?;
        let stretch = format!("{} to {}", clock::long(filling.first), clock::long(filling.last));
        let entry = Entry::new(Deed::HoursChanged, &now.name).of_member(self.id);
        activity::record(by, entry.with([Change::new(&stretch, "", plan.words())]), db)?;
        Ok(plan)
    }
}
