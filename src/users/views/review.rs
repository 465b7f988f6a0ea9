//! The page that says what to look at again: who is gone, who never answered, who could be impersonated.

use askama::Template;

use crate::access::Inside;
use crate::id::LocationId;
use crate::web::{Crumb, View, filters};

use super::Tabs;

/// The access review.
#[derive(Template)]
#[template(path = "users/review.html")]
pub struct Review {
    pub by: Inside,
    pub tabs: Tabs,
    /// The day of the review, for the printed page.
    pub today: String,
    pub lists: Vec<Concern>,
}

/// One kind of thing to look at.
pub struct Concern {
    pub id: &'static str,
    pub title: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// What is said when there is nothing.
    pub nothing: &'static str,
    /// What the second column says.
    pub column: &'static str,
    pub rows: Vec<ConcernRow>,
}

/// Somebody to look at, and the next step for whoever may take it.
pub struct ConcernRow {
    pub name: String,
    pub role: String,
    pub said: String,
    /// Label and address.
    pub step: Option<(&'static str, String)>,
}

impl Review {
    pub fn here(&self) -> LocationId {
        self.by.location().id
    }
}

impl View for Review {
    fn title(&self) -> String {
        "Access review".into()
    }

    fn lede(&self) -> String {
        format!("What is worth a look every few months at {}, as of {}.", self.by.location().name, self.today)
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new("Users", format!("/locations/{}/users", self.here()))]
    }
}
