//! Patterns that fill many days at once: the days of a week, or shifts that go round and round.

use chrono::{Datelike, Days, NaiveDate};

use crate::db::Conn;
use crate::error::Result;

use super::hours::Hours;
use super::person::Worker;
use super::span::Span;

/// The Monday of the week that a day belongs to.
pub fn monday(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

/// Which hours which day gets.
#[derive(Debug, Clone, PartialEq)]
pub enum Pattern {
    /// Hours for each day of the week, Monday first; none is a day off.
    Weekly {
        days: [Vec<Span>; 7],
        /// The weeks between are left as they are: another pattern can fill them.
        every_second: bool,
    },
    /// So many days of work with these hours, then so many off, from a first day of work on.
    Shifts { on: i64, off: i64, start: NaiveDate, spans: Vec<Span> },
}

impl Pattern {
    /// The hours of a whole week, as somebody has them already.
    pub fn of_week(worker: &Worker, day: NaiveDate, db: &mut Conn) -> Result<Self> {
        let first = monday(day);
        let mut hours = Hours::of(&[worker.id], first, first + Days::new(6), db)?;
        let mut spans = |weekday: u64| {
            hours.remove(&(worker.id, first + Days::new(weekday))).map(|hours| hours.spans).unwrap_or_default()
        };
        Ok(Pattern::Weekly { days: std::array::from_fn(|weekday| spans(weekday as u64)), every_second: false })
    }

    /// The hours of a day in a stretch that begins on `first`. `None` leaves the day as it is.
    pub fn on(&self, day: NaiveDate, first: NaiveDate) -> Option<&[Span]> {
        match self {
            Pattern::Weekly { days, every_second } => {
                let week = (monday(day) - monday(first)).num_weeks();
                let is_between = *every_second && week % 2 != 0;
                (!is_between).then(|| days[day.weekday().num_days_from_monday() as usize].as_slice())
            }
            Pattern::Shifts { on, off, start, spans } => {
                let place = (day - *start).num_days().rem_euclid(on + off);
                Some(if place < *on { spans } else { &[] })
            }
        }
    }

    /// Whether nobody would work on any day.
    pub fn is_empty(&self) -> bool {
        match self {
            Pattern::Weekly { days, .. } => days.iter().all(Vec::is_empty),
            Pattern::Shifts { spans, .. } => spans.is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORK: Span = Span { from: 540, to: 1080 };

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn worked(pattern: &Pattern, first: &str, days: usize) -> Vec<Option<bool>> {
        let first = day(first);
        first.iter_days().take(days).map(|day| pattern.on(day, first).map(|spans| !spans.is_empty())).collect()
    }

    #[test]
    fn a_week_repeats_and_every_second_one_leaves_the_others_alone() {
        let mut days: [Vec<Span>; 7] = Default::default();
        days[2] = vec![WORK];
        let every = Pattern::Weekly { days: days.clone(), every_second: false };
        let second = Pattern::Weekly { days, every_second: true };

        // A Wednesday: the week begins in its middle.
        let (every, second) = (worked(&every, "2026-11-25", 15), worked(&second, "2026-11-25", 15));

        assert_eq!(every.iter().filter(|day| **day == Some(true)).count(), 3);
        assert_eq!((second[0], second[5], second[7], second[14]), (Some(true), None, None, Some(true)));
    }

    #[test]
    fn shifts_go_round_from_their_first_day_in_both_directions() {
        let shifts = Pattern::Shifts { on: 2, off: 2, start: day("2026-11-26"), spans: vec![WORK] };

        let worked = worked(&shifts, "2026-11-24", 8);

        assert_eq!(
            worked.into_iter().flatten().collect::<Vec<_>>(),
            [false, false, true, true, false, false, true, true]
        );
    }
}
