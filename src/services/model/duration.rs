//! How long something takes, the way people write it.

/// The longest that a service may take, in minutes.
pub const LONGEST: i64 = 12 * 60;

/// Reads `45`, `1:30`, `1 h 30 min` or `1h30` as minutes: steps of five, twelve hours at most.
pub fn duration(typed: &str) -> Option<i64> {
    let typed = typed.trim().to_lowercase();
    let (hours, minutes) = match typed.split_once(['h', ':']) {
        Some((hours, rest)) => (number(hours)?, if rest.trim().is_empty() { 0 } else { number(unit(rest))? }),
        None => (0, number(unit(&typed))?),
    };
    let total = hours * 60 + minutes;
    ((1..=LONGEST).contains(&total) && total % 5 == 0).then_some(total)
}

/// Without the word for minutes.
fn unit(typed: &str) -> &str {
    let typed = typed.trim();
    typed.strip_suffix("minutes").or_else(|| typed.strip_suffix("min")).unwrap_or(typed)
}

fn number(typed: &str) -> Option<i64> {
    let typed = typed.trim();
    let is_number = (1..=3).contains(&typed.len()) && typed.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| typed.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::lasting;

    #[test]
    fn a_duration_is_read_the_way_people_write_it() {
        for (typed, minutes) in [
            ("45", Some(45)),
            (" 45 min ", Some(45)),
            ("1:30", Some(90)),
            ("1 h", Some(60)),
            ("1h30", Some(90)),
            ("1 H 5 min", Some(65)),
            ("12 h", Some(720)),
            ("12:05", None),
            ("7", None),
            ("0", None),
            ("-5", None),
            ("", None),
            ("h", None),
            ("1:2:3", None),
            ("9999999999999999999", None),
        ] {
            assert_eq!(duration(typed), minutes, "{typed}");
        }
    }

    #[test]
    fn what_is_said_is_read_again() {
        for minutes in (5..=LONGEST).step_by(5) {
            assert_eq!(duration(&lasting(minutes)), Some(minutes));
        }
    }
}
