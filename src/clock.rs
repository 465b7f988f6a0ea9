//! What time it is: UTC everywhere, shown in the location's own zone.

use chrono::{Datelike, NaiveDate, NaiveDateTime, SubsecRound, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// Now, in UTC, to the millisecond: both databases keep that much exactly.
pub fn now() -> NaiveDateTime {
    Utc::now().naive_utc().trunc_subsecs(3)
}

/// The day it is now in a zone.
pub fn today(zone: Tz) -> NaiveDate {
    Utc::now().with_timezone(&zone).date_naive()
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

/// A stored moment as the people of a zone read it on their wall.
pub fn local(moment: NaiveDateTime, zone: Tz) -> chrono::DateTime<Tz> {
    zone.from_utc_datetime(&moment)
}
