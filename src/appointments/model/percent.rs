//! Percentages with up to two places, kept as hundredths: `12.5` is 1250.

/// The whole, in hundredths of a percent.
pub const WHOLE: i64 = 10_000;

/// Reads a percentage from 0 to 100 with at most two places, after a point or a comma.
pub fn parse(typed: &str) -> Option<i64> {
    let typed = typed.trim().replace(',', ".");
    let (whole, rest) = typed.split_once('.').unwrap_or((&typed, "0"));
    let are_digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    if !are_digits(whole) || whole.len() > 3 || !are_digits(rest) || rest.len() > 2 {
        return None;
    }
    let hundredths = format!("{whole}{rest:0<2}").parse().ok()?;
    (0..=WHOLE).contains(&hundredths).then_some(hundredths)
}

/// For a field: `12.5`.
pub fn plain(hundredths: i64) -> String {
    match (hundredths / 100, hundredths % 100) {
        (whole, 0) => whole.to_string(),
        (whole, rest) if rest % 10 == 0 => format!("{whole}.{}", rest / 10),
        (whole, rest) => format!("{whole}.{rest:02}"),
    }
}

/// For a sentence: `12.5 %`.
pub fn said(hundredths: i64) -> String {
    format!("{} %", plain(hundredths))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn i14_a_percentage_has_two_places_at_most_and_lies_between_nothing_and_all() {
        for (typed, hundredths) in [
            ("100", Some(10_000)),
            ("0", Some(0)),
            (" 12,5 ", Some(1250)),
            ("33.33", Some(3333)),
            ("100.00", Some(10_000)),
            ("100.01", None),
            ("101", None),
            ("-1", None),
            ("1e2", None),
            ("", None),
            (".5", None),
            ("5.", None),
            ("1.234", None),
            ("½", None),
        ] {
            assert_eq!(parse(typed), hundredths, "{typed:?}");
        }
    }

    #[test]
    fn a_percentage_is_written_as_it_is_read() {
        for (hundredths, text) in [(10_000, "100"), (1250, "12.5"), (3333, "33.33"), (5, "0.05"), (0, "0")] {
            assert_eq!(plain(hundredths), text);
            assert_eq!(parse(text), Some(hundredths));
        }
    }
}
