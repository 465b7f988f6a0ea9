//! The pages about the services of a chain.

use askama::Template;

use crate::chains::Within;
use crate::error::Errors;
use crate::id::LocationId;
use crate::web::{Action, Crumb, View, filters};

use super::super::forms::{ChainSearchForm, GivingForm};
use super::super::model;

/// Services of all locations, side by side.
#[derive(Template)]
#[template(path = "services/across.html")]
pub struct Across {
    pub by: Within,
    pub rows: Vec<model::Across>,
    pub form: ChainSearchForm,
    pub next: Option<String>,
}

impl Across {
    /// Where the list begins, from any other page of it.
    pub fn first(&self) -> Option<String> {
        let first = || format!("/chains/{}/services{}", self.by.chain().id, self.form.address(""));
        (!self.form.after.is_empty()).then(first)
    }

    /// Where a service is given and changed.
    pub fn url(&self, title: &str) -> String {
        let title: String = url::form_urlencoded::byte_serialize(title.as_bytes()).collect();
        format!("/chains/{}/services/given?title={title}", self.by.chain().id)
    }
}

impl View for Across {
    fn title(&self) -> String {
        "Services of the chain".into()
    }

    fn lede(&self) -> String {
        "What your locations offer, side by side. The same title is the same service.".into()
    }

    fn section(&self) -> &'static str {
        "Services"
    }

    fn actions(&self) -> Vec<Action> {
        vec![Action::primary("Give a service", "plus", format!("/chains/{}/services/given", self.by.chain().id))]
    }
}

/// A location to tick, and what it has now.
pub struct Tick {
    pub id: LocationId,
    pub name: String,
    pub is_ticked: bool,
    pub means: String,
}

/// A service is given to locations, or changed there.
#[derive(Template)]
#[template(path = "services/give.html")]
pub struct Give {
    pub by: Within,
    pub form: GivingForm,
    pub places: Vec<Tick>,
    pub plan: Option<Planned>,
    pub errors: Errors,
}

impl View for Give {
    fn title(&self) -> String {
        "Give a service to locations".into()
    }

    fn lede(&self) -> String {
        "Where it is there already, its price and duration change. Prices of single team members stay as they are."
            .into()
    }

    fn section(&self) -> &'static str {
        "Services"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new("Services", format!("/chains/{}/services", self.by.chain().id))]
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// What would be done.
pub struct Planned {
    pub sentences: Vec<String>,
    /// At how many locations something would be different.
    pub changes: usize,
}
