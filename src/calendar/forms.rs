//! What an address of the calendar says: which day, whose, and what is left out.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::appointments::Status;
use crate::id::MemberId;

/// What nobody understands means today, and everybody.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CalendarQuery {
    pub day: String,
    pub member: String,
    pub status: String,
    /// The word that stood for what a page showed when it was drawn.
    #[serde(skip_serializing)]
    pub shown: String,
    /// Whether that page was a week.
    #[serde(skip_serializing)]
    pub week: String,
}

impl CalendarQuery {
    pub fn day(&self, today: NaiveDate) -> NaiveDate {
        let asked = self.day.trim().parse().ok();
        asked.filter(|day: &NaiveDate| (1900..=2200).contains(&day.year())).unwrap_or(today)
    }

    pub fn member(&self) -> Option<MemberId> {
        self.member.parse().ok()
    }

    pub fn status(&self) -> Option<Status> {
        Status::from_slug(&self.status)
    }
}
