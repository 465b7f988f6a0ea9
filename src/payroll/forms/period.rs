//! Which days of pay to look at, and which table of them to take away.

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use crate::clock;
use crate::error::{Error, Errors, Result};

use super::super::model::{Period, ReportBy};

/// From one day to another; without any it is this month.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PeriodForm {
    pub from: String,
    pub to: String,
    /// By what a report is put together.
    pub by: String,
    /// Which table a file is to hold.
    pub what: String,
}

/// A day; without one it is today.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct DayForm {
    pub day: String,
}

/// A table that can be taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    Period,
    Lines,
    Report(ReportBy),
}

impl PeriodForm {
    pub fn period(&self, today: NaiveDate) -> Result<Period> {
        if self.from.is_empty() && self.to.is_empty() {
            return Ok(Period::month(today));
        }
        let mut errors = Errors::none();
        let first = day("from", "the first day", &self.from, &mut errors);
        let last = day("to", "the last day", &self.to, &mut errors);
        match first.zip(last) {
            Some((first, last)) => Period::between(first, last),
            None => Err(Error::Invalid(errors)),
        }
    }

    pub fn report(&self) -> ReportBy {
        ReportBy::from_slug(&self.by).unwrap_or_default()
    }

    /// The table that is asked for, if there is one of that name.
    pub fn sheet(&self) -> Result<Sheet> {
        match &*self.what {
            "period" => Ok(Sheet::Period),
            "lines" => Ok(Sheet::Lines),
            other => ReportBy::from_slug(other).map(Sheet::Report).ok_or(Error::NotFound),
        }
    }
}

impl DayForm {
    pub fn day(&self, today: NaiveDate) -> Result<NaiveDate> {
        if self.day.is_empty() {
            return Ok(today);
        }
        let mut errors = Errors::none();
        day("day", "a day", &self.day, &mut errors).ok_or(Error::Invalid(errors))
    }
}

/// A day of a year that people are paid in.
fn day(field: &'static str, which: &str, typed: &str, errors: &mut Errors) -> Option<NaiveDate> {
    let day = clock::day(typed).filter(|day| (1970..=2200).contains(&day.year()));
    if day.is_none() {
        errors.add(field, format!("Choose {which}, like 2026-11-30"));
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_this_month_or_what_was_chosen_or_says_what_is_wrong() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 26).expect("a day");
        let said = |from: &str, to: &str| {
            let form = PeriodForm { from: from.into(), to: to.into(), ..PeriodForm::default() };
            match form.period(today) {
                Ok(period) => period.said(),
                Err(Error::Invalid(errors)) => {
                    errors.iter().map(|fault| format!("{}: {}. ", fault.field, fault.message)).collect()
                }
                Err(other) => other.to_string(),
            }
        };

        assert_eq!(said("", ""), "1 to 30 November 2026");
        assert_eq!(said("2026-10-30", "2026-11-02"), "30 October to 2 November 2026");
        assert_eq!(said("2026-11-02", ""), "to: Choose the last day, like 2026-11-30. ");
        assert_eq!(
            said("soon", "+99999-01-01"),
            "from: Choose the first day, like 2026-11-30. to: Choose the last day, like 2026-11-30. "
        );
        assert_eq!(said("2026-11-02", "2026-11-01"), "to: Choose a last day that is not before the first. ");
        assert_eq!(said("2026-01-01", "2026-12-31"), "to: Choose 92 days at most. ");
    }
}
