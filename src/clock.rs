//! What time it is: UTC everywhere, shown in the location's own zone.

use chrono::{NaiveDate, NaiveDateTime, SubsecRound, TimeZone, Utc};
use chrono_tz::Tz;

/// Now, in UTC, to the millisecond: both databases keep that much exactly.
pub fn now() -> NaiveDateTime {
    Utc::now().naive_utc().trunc_subsecs(3)
}

/// The day it is now in a zone.
pub fn today(zone: Tz) -> NaiveDate {
    Utc::now().with_timezone(&zone).date_naive()
}

/// A stored moment as the people of a zone read it on their wall.
pub fn local(moment: NaiveDateTime, zone: Tz) -> chrono::DateTime<Tz> {
    zone.from_utc_datetime(&moment)
}
