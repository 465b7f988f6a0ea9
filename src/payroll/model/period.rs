//! The days that pay is reckoned for: from a first to a last one, both included.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime};
use chrono_tz::Tz;

use crate::clock;
use crate::error::{Error, Result};

/// Days that follow one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    first: NaiveDate,
    last: NaiveDate,
}

impl Period {
    /// How many days can be looked at in one go.
    pub const LONGEST: i64 = 92;

    /// From one day to another, or why not: the error stands beside `to`.
    pub fn between(first: NaiveDate, last: NaiveDate) -> Result<Self> {
        if last < first {
            return Err(Error::on("to", "Choose a last day that is not before the first"));
        }
        if (last - first).num_days() >= Self::LONGEST {
            return Err(Error::on("to", format!("Choose {} days at most", Self::LONGEST)));
        }
        Ok(Period { first, last })
    }

    pub fn day(day: NaiveDate) -> Self {
        Period { first: day, last: day }
    }

    /// The calendar month of a day.
    pub fn month(day: NaiveDate) -> Self {
        let first = day.with_day(1).unwrap_or(day);
        let last = first.checked_add_months(chrono::Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(day);
        Period { first, last }
    }

    /// The month before the one in which it begins.
    pub fn month_before(self) -> Self {
        let first = Self::month(self.first).first;
        Self::month(first.pred_opt().unwrap_or(first))
    }

    pub fn first(self) -> NaiveDate {
        self.first
    }

    pub fn last(self) -> NaiveDate {
        self.last
    }

    pub fn includes(self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
    }

    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        self.first.iter_days().take_while(move |day| *day <= self.last)
    }

    /// Without the days before one; `None` when nothing is left.
    pub fn since(self, day: NaiveDate) -> Option<Self> {
        (day <= self.last).then(|| Period { first: self.first.max(day), ..self })
    }

    /// When it begins and ends, in UTC.
    pub fn bounds(self, zone: Tz) -> Result<(NaiveDateTime, NaiveDateTime)> {
        let after = self.last.checked_add_days(Days::new(1));
        let bounds = clock::beginning(self.first, zone).zip(after.and_then(|day| clock::beginning(day, zone)));
        bounds.ok_or_else(|| Error::on("from", "Choose a day of this age"))
    }

    /// `1 to 15 November 2026`.
    pub fn said(self) -> String {
        let Period { first, last } = self;
        match () {
            () if first == last => clock::long(first),
            () if (first.year(), first.month()) == (last.year(), last.month()) => {
                format!("{} to {}", first.day(), clock::long(last))
            }
            () if first.year() == last.year() => format!("{} to {}", first.format("%-d %B"), clock::long(last)),
            () => format!("{} to {}", clock::long(first), clock::long(last)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(first: &str, last: &str) -> Period {
        Period::between(first.parse().expect("a day"), last.parse().expect("a day")).expect("a period")
    }

    #[test]
    fn a_period_is_said_as_people_say_it() {
        for (first, last, said) in [
            ("2026-11-01", "2026-11-15", "1 to 15 November 2026"),
            ("2026-10-16", "2026-11-15", "16 October to 15 November 2026"),
            ("2026-12-16", "2027-01-15", "16 December 2026 to 15 January 2027"),
            ("2026-11-26", "2026-11-26", "26 November 2026"),
        ] {
            assert_eq!(period(first, last).said(), said);
        }
    }

    #[test]
    fn a_month_has_its_days_and_the_one_before_its_own() {
        let march = Period::month("2026-03-31".parse().expect("a day"));
        assert_eq!(march, period("2026-03-01", "2026-03-31"));
        assert_eq!(march.month_before(), period("2026-02-01", "2026-02-28"));
        assert_eq!(march.since("2026-03-30".parse().expect("a day")), Some(period("2026-03-30", "2026-03-31")));
        assert_eq!(march.since("2026-04-01".parse().expect("a day")), None);
    }

    #[test]
    fn the_month_of_a_clock_change_is_an_hour_shorter() {
        let (from, to) = period("2026-03-01", "2026-03-31").bounds(chrono_tz::Europe::Lisbon).expect("bounds");
        assert_eq!((to - from).num_hours(), 31 * 24 - 1);
    }
}
