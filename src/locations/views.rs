//! Pages about locations.

use askama::Template;

use crate::access::{Demand, Inside, Right, Section};
use crate::calendar::Tile;
use crate::chains::{Deleted, Given};
use crate::closing::Closed;
use crate::error::Errors;
use crate::id::LocationId;
use crate::web::{Crumb, View, filters};

use super::forms::{LocationForm, SubscriptionForm};
use super::model::Listed;

/// Where everyone lands who may open nothing else: what they may do here, and who can change that.
#[derive(Template)]
#[template(path = "locations/home.html")]
pub struct Home {
    pub here: LocationId,
    pub location: String,
    pub role: String,
    /// The chains that let the viewer in, for whoever has no access of their own.
    pub from: String,
    pub rights: Vec<(Section, Vec<String>)>,
    pub is_owner: bool,
    pub card: Option<String>,
    /// Whether the viewer can look at what they assist in.
    pub may_assist: bool,
    /// What is next for the viewer today, where they see the calendar.
    pub today: Option<Vec<Tile>>,
    pub ask: Vec<String>,
}

impl View for Home {
    fn title(&self) -> String {
        self.location.clone()
    }

    fn lede(&self) -> String {
        match self.from.is_empty() {
            true => format!("Your role here is {}.", self.role),
            false => format!("Your role here is {}, from the chain {}.", self.role, self.from),
        }
    }

    fn section(&self) -> &'static str {
        "Home"
    }
}

/// The locations a person can go to.
#[derive(Template)]
#[template(path = "locations/index.html")]
pub struct Index {
    pub locations: Vec<Listed>,
    /// Chains that give this person something.
    pub chains: Vec<Given>,
    /// Chains that this person deleted, or could have.
    pub deleted: Vec<Deleted>,
    pub may_found: bool,
    /// Locations of theirs that are closed.
    pub closed: Vec<Closed>,
    pub may_open: bool,
    /// Where this person is invited to, in words.
    pub invited: String,
}

impl View for Index {
    fn title(&self) -> String {
        "Your locations".into()
    }
}

/// Who needs a second factor at a location.
#[derive(Template)]
#[template(path = "locations/sign_in.html")]
pub struct SignIn {
    pub by: Inside,
    pub demands: Vec<Demand>,
}

impl View for SignIn {
    fn title(&self) -> String {
        "Location settings".into()
    }

    fn lede(&self) -> String {
        "With a second factor, a password alone opens nothing: a code from the person’s phone is asked for as well."
            .into()
    }

    fn section(&self) -> &'static str {
        "Settings"
    }
}

/// What a location has paid for, and who uses it.
#[derive(Template)]
#[template(path = "locations/subscription.html")]
pub struct Subscription {
    pub by: Inside,
    pub form: SubscriptionForm,
    pub errors: Errors,
    /// What somebody else has saved meanwhile: label, theirs.
    pub theirs: Vec<(&'static str, String)>,
    /// What has to be known first, in a sentence.
    pub warning: String,
    pub used: i64,
    pub reserved: usize,
    pub limit: Option<i64>,
    pub paid: Vec<Sitter>,
    pub free: Vec<Sitter>,
}

/// Somebody who uses a seat, or who does not.
pub struct Sitter {
    pub who: String,
    pub role: String,
    pub is_reserved: bool,
    /// The right that makes them paid, or why they are free.
    pub why: String,
    /// Where to change what they are paid for, for whoever may.
    pub url: Option<String>,
}

impl Subscription {
    /// How full it is, in words: `5 of 8 seats used`.
    pub fn fullness(&self) -> String {
        fullness(self.used, self.limit)
    }
}

/// `5 of 8 seats used`.
pub fn fullness(used: i64, limit: Option<i64>) -> String {
    match limit {
        Some(limit) => format!("{used} of {limit} seat{} used", if limit == 1 { "" } else { "s" }),
        None => format!("{used} seat{} used", if used == 1 { "" } else { "s" }),
    }
}

impl View for Subscription {
    fn title(&self) -> String {
        "Location settings".into()
    }

    fn lede(&self) -> String {
        "Whoever can change something uses a paid seat. View only and System manager are free.".into()
    }

    fn section(&self) -> &'static str {
        "Settings"
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// Settings of a location.
#[derive(Template)]
#[template(path = "locations/edit.html")]
pub struct Edit {
    pub by: Inside,
    pub form: LocationForm,
    pub errors: Errors,
    /// What somebody else has saved meanwhile: label, theirs.
    pub theirs: Vec<(&'static str, String)>,
}

impl View for Edit {
    fn title(&self) -> String {
        "Location settings".into()
    }

    fn lede(&self) -> String {
        "The time zone decides when a day ends, and the country how phone numbers are read.".into()
    }

    fn section(&self) -> &'static str {
        "Settings"
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// Another location.
#[derive(Template)]
#[template(path = "locations/new.html")]
pub struct New {
    pub form: LocationForm,
    pub errors: Errors,
}

impl View for New {
    fn title(&self) -> String {
        "Open a location".into()
    }

    fn lede(&self) -> String {
        "You own it, and are on its team list. Everything here can be changed later.".into()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// What closing a location means, said before it is done.
#[derive(Template)]
#[template(path = "locations/closing.html")]
pub struct Closing {
    pub here: LocationId,
    pub name: String,
    pub consequences: Vec<String>,
    /// Why it cannot be closed now.
    pub obstacle: Option<String>,
}

impl View for Closing {
    fn title(&self) -> String {
        format!("Close {}?", self.name)
    }

    fn section(&self) -> &'static str {
        "Settings"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new(&self.name, format!("/locations/{}", self.here))]
    }
}
