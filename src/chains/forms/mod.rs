//! What a browser sends about a chain.

mod people;
mod roles;

use serde::Deserialize;

use crate::error::{Errors, Result};
use crate::id::LocationId;
use crate::text;

pub use people::{AccessForm, PeopleQuery};
pub use roles::{CopiesForm, RemovalForm, RoleForm};

/// A new chain, or its details.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChainForm {
    pub name: String,
    /// The locations, where a chain is made of them.
    pub location: Vec<LocationId>,
    pub main: String,
    pub version: i64,
}

/// A location that is to be added.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AddForm {
    pub location: String,
}

/// A location that moves.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceForm {
    pub location: LocationId,
    /// The location to stand before; empty for the end.
    pub before: String,
}

impl ChainForm {
    /// The name and the main location of a chain that is there.
    pub fn parse(&self) -> Result<(String, LocationId)> {
        let mut errors = Errors::none();
        let name = self.name(&mut errors);
        let main = self.main.parse();
        if main.is_err() {
            errors.add("main", "Choose the main location");
        }
        errors.or(())?;
        Ok((name, main.unwrap_or(LocationId(0))))
    }

    /// A new chain: without a choice, its first location is the main one.
    pub fn parse_new(&self) -> Result<(String, Vec<LocationId>, LocationId)> {
        let mut errors = Errors::none();
        let name = self.name(&mut errors);
        let mut locations = self.location.clone();
        locations.sort();
        locations.dedup();
        let main = self.main.parse().ok().or(locations.first().copied());
        if main.is_none() {
            errors.add("location", "Choose at least one location");
        }
        errors.or(())?;
        Ok((name, locations, main.unwrap_or(LocationId(0))))
    }

    fn name(&self, errors: &mut Errors) -> String {
        text::name("name", "The name", &self.name, "Enter a name for the chain", errors)
    }
}
