//! Reading days and amounts, and saying beside the field how they are written.

use chrono::{Datelike, NaiveDate};

use crate::appointments::percent;
use crate::error::Errors;
use crate::money;

use super::super::engine::Rate;

/// The value of the choice that a rate is a percentage.
pub const PERCENT: &str = "percent";
/// The value of the choice that it is a fixed amount.
pub const FIXED: &str = "fixed";

/// A day that pay can begin on.
pub fn day(field: &str, typed: &str, errors: &mut Errors) -> NaiveDate {
    let day = typed.trim().parse::<NaiveDate>().ok().filter(|day| (2000..2100).contains(&day.year()));
    day.unwrap_or_else(|| {
        errors.add(field, "Enter a day from the year 2000 on, like 2026-11-30");
        NaiveDate::default()
    })
}

/// An amount that is not finer than the smallest coin.
pub fn amount(typed: &str, currency: &str) -> Option<i64> {
    // What is finer than that counts as one more: written plainly it is another number then.
    money::parse(typed, currency).filter(|amount| is_same(typed, &money::plain(*amount, currency)))
}

/// Whether two ways of writing mean one number.
fn is_same(one: &str, other: &str) -> bool {
    let bare = |text: &str| {
        let text = text.trim().replace(',', ".");
        let (whole, rest) = text.split_once('.').map_or((text.clone(), String::new()), |(whole, rest)| {
            (whole.to_owned(), rest.trim_end_matches('0').to_owned())
        });
        (whole.trim_start_matches('0').to_owned(), rest)
    };
    bare(one) == bare(other)
}

/// An amount, or what stands beside the field instead.
pub fn money_in(field: &str, typed: &str, currency: &str, errors: &mut Errors) -> i64 {
    amount(typed, currency).unwrap_or_else(|| {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_as_fine_as_the_smallest_coin_and_no_finer() {
        for (text, currency, read) in [
            ("8", "EUR", Some(800)),
            ("08,50", "EUR", Some(850)),
            ("8.500", "EUR", Some(850)),
            ("8.501", "EUR", None),
            ("0", "EUR", Some(0)),
            ("0.00", "EUR", Some(0)),
            ("0.001", "EUR", None),
            ("12", "JPY", Some(12)),
            ("12.5", "JPY", None),
            ("1.234", "KWD", Some(1234)),
            ("1.2345", "KWD", None),
            ("-1", "EUR", None),
            ("", "EUR", None),
        ] {
            assert_eq!(amount(text, currency), read, "{text} {currency}");
        }
    }
}
