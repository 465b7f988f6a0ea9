//! What time it is: UTC everywhere, shown in the location's own zone.

use chrono::{Datelike, NaiveDate, NaiveDateTime, SubsecRound, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Tz;

/// Now, in UTC, to the millisecond: both databases keep that much exactly.
pub fn now() -> NaiveDateTime {
    Utc::now().naive_utc().trunc_subsecs(3)
}

/// The day it is now in a zone.
pub fn today(zone: Tz) -> NaiveDate {
    Utc::now().with_timezone(&zone).date_naive()
}

/// Reads a day that somebody typed, like `2026-11-30`, of the years that are written with four digits at most: both
/// databases keep those, and order them.
pub fn day(typed: &str) -> Option<NaiveDate> {
    typed.trim().parse().ok().filter(|day: &NaiveDate| (1..=9999).contains(&day.year()))
}

/// `21 November 2026`.
pub fn long(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// `21 November 2026, 9:45`, as the people of a zone read it.
pub fn moment(instant: NaiveDateTime, zone: Tz) -> String {
    local(instant, zone).format("%-d %B %Y, %-H:%M").to_string()
}

/// `28 November 2026, 9:45 (Lisbon time)`: for people who may be anywhere.
pub fn with_zone(instant: NaiveDateTime, zone: Tz) -> String {
    format!("{} ({} time)", moment(instant, zone), city(zone))
}

/// The place that a zone is named after.
pub fn city(zone: Tz) -> String {
    zone.name().rsplit('/').next().unwrap_or_default().replace('_', " ")
}

/// The same without the year while it is this one: for lists.
pub fn brief(instant: NaiveDateTime, zone: Tz) -> String {
    let there = local(instant, zone);
    let format = if there.year() == today(zone).year() { "%-d %B, %-H:%M" } else { "%-d %B %Y, %-H:%M" };
    there.format(format).to_string()
}

/// `at 14:35`, and on another day `on 22 November, 9:45`: when something is possible again, to the next full minute.
pub fn soon(instant: NaiveDateTime, zone: Tz) -> String {
    let instant = instant + TimeDelta::seconds(59);
    let there = local(instant, zone);
    if there.date_naive() == today(zone) {
        there.format("at %-H:%M").to_string()
    } else {
        format!("on {}", brief(instant, zone))
    }
}

/// `5 minutes ago`: for pages that know no zone.
pub fn ago(instant: NaiveDateTime) -> String {
    let minutes = (now() - instant).num_minutes();
    let (number, unit) = match minutes {
        ..5 => return "just now".into(),
        5..60 => (minutes, "minute"),
        60..1440 => (minutes / 60, "hour"),
        _ => (minutes / 1440, "day"),
    };
    format!("{number} {unit}{} ago", if number == 1 { "" } else { "s" })
}

/// When a day begins in a zone. Where clocks are set at midnight, it begins when they have been.
pub fn beginning(day: NaiveDate, zone: Tz) -> Option<NaiveDateTime> {
    let midnight = (1..=9999).contains(&day.year()).then(|| day.and_hms_opt(0, 0, 0))??;
    let hours = (0..3).map(|hour| zone.from_local_datetime(&(midnight + TimeDelta::hours(hour))).earliest());
    hours.flatten().next().map(|beginning| beginning.naive_utc())
}

/// When the clock on the wall of a zone shows a minute of a day, counted from midnight. `None` where the clocks jump over
/// it; the first of two where they are set back. Minute 1440 is the midnight after.
pub fn instant(day: NaiveDate, minute: i64, zone: Tz) -> Option<NaiveDateTime> {
    let day = (1..=9998).contains(&day.year()).then_some(day)?;
    let wall = day.and_hms_opt(0, 0, 0)? + TimeDelta::try_minutes(minute)?;
    Some(zone.from_local_datetime(&wall).earliest()?.naive_utc())
}

/// The day and the minute of it that the clock on the wall of a zone shows.
pub fn on_the_wall(moment: NaiveDateTime, zone: Tz) -> (NaiveDate, i64) {
    let there = local(moment, zone);
    (there.date_naive(), i64::from(there.hour() * 60 + there.minute()))
}

/// When a day begins and when the next one does.
pub fn bounds(day: NaiveDate, zone: Tz) -> Option<(NaiveDateTime, NaiveDateTime)> {
    Some((beginning(day, zone)?, beginning(day.succ_opt()?, zone)?))
}

/// `9:05`, of a minute counted from midnight.
pub fn hour(minute: i64) -> String {
    format!("{}:{:02}", minute / 60, minute % 60)
}

/// `1 h 30 min`.
pub fn lasting(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// A stored moment as the people of a zone read it on their wall.
pub fn local(moment: NaiveDateTime, zone: Tz) -> chrono::DateTime<Tz> {
    zone.from_utc_datetime(&moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISBON: Tz = chrono_tz::Europe::Lisbon;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn a_day_of_a_year_that_no_database_keeps_is_no_day() {
        assert_eq!(super::day(" 2026-11-30 "), Some(day("2026-11-30")));
        for bad in ["", "soon", "2026-02-30", "0000-12-31", "-4800-01-01", "+10000-01-01", "+262142-12-31"] {
            assert_eq!(super::day(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_minute_of_a_day_is_a_moment_and_comes_back_from_it() {
        let moment = instant(day("2026-07-01"), 9 * 60 + 5, LISBON).expect("a moment");

        assert_eq!(moment.to_string(), "2026-07-01 08:05:00");
        assert_eq!(on_the_wall(moment, LISBON), (day("2026-07-01"), 545));
        assert_eq!(
            (hour(545), lasting(545), lasting(60), lasting(5)),
            ("9:05".into(), "9 h 5 min".into(), "1 h".into(), "5 min".into())
        );
    }

    #[test]
    fn an_hour_that_the_clocks_jump_over_is_none_and_of_two_it_is_the_first() {
        assert_eq!(instant(day("2026-03-29"), 90, LISBON), None);
        assert_eq!(
            instant(day("2026-10-25"), 90, LISBON).map(|moment| moment.to_string()),
            Some("2026-10-25 00:30:00".into())
        );
    }

    #[test]
    fn the_days_of_the_clock_changes_are_an_hour_shorter_and_longer() {
        let hours = |text| bounds(day(text), LISBON).map(|(from, to)| (to - from).num_hours());
        assert_eq!((hours("2026-03-29"), hours("2026-10-25"), hours("2026-11-26")), (Some(23), Some(25), Some(24)));
    }
}
