//! Money: whole minor units of a currency, written the way people write amounts.

use iso_currency::Currency;

/// The most digits before the point.
const LONGEST: usize = 9;

/// Reads an amount like `12.50` or `12,5` as minor units. What is smaller than a unit counts as a whole one.
pub fn parse(typed: &str, currency: &str) -> Option<i64> {
    let amount = read(typed, currency).map(|(units, is_more)| units + i64::from(is_more))?;
    (plain(amount, currency).split('.').next()?.len() <= LONGEST).then_some(amount)
}

/// Reads an amount that is not finer than the smallest coin.
pub fn exact(typed: &str, currency: &str) -> Option<i64> {
    read(typed, currency).filter(|(_, is_more)| !is_more).map(|(units, _)| units)
}

/// Whole minor units, and whether there is something beside them.
fn read(typed: &str, currency: &str) -> Option<(i64, bool)> {
    let typed = typed.trim().replace(',', ".");
    let (whole, rest) = typed.split_once('.').unwrap_or((&typed, ""));
    let are_digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > LONGEST || rest.len() > 9 || !are_digits(whole) || !are_digits(rest) {
        return None;
    }
    let places = places(currency);
    let kept: String = rest.chars().chain(std::iter::repeat('0')).take(places).collect();
    let is_more = rest.chars().skip(places).any(|c| c != '0');
    Some((format!("{whole}{kept}").parse().ok()?, is_more))
}

/// What so many of a price cost, in minor units, rounded half up. `discount`: hundredths of a percent.
pub fn discounted(price: i64, quantity: i64, discount: i64) -> i64 {
    let of_all = i128::from(price) * i128::from(quantity) * i128::from(10_000 - discount);
    i64::try_from((of_all + 5_000) / 10_000).unwrap_or(i64::MAX)
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
            ("999999999.99", "EUR", Some(99_999_999_999)),
            ("999999999.991", "EUR", None),
        ] {
            assert_eq!(parse(typed, currency), amount, "{typed} {currency}");
        }
    }

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
            assert_eq!(exact(text, currency), read, "{text} {currency}");
        }
    }

    #[test]
    fn a_discount_is_taken_from_all_of_them_at_once_and_half_a_coin_is_a_whole_one() {
        for (price, quantity, discount, less) in [
            (4500, 1, 0, 4500),
            (4500, 1, 10_000, 0),
            (4500, 2, 1_000, 8100),
            (333, 1, 5_000, 167),
            (333, 2, 5_000, 333),
            (1, 1, 5_001, 0),
            (i64::MAX, 2, 0, i64::MAX),
        ] {
            assert_eq!(discounted(price, quantity, discount), less, "{quantity} at {price} less {discount}");
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
