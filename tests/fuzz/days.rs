//! Days, times and durations: the number of a zone in the first byte, and what somebody typed behind it.

use chrono::Datelike;
use chrono_tz::{TZ_VARIANTS, Tz};
use parlour::schedule::Minute;
use parlour::{clock, services};

pub fn holds(bytes: &[u8]) {
    let Some((zone, typed)) = bytes.split_first() else { return };
    let Ok(typed) = std::str::from_utf8(typed) else { return };
    let zone = TZ_VARIANTS[(usize::from(*zone) * 7 + typed.len()) % TZ_VARIANTS.len()];
    if let Some(day) = clock::day(typed) {
        assert!(
            (1..=9999).contains(&day.year()) && day.to_string().len() == 10,
            "both databases keep and order it: {day}"
        );
        assert_eq!(clock::day(&format!(" {day}\n")), Some(day), "written down it is itself");
        stands_on_the_wall(day, zone);
    }
    if let Ok(Minute(minute)) = typed.parse() {
        assert!((0..=1440).contains(&minute) && minute % 5 == 0, "{minute}");
        assert_eq!(clock::hour(minute).parse(), Ok(Minute(minute)));
    }
    if let Some(minutes) = services::duration(typed) {
        assert!((5..=720).contains(&minutes) && minutes % 5 == 0, "{minutes}");
        assert_eq!(services::duration(&clock::lasting(minutes)), Some(minutes));
    }
}

fn stands_on_the_wall(day: chrono::NaiveDate, zone: Tz) {
    if let Some((from, to)) = clock::bounds(day, zone) {
        assert!(from < to && (to - from).num_hours() <= 49, "{day} in {zone} is from {from} to {to}");
        assert_eq!(clock::on_the_wall(from, zone).0, day, "{zone}");
    }
    for minute in (0..1440).step_by(15) {
        if let Some(moment) = clock::instant(day, minute, zone) {
            assert_eq!(clock::on_the_wall(moment, zone), (day, minute), "{zone}");
        }
    }
}
