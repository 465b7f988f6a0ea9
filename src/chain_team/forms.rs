//! What a browser sends about the team of a chain.

use std::fmt::Display;
use std::str::FromStr;

use serde::Deserialize;

use crate::appointments::PartingForm;
use crate::error::{Errors, Result};
use crate::id::{ChainPositionId, LocationId};
use crate::paging::query;
use crate::text;

use super::model::{ChainCard, ChainPosition, FIELDS, Key, Picks, Profile};

/// Searching, a page at a time.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SearchForm {
    pub search: String,
    /// A card.
    pub after: String,
}

impl SearchForm {
    pub fn after<K: FromStr>(&self) -> Option<K> {
        self.after.parse().ok()
    }

    /// The same search behind a card.
    pub fn address(&self, after: impl Display) -> String {
        query(&[("search", &self.search), ("after", &after.to_string())])
    }

    /// Where the list begins, from any other page of it.
    pub fn first(&self, list: &str) -> Option<String> {
        (!self.after.is_empty()).then(|| format!("{list}{}", self.address("")))
    }
}

/// A card, new or changed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardForm {
    pub name: String,
    #[serde(default)]
    pub specialization: String,
    #[serde(default)]
    pub position: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub email: String,
    /// Where a new card is valid.
    #[serde(default)]
    pub location: Vec<LocationId>,
    #[serde(default)]
    pub version: i64,
}

impl CardForm {
    pub fn of(card: &ChainCard) -> Self {
        let Profile { name, specialization, position, description, phone, email } = card.profile.clone();
        let position = position.map(|id| id.to_string()).unwrap_or_default();
        let version = card.version;
        CardForm { name, specialization, position, description, phone, email, version, location: Vec::new() }
    }

    pub fn parse(&self) -> Result<Profile> {
        let mut errors = Errors::none();
        let position: Option<ChainPositionId> = self.position.parse().ok();
        if position.is_none() && !self.position.is_empty() {
            errors.add("position", "Choose one of the positions of this chain");
        }
        let profile = Profile {
            name: text::name("name", "the name", &self.name, "Enter a name", &mut errors),
            specialization: text::line("specialization", "the specialization", &self.specialization, 120, &mut errors),
            position,
            description: text::lines("description", "the description", &self.description, 2000, &mut errors),
            phone: text::line("phone", "the phone number", &self.phone, 40, &mut errors),
            email: text::line("email", "the email address", &self.email, 254, &mut errors),
        };
        errors.or(profile)
    }
}

/// Where a card is valid.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlacesForm {
    #[serde(default)]
    pub location: Vec<LocationId>,
    /// Where something is to come, and what becomes of it when the card goes: in the same order.
    #[serde(default)]
    pub at: Vec<LocationId>,
    #[serde(default)]
    pub appointments: Vec<String>,
    #[serde(default)]
    pub assistances: Vec<String>,
    pub version: i64,
}

impl PlacesForm {
    /// What was chosen for a location.
    pub fn parting(&self, location: LocationId) -> PartingForm {
        let Some(row) = self.at.iter().position(|at| *at == location) else { return PartingForm::default() };
        let typed = |all: &[String]| all.get(row).cloned().unwrap_or_default();
        PartingForm::brief(&typed(&self.appointments), &typed(&self.assistances))
    }
}

/// A position of the chain.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PositionForm {
    pub title: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub location: Vec<LocationId>,
}

impl PositionForm {
    pub fn of(position: &ChainPosition) -> Self {
        let ChainPosition { title, description, places, .. } = position.clone();
        PositionForm { title, description, location: places }
    }

    pub fn parse(&self) -> Result<(String, String)> {
        let mut errors = Errors::none();
        let title = text::name("title", "the title", &self.title, "Enter a title", &mut errors);
        let description = text::line("description", "the description", &self.description, 300, &mut errors);
        errors.or((title, description))
    }
}

/// Cards that are to become one, and whose value wins.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MergeForm {
    pub card: Vec<String>,
    pub name: usize,
    pub specialization: usize,
    pub position: usize,
    pub description: usize,
    pub phone: usize,
    pub email: usize,
}

impl MergeForm {
    pub fn keys(&self) -> Vec<Key> {
        self.card.iter().filter_map(|typed| typed.parse().ok()).collect()
    }

    /// In the order of `FIELDS`.
    pub fn picks(&self) -> Picks {
        let picks = [self.name, self.specialization, self.position, self.description, self.phone, self.email];
        debug_assert_eq!(picks.len(), FIELDS.len());
        picks
    }
}
