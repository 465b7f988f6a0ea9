//! What a browser sends about the roles of a chain.

use serde::Deserialize;

use crate::access::{Right, Rights, chosen_rights};
use crate::error::{Error, Errors, Result};
use crate::id::LocationId;
use crate::text;

use super::super::model::{ChainRight, ChainRights, Draft, Grip, Post, Which};

/// A role of either kind: its name, and the rights that are ticked.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RoleForm {
    pub name: String,
    pub right: Vec<String>,
    /// How far rights at locations go.
    pub extent: Vec<String>,
    /// The version that the form was drawn from.
    pub version: i64,
    /// The name of the role that a new one is a copy of.
    pub like: String,
    /// Back to the form from the page that says what will change.
    pub go_on: Option<String>,
}

impl RoleForm {
    /// What is stored, as a form would send it.
    pub fn of(post: &Post) -> Self {
        let mut form = RoleForm { name: post.name.clone(), version: post.version, ..RoleForm::default() };
        match &post.grip {
            Grip::InChain(rights) => form.right = rights.iter().map(|right| right.slug().to_owned()).collect(),
            Grip::AtLocations(rights) => {
                form.right = rights.iter().map(|right| right.slug().to_owned()).collect();
                for (right, extent) in rights.extents() {
                    let nature = right.nature();
                    let scope = nature.has_scope.then(|| extent.scope.slug());
                    let reach = nature.reaches_back.then(|| extent.reach.slug());
                    form.extent.extend(scope.into_iter().chain(reach).map(|slug| format!("{}:{slug}", right.slug())));
                }
            }
        }
        form
    }

    pub fn parse(&self, which: Which) -> Result<Draft> {
        let mut errors = Errors::none();
        let name = text::name("name", "the name", &self.name, "Enter a name for the role", &mut errors);
        let grip = match which {
            Which::InChain(_) => {
                if self.right.iter().any(|slug| ChainRight::from_slug(slug).is_none()) || !self.extent.is_empty() {
                    errors.add("rights", UNKNOWN);
                }
                Grip::InChain(self.chain_rights())
            }
            Which::AtLocations(_) => match chosen_rights(&self.right, &self.extent) {
                Ok(rights) => Grip::AtLocations(rights),
                Err(Error::Invalid(more)) => {
                    errors.extend(more);
                    Grip::AtLocations(Rights::default())
                }
                Err(other) => return Err(other),
            },
        };
        errors.or(Draft { name, grip })
    }

    /// The ticked chain rights, as far as Parlour knows them.
    pub fn chain_rights(&self) -> ChainRights {
        self.right.iter().filter_map(|slug| ChainRight::from_slug(slug)).collect()
    }

    /// The ticked rights at locations, as far as Parlour knows them.
    pub fn rights(&self) -> Rights {
        let known: Vec<String> = self.right.iter().filter(|slug| Right::from_slug(slug).is_some()).cloned().collect();
        chosen_rights(&known, &self.extent).or_else(|_| chosen_rights(&known, &[])).unwrap_or_default()
    }
}

const UNKNOWN: &str = "This page names a right that Parlour does not know. Load it again, then choose once more";

/// Deleting a role: which one its people and invitations get instead.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RemovalForm {
    pub replacement: String,
}

impl RemovalForm {
    /// `None` where nothing was chosen.
    pub fn parse(&self, which: Which) -> Result<Option<Which>> {
        let unknown = || Error::on("replacement", "Choose one of the roles of this chain");
        match (self.replacement.as_str(), which) {
            ("", _) => Ok(None),
            (chosen, Which::InChain(_)) => chosen.parse().map(Which::InChain).map(Some).map_err(|_| unknown()),
            (chosen, Which::AtLocations(_)) => chosen.parse().map(Which::AtLocations).map(Some).map_err(|_| unknown()),
        }
    }
}

/// The locations that get a copy of a role.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CopiesForm {
    pub location: Vec<LocationId>,
}
