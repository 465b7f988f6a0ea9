//! Amounts and percentages: the currency on the first line, and what somebody typed behind it.

use parlour::appointments::percent;
use parlour::money;

/// As fine as anything that is read.
const PLACES: usize = 9;

pub fn holds(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (currency, typed) = text.split_once('\n').unwrap_or(("EUR", text));
    let (read, exact) = (money::parse(typed, currency), money::exact(typed, currency));
    if let Some(amount) = read {
        let (meant, unit) = (reckoned(typed), 10_i128.pow((PLACES - places(currency)) as u32));
        let above = i128::from(amount) * unit - meant;
        assert!((0..unit).contains(&above), "{typed:?} {currency} was read as {amount}");
        assert_eq!(exact, (above == 0).then_some(amount), "no finer than a coin: {typed:?} {currency}");
        is_written_as_it_is_read(amount, currency);
    }
    assert!(read.is_some() || exact.is_none());
    if let Ok(any) = typed.trim().parse::<i64>() {
        let plain = money::plain(any, currency);
        assert_eq!(plain.replace('.', "").parse::<i64>(), Ok(any), "{plain}");
    }
    if let Some(hundredths) = percent::parse(typed) {
        assert!((0..=percent::WHOLE).contains(&hundredths), "{hundredths}");
        assert_eq!(percent::parse(&percent::plain(hundredths)), Some(hundredths));
    }
}

fn is_written_as_it_is_read(amount: i64, currency: &str) {
    let plain = money::plain(amount, currency);
    assert_eq!(money::exact(&plain, currency), Some(amount), "{plain} {currency}");
    assert_eq!(money::said(amount, currency), format!("{plain} {currency}"));
}

fn places(currency: &str) -> usize {
    money::plain(1, currency).split_once('.').map_or(0, |(_, rest)| rest.len())
}

/// What was typed, in billionths: worked out digit by digit.
fn reckoned(typed: &str) -> i128 {
    let (whole, rest) = typed.trim().split_once(['.', ',']).unwrap_or((typed.trim(), ""));
    format!("{whole}{rest:0<PLACES$}").bytes().fold(0, |sum, digit| sum * 10 + i128::from(digit - b'0'))
}
