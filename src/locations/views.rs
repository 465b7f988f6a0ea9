//! Pages about locations.

use askama::Template;

use crate::access::{Demand, Inside, Right, Section};
use crate::error::Errors;
use crate::id::LocationId;
use crate::web::{View, filters};

use super::forms::LocationForm;
use super::model::Listed;

/// Where everyone lands who may open nothing else: what they may do here, and who can change that.
#[derive(Template)]
#[template(path = "locations/home.html")]
pub struct Home {
    pub here: LocationId,
    pub location: String,
    pub role: String,
    pub rights: Vec<(Section, Vec<String>)>,
    pub is_owner: bool,
    pub card: Option<String>,
    pub ask: Vec<String>,
}

impl View for Home {
    fn title(&self) -> String {
        self.location.clone()
    }

    fn lede(&self) -> String {
        format!("Your role here is {}.", self.role)
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
