//! The page of one's own sessions.

use askama::Template;

use crate::id::SessionId;
use crate::web::{View, filters};

/// Where one is signed in.
#[derive(Template)]
#[template(path = "sessions/index.html")]
pub struct Places {
    pub places: Vec<Place>,
    /// What was refused in this person's name.
    pub refused: Vec<Attempt>,
}

/// One session, in words.
pub struct Place {
    pub id: SessionId,
    pub device: String,
    pub address: String,
    pub since: String,
    pub seen: String,
    pub is_this: bool,
}

/// Somebody was not let in, in words.
pub struct Attempt {
    pub what: String,
    pub address: String,
    pub at: String,
}

impl View for Places {
    fn title(&self) -> String {
        "Your account".into()
    }

    fn lede(&self) -> String {
        "Where you are signed in. End what you do not know, and choose a new password.".into()
    }
}
