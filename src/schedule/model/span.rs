//! A span of work: from one minute of a day to another, as the clock on the wall of the location shows them.

use std::fmt;
use std::str::FromStr;

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;

use crate::clock;

/// The midnight at which a day ends.
pub const MIDNIGHT: i64 = 24 * 60;

/// Times are multiples of so many minutes.
pub const GRID: i64 = 5;

/// From one minute of a day to another, counted from midnight on the wall of the location.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub from: i64,
    pub to: i64,
}

impl Span {
    /// How long it lasts on the wall: what people agree on, also on the two days of the year on which clocks are set.
    pub fn minutes(self) -> i64 {
        self.to - self.from
    }

    /// From when to when it lasts, in UTC. A time that the clocks jump over is the next one that there is; `None` where
    /// nothing of it is left.
    pub fn moments(self, day: NaiveDate, zone: Tz) -> Option<(NaiveDateTime, NaiveDateTime)> {
        let (from, to) = (next_moment(day, self.from, zone)?, next_moment(day, self.to, zone)?);
        (from < to).then_some((from, to))
    }
}

/// The next minute that there is. No clock has ever been set by more than a day.
fn next_moment(day: NaiveDate, minute: i64, zone: Tz) -> Option<NaiveDateTime> {
    (minute..=minute + MIDNIGHT).find_map(|minute| clock::instant(day, minute, zone))
}

/// `9:00–18:00`.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}–{}", clock::hour(self.from), clock::hour(self.to))
    }
}

/// Spans as a form carries them along: `540-720 780-1080`.
pub fn written(spans: &[Span]) -> String {
    spans.iter().map(|span| format!("{}-{}", span.from, span.to)).collect::<Vec<_>>().join(" ")
}

/// A time of day that somebody typed, like `9:05`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Minute(pub i64);

impl FromStr for Minute {
    type Err = &'static str;

    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        let number = |digits: &str| {
            let is_one = matches!(digits.len(), 1 | 2) && digits.bytes().all(|byte| byte.is_ascii_digit());
            is_one.then(|| digits.parse::<i64>().ok()).flatten()
        };
        let minute = typed.trim().split_once(':').and_then(|(hour, minute)| {
            let (hour, minute) = (number(hour)?, number(minute)?);
            let is_of_a_day = minute < 60 && hour * 60 + minute <= MIDNIGHT;
            is_of_a_day.then_some(hour * 60 + minute)
        });
        match minute {
            None => Err("Enter a time, like 9:00"),
            Some(minute) if minute % GRID != 0 => Err("Choose a time in steps of 5 minutes, like 9:05"),
            Some(minute) => Ok(Minute(minute)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_steps_of_five_minutes_and_nonsense_is_not_a_time() {
        for (typed, minute) in [("9:05", 545), ("09:05", 545), ("0:00", 0), ("24:00", 1440), (" 23:55 ", 1435)] {
            assert_eq!(typed.parse(), Ok(Minute(minute)), "{typed}");
        }
        for bad in
            ["", "9", "9.05", "24:05", "25:00", "9:60", "-1:00", "9:5x", "+9:00", "9:000", "nine", "9:03", "٩:٠٠"]
        {
            assert!(bad.parse::<Minute>().is_err(), "{bad}");
        }
    }
}
