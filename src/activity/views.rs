//! The page of the activity log.

use askama::Template;

use crate::web::{Choice, View, filters};

use super::model::Event;

#[derive(Template)]
#[template(path = "activity/index.html")]
pub struct Index {
    pub location: String,
    /// When, in the location's zone, and what.
    pub events: Vec<(String, Event)>,
    pub search: String,
    pub deeds: Vec<Choice>,
    pub earlier: Option<String>,
}

impl View for Index {
    fn title(&self) -> String {
        "Activity".into()
    }

    fn lede(&self) -> String {
        format!("Who changed what at {}, newest first. Nobody can edit this list.", self.location)
    }

    fn section(&self) -> &'static str {
        "Activity"
    }
}
