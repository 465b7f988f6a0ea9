//! Money: whole minor units of a currency, written the way people write amounts.

use iso_currency::Currency;

/// Reads an amount like `12.50` or `12,5` as minor units. What is smaller than a unit counts as a whole one.
pub fn parse(typed: &str, currency: &str) -> Option<i64> {
    let typed = typed.trim().replace(',', ".");
    let (whole, rest) = typed.split_once('.').unwrap_or((&typed, ""));
    let are_digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || rest.len() > 9 || !are_digits(whole) || !are_digits(rest) {
        return None;
    }
    let places = places(currency);
    let kept: String = rest.chars().chain(std::iter::repeat('0')).take(places).collect();
    let is_more = rest.chars().skip(places).any(|c| c != '0');
    Some(format!("{whole}{kept}").parse::<i64>().ok()? + i64::from(is_more))
}

/// An amount without its currency, for a field: `0.05`, and `-0.05` below nothing.
pub fn plain(amount: i64, currency: &str) -> String {
    let places = places(currency);
    let sign = if amount < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", amount.unsigned_abs(), width = places + 1);
    match digits.split_at(digits.len() - places) {
        (whole, "") => format!("{sign}{whole}"),
        (whole, rest) => format!("{sign}{whole}.{rest}"),
    }
}

/// An amount with its currency, for a sentence: `0.05 EUR`.
pub fn said(amount: i64, currency: &str) -> String {
    format!("{} {currency}", plain(amount, currency))
}

fn places(currency: &str) -> usize {
    Currency::from_code(currency).and_then(|currency| currency.exponent()).map_or(2, usize::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_in_the_units_of_their_currency() {
        for (typed, currency, amount) in [
            ("12.50", "EUR", Some(1250)),
            ("12,5", "EUR", Some(1250)),
            (" 7 ", "EUR", Some(700)),
            ("0.0398", "EUR", Some(4)),
            ("0.0400", "EUR", Some(4)),
            ("7", "JPY", Some(7)),
            ("7.1", "JPY", Some(8)),
            ("1.005", "KWD", Some(1005)),
            ("-1", "EUR", None),
            ("1e3", "EUR", None),
            ("1.2.3", "EUR", None),
            ("", "EUR", None),
            ("9999999999", "EUR", None),
        ] {
            assert_eq!(parse(typed, currency), amount, "{typed} {currency}");
        }
    }

    #[test]
    fn amounts_are_written_as_they_are_read() {
        for (amount, currency, text) in
            [(4, "EUR", "0.04"), (1250, "EUR", "12.50"), (0, "EUR", "0.00"), (7, "JPY", "7"), (5, "KWD", "0.005")]
        {
            assert_eq!(plain(amount, currency), text);
            assert_eq!(parse(text, currency), Some(amount));
        }
        assert_eq!(said(4, "EUR"), "0.04 EUR");
        assert_eq!(
            (plain(-4, "EUR"), plain(-1250, "EUR"), plain(-7, "JPY")),
            ("-0.04".into(), "-12.50".into(), "-7".into())
        );
    }
}
