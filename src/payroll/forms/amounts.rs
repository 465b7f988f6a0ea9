//! Reading days and amounts, and saying beside the field how they are written.

use chrono::{Datelike, NaiveDate};

use crate::appointments::percent;
use crate::clock;
use crate::error::Errors;
use crate::money;

use super::super::engine::Rate;

/// The value of the choice that a rate is a percentage.
pub const PERCENT: &str = "percent";
/// The value of the choice that it is a fixed amount.
pub const FIXED: &str = "fixed";

/// A day that pay can begin on.
pub fn day(field: &str, typed: &str, errors: &mut Errors) -> NaiveDate {
    let day = clock::day(typed).filter(|day| (2000..2100).contains(&day.year()));
    day.unwrap_or_else(|| {
        errors.add(field, "Enter a day from the year 2000 on, like 2026-11-30");
        NaiveDate::default()
    })
}

/// An amount, or what stands beside the field instead.
pub fn money_in(field: &str, typed: &str, currency: &str, errors: &mut Errors) -> i64 {
    money::exact(typed, currency).unwrap_or_else(|| {
        errors.add(field, format!("Enter an amount in {currency}, like {}", like(currency)));
        0
    })
}

fn like(currency: &str) -> String {
    money::plain(money::parse("12", currency).unwrap_or(12), currency)
}

/// A percentage or a fixed amount.
pub fn rate(field: &str, kind: &str, typed: &str, currency: &str, errors: &mut Errors) -> Rate {
    match kind {
        FIXED => Rate::Fixed(money_in(field, typed, currency, errors)),
        _ => Rate::Percent(percent::parse(typed).unwrap_or_else(|| {
            errors.add(field, "Enter a percentage from 0 to 100, with two decimals at most");
            0
        })),
    }
}

/// How a rate is typed: its kind, and its value.
pub fn typed(rate: Rate, currency: &str) -> (String, String) {
    match rate {
        Rate::Percent(hundredths) => (PERCENT.into(), percent::plain(hundredths)),
        Rate::Fixed(amount) => (FIXED.into(), money::plain(amount, currency)),
    }
}
