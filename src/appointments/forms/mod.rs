//! What a browser sends about appointments.

mod booking;
mod lines;
mod others;

use crate::clock;
use crate::error::Errors;

use super::model::When;

pub use booking::{BookForm, MOST_LINES};
pub use lines::LineForm;
pub use others::{AssistantsForm, CalendarForm, DeletionForm, PartingForm, PaymentForm, StatusForm, TimeForm};

/// Times and durations are multiples of so many minutes.
pub const STEP: i64 = 5;

/// Reads a day and a time of the wall.
fn when(day: &str, at: &str, errors: &mut Errors) -> Option<When> {
    let day = clock::day(day);
    if day.is_none() {
        errors.add("day", "Enter the day as a date, like 2026-11-30");
    }
    let minute = minute(at);
    if minute.is_none() {
        errors.add("at", "Enter the time in steps of 5 minutes, like 14:35");
    }
    Some(When { day: day?, minute: minute? })
}

/// `9:05` and `09:05`, as a minute of the day.
fn minute(typed: &str) -> Option<i64> {
    let (hours, minutes) = typed.trim().split_once(':')?;
    let number = |text: &str| text.parse::<i64>().ok().filter(|_| text.len() <= 2 && !text.starts_with(['+', '-']));
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    ((0..24).contains(&hours) && (0..60).contains(&minutes) && minutes % STEP == 0).then_some(hours * 60 + minutes)
}

/// A minute of the day, for a field: `09:05`.
pub fn field_time(minute: i64) -> String {
    format!("{:0>5}", clock::hour(minute))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_come_in_steps_of_five_minutes() {
        for (typed, read) in [
            ("9:05", Some(545)),
            ("09:05", Some(545)),
            ("00:00", Some(0)),
            ("23:55", Some(1435)),
            ("24:00", None),
            ("9:07", None),
            ("9.05", None),
            ("+9:05", None),
            ("", None),
        ] {
            assert_eq!(minute(typed), read, "{typed:?}");
        }
        assert_eq!(field_time(545), "09:05");
    }
}
