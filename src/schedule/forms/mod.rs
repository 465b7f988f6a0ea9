//! What a browser sends about work schedules.

mod day;
mod pattern;
mod time_off;

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use crate::clock;
use crate::error::Errors;

use super::model::{Minute, Span};

pub use day::DayForm;
pub use pattern::{Kind, PatternForm, Row, Source};
pub use time_off::TimeOffForm;

/// Which days to look at.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PeriodForm {
    /// Any day of the week.
    pub week: String,
    /// `2026-11`.
    pub month: String,
}

impl PeriodForm {
    pub fn week(&self) -> Option<NaiveDate> {
        within_reason(&self.week)
    }

    /// The first day of the month.
    pub fn month(&self) -> Option<NaiveDate> {
        within_reason(&format!("{}-01", self.month.trim()))
    }
}

/// One day.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct OnDayForm {
    pub day: String,
}

/// A day in the time of those who are alive.
pub fn within_reason(typed: &str) -> Option<NaiveDate> {
    clock::day(typed).filter(|day| (2000..=2100).contains(&day.year()))
}

/// Takes a day for a field, or says beside the field why not.
fn day(field: &str, typed: &str, errors: &mut Errors) -> Option<NaiveDate> {
    let day = within_reason(typed);
    if day.is_none() {
        errors.add(field, "Enter a day, like 2026-11-30");
    }
    day
}

/// From and to, as they were typed, and where.
#[derive(Debug, Clone, Copy)]
struct Typed<'a> {
    from: (&'a str, &'a str),
    to: (&'a str, &'a str),
}

impl Typed<'_> {
    fn is_blank(&self) -> bool {
        self.from.1.trim().is_empty() && self.to.1.trim().is_empty()
    }

    /// `0:00` at the end is the midnight after.
    fn parse(&self, errors: &mut Errors) -> Option<Span> {
        let mut minute = |(field, typed): (&str, &str)| match typed.parse::<Minute>() {
            Ok(minute) => Some(minute.0),
            Err(why) => {
                errors.add(field, why);
                None
            }
        };
        let (from, to) = (minute(self.from), minute(self.to));
        let span = Span { from: from?, to: to.map(|to| if to == 0 { 24 * 60 } else { to })? };
        if span.from >= span.to {
            errors.add(self.to.0, "Choose an end after the beginning");
            return None;
        }
        Some(span)
    }
}

/// The spans of work of one day: from its beginning to its end, without its breaks.
fn spans(whole: Typed, breaks: &[Typed], errors: &mut Errors) -> Vec<Span> {
    let Some(whole) = whole.parse(errors) else {
        for pause in breaks.iter().filter(|pause| !pause.is_blank()) {
            pause.parse(errors);
        }
        return Vec::new();
    };
    let mut taken: Vec<Span> = Vec::new();
    for pause in breaks.iter().filter(|pause| !pause.is_blank()) {
        let Some(span) = pause.parse(errors) else { continue };
        if span.from <= whole.from || whole.to <= span.to {
            errors.add(pause.from.0, "Choose a break within the hours");
        } else if taken.iter().any(|other| span.from < other.to && other.from < span.to) {
            errors.add(pause.from.0, "Choose breaks that do not overlap");
        }
        taken.push(span);
    }
    taken.sort();
    let begins = std::iter::once(whole.from).chain(taken.iter().map(|pause| pause.to));
    let ends = taken.iter().map(|pause| pause.from).chain([whole.to]);
    begins.zip(ends).filter(|(from, to)| from < to).map(|(from, to)| Span { from, to }).collect()
}

/// How a time stands in a field: `09:05`.
fn in_field(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(whole: (&str, &str), breaks: &[(&str, &str)]) -> Result<Vec<(i64, i64)>, Vec<String>> {
        let mut errors = Errors::none();
        let typed = |(from, to): (&'static str, &'static str), field: (&'static str, &'static str)| Typed {
            from: (field.0, from),
            to: (field.1, to),
        };
        let leak = |(from, to): (&str, &str)| (&*String::leak(from.to_owned()), &*String::leak(to.to_owned()));
        let breaks: Vec<Typed> = breaks.iter().map(|pause| typed(leak(*pause), ("break_from", "break_to"))).collect();
        let spans = spans(typed(leak(whole), ("from", "to")), &breaks, &mut errors);
        let faults: Vec<String> = errors.iter().map(|fault| format!("{}: {}", fault.field, fault.message)).collect();
        if faults.is_empty() { Ok(spans.iter().map(|span| (span.from, span.to)).collect()) } else { Err(faults) }
    }

    #[test]
    fn a_day_is_what_is_left_between_its_breaks() {
        assert_eq!(parsed(("9:00", "18:00"), &[]), Ok(vec![(540, 1080)]));
        assert_eq!(parsed(("09:00", "00:00"), &[("", "")]), Ok(vec![(540, 1440)]));
        assert_eq!(
            parsed(("9:00", "18:00"), &[("15:00", "15:15"), ("12:00", "13:00")]),
            Ok(vec![(540, 720), (780, 900), (915, 1080)])
        );
        assert_eq!(
            parsed(("9:00", "18:00"), &[("12:00", "12:30"), ("12:30", "13:00")]),
            Ok(vec![(540, 720), (780, 1080)])
        );
    }

    #[test]
    fn nonsense_is_refused_beside_its_field() {
        let faults = |whole, breaks: &[(&str, &str)]| parsed(whole, breaks).expect_err("refused").join("; ");

        assert_eq!(faults(("18:00", "9:00"), &[]), "to: Choose an end after the beginning");
        assert_eq!(faults(("9:00", "9:00"), &[]), "to: Choose an end after the beginning");
        assert_eq!(faults(("9:01", "18:00"), &[]), "from: Choose a time in steps of 5 minutes, like 9:05");
        assert_eq!(faults(("9:00", ""), &[]), "to: Enter a time, like 9:00");
        assert_eq!(faults(("9:00", "18:00"), &[("8:00", "10:00")]), "break_from: Choose a break within the hours");
        assert_eq!(faults(("9:00", "18:00"), &[("12:00", "")]), "break_to: Enter a time, like 9:00");
        let overlapping = [("12:00", "13:00"), ("12:30", "14:00")];
        assert_eq!(faults(("9:00", "18:00"), &overlapping), "break_from: Choose breaks that do not overlap");
    }
}
