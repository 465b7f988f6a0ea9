//! The page of the activity log, and the rows of its file.

use askama::Template;
use chrono_tz::Tz;

use crate::clock;
use crate::web::{Action, Choice, View, filters};

use super::model::Event;

#[derive(Template)]
#[template(path = "activity/index.html")]
pub struct Index {
    /// Whose log it is.
    pub place: String,
    /// The logs to choose from, where there are several.
    pub places: Vec<Choice>,
    /// When, in the zone of the place, and what.
    pub events: Vec<(String, Event)>,
    /// What can happen, kind by kind.
    pub deeds: Vec<(&'static str, Vec<Choice>)>,
    pub actors: Vec<Choice>,
    pub search: String,
    pub from: String,
    pub to: String,
    pub refusals: bool,
    /// The first day that the viewer may see, where that is not all of it.
    pub first_day: Option<chrono::NaiveDate>,
    pub is_filtered: bool,
    pub earlier: Option<String>,
    pub export: Option<String>,
}

impl View for Index {
    fn title(&self) -> String {
        "Activity".into()
    }

    fn lede(&self) -> String {
        let mut said = format!("Who changed what at {}, newest first. Nobody can edit this list.", self.place);
        if let Some(day) = self.first_day {
            said += &format!(" Your right goes back to {}.", clock::long(day));
        }
        if self.is_filtered {
            said += " You see what fits the filters.";
        }
        said
    }

    fn section(&self) -> &'static str {
        "Activity"
    }

    fn actions(&self) -> Vec<Action> {
        self.export.iter().map(|url| Action::plain("Export", "download", url)).collect()
    }
}

/// What stands above the columns of the file.
pub fn headings(zone: Tz) -> [String; 9] {
    let when = format!("Time ({})", zone.name());
    [&when, "Person", "Role", "What", "Whom or what", "Changes", "Address", "Request", "Number"].map(String::from)
}

/// One event as a row of the file.
pub fn cells(event: &Event, zone: Tz) -> [String; 9] {
    [
        clock::local(event.at, zone).format("%Y-%m-%d %H:%M:%S %:z").to_string(),
        event.actor.clone(),
        event.role.clone(),
        event.words.to_owned(),
        event.subject.clone(),
        event.said(),
        event.address.clone(),
        event.request.clone(),
        event.number.map(|number| number.to_string()).unwrap_or_default(),
    ]
}
