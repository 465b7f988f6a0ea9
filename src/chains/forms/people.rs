//! What a browser sends about the people of a chain.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::error::{Errors, Result};
use crate::id::{ChainId, LocationId, RoleId};
use crate::paging::{numbered, query};

use super::super::model::{ChainAccess, ChainRight, ChainRights, ChainRole, Somebody, Terms};

/// What somebody is to be in a chain and at its locations.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AccessForm {
    /// The chain role; empty for no chain rights.
    pub role: String,
    /// The chain role whose rights were shown and could be ticked. With another one, exactly its rights are meant.
    pub board: String,
    pub right: Vec<String>,
    /// The role at all locations, also at future ones; empty for none.
    pub everywhere: String,
    /// A role at one location, like `12:34`; `12:` where it is as at all locations.
    pub at: Vec<String>,
    pub version: i64,
    /// What the button was for, where there are several.
    #[serde(rename = "do")]
    pub wish: Option<String>,
}

impl AccessForm {
    /// What is stored of somebody, as a form would send it.
    pub fn of(access: &ChainAccess) -> Self {
        let role = access.held.as_ref().map(|held| held.role.id.to_string()).unwrap_or_default();
        let rights = access.held.as_ref().map(|held| held.rights).unwrap_or_default();
        AccessForm {
            board: role.clone(),
            role,
            right: rights.iter().map(|right| right.slug().to_owned()).collect(),
            everywhere: access.everywhere.as_ref().map(|role| role.id.to_string()).unwrap_or_default(),
            at: access.at.iter().map(|(location, role)| format!("{location}:{}", role.id)).collect(),
            version: access.version,
            wish: None,
        }
    }

    pub fn parse(&self) -> Result<Terms> {
        let mut errors = Errors::none();
        let role = match self.role.as_str() {
            "" => None,
            chosen => match chosen.parse() {
                Ok(id) => Some((id, (self.board == self.role).then(|| self.ticked(&mut errors)))),
                Err(_) => {
                    errors.add("role", "Choose one of the chain roles of this chain");
                    None
                }
            },
        };
        let everywhere = match self.everywhere.as_str() {
            "" => None,
            chosen => chosen.parse().map_err(|_| errors.add("everywhere", OF_THIS_CHAIN)).ok(),
        };
        let at = self.places(&mut errors);
        errors.or(Terms { role, everywhere, at })
    }

    fn places(&self, errors: &mut Errors) -> BTreeMap<LocationId, RoleId> {
        let mut at = BTreeMap::new();
        for pair in &self.at {
            let (location, role) = pair.split_once(':').unwrap_or((pair, "?"));
            match (location.parse(), role) {
                (Ok(_), "") => {}
                (Ok(location), role) => match role.parse() {
                    Ok(role) => drop(at.insert(location, role)),
                    Err(_) => errors.add(format!("at-{location}"), OF_THIS_CHAIN),
                },
                (Err(_), _) => errors.add("everywhere", "Choose only locations of this chain"),
            }
        }
        at
    }

    fn ticked(&self, errors: &mut Errors) -> ChainRights {
        let known = |slug: &String| ChainRight::from_slug(slug);
        if self.right.iter().any(|slug| known(slug).is_none()) {
            errors.add(
                "rights",
                "This page names a right that Parlour does not know. Load it again, then choose once more",
            );
        }
        self.right.iter().filter_map(known).collect()
    }

    /// The chain rights as far as they can be read: for drawing the form again.
    pub fn chosen(&self, role: &ChainRole) -> ChainRights {
        match self.board == role.id.to_string() {
            true => self.ticked(&mut Errors::none()),
            false => role.rights,
        }
    }

    /// The role that is chosen for one location.
    pub fn at(&self, location: LocationId) -> &str {
        let of_it = |pair: &String| pair.split_once(':').is_some_and(|(one, _)| one == location.to_string());
        self.at.iter().find(|pair| of_it(pair)).and_then(|pair| pair.split_once(':')).map_or("", |(_, role)| role)
    }

    pub fn wishes(&self, wish: &str) -> bool {
        self.wish.as_deref() == Some(wish)
    }
}

const OF_THIS_CHAIN: &str = "Choose one of the roles of this chain";

/// Whom the list of users shows, as its address says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PeopleQuery {
    pub search: String,
    /// `rights` for those with chain rights, `one` for those at one location.
    pub only: String,
    page: usize,
}

impl PeopleQuery {
    pub fn page(&self) -> usize {
        self.page.min(100_000)
    }

    /// Whether one of the pills shows somebody.
    pub fn is_of(only: &str, somebody: &Somebody) -> bool {
        match only {
            "rights" => somebody.has_chain_rights(),
            "one" => somebody.locations.len() == 1,
            _ => true,
        }
    }

    /// The address of a page with the same search.
    pub fn address(&self, chain: ChainId, only: &str, page: usize) -> String {
        format!(
            "/chains/{chain}/users{}",
            query(&[("search", &self.search), ("only", only), ("page", &numbered(page))])
        )
    }
}
