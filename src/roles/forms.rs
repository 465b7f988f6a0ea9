//! What a browser sends about roles.

use serde::Deserialize;

use crate::access::{Right, Rights, chosen_rights};
use crate::error::{Error, Errors, Result};
use crate::id::RoleId;
use crate::text;

use super::model::{Draft, Import};

/// A role: its name, and the rights that are ticked.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleForm {
    pub name: String,
    #[serde(default)]
    pub right: Vec<String>,
    #[serde(default)]
    pub extent: Vec<String>,
    /// The version that the form was drawn from.
    #[serde(default)]
    pub version: i64,
    /// The role that a new one is made like.
    #[serde(default)]
    pub like: String,
    /// Back to the form from the page that says what will change.
    #[serde(default)]
    pub go_on: Option<String>,
}

impl RoleForm {
    pub fn of(name: &str, rights: &Rights, version: i64) -> Self {
        let extents = rights.extents().filter(|(right, _)| right.nature().has_extent());
        let narrowing = |right: Right, slug: String| format!("{}:{slug}", right.slug());
        RoleForm {
            name: name.to_owned(),
            right: rights.iter().map(|right| right.slug().to_owned()).collect(),
            extent: extents
                .flat_map(|(right, extent)| {
                    let nature = right.nature();
                    let scope = nature.has_scope.then(|| narrowing(right, extent.scope.slug()));
                    let reach = nature.reaches_back.then(|| narrowing(right, extent.reach.slug()));
                    scope.into_iter().chain(reach)
                })
                .collect(),
            version,
            ..RoleForm::default()
        }
    }

    pub fn parse(&self) -> Result<Draft> {
        let mut errors = Errors::none();
        let name = text::name("name", "the name", &self.name, "Enter a name for the role", &mut errors);
        match chosen_rights(&self.right, &self.extent) {
            Ok(rights) => errors.or(Draft { name, rights }),
            Err(Error::Invalid(more)) => {
                errors.extend(more);
                Err(Error::Invalid(errors))
            }
            Err(other) => Err(other),
        }
    }

    /// What was ticked, as far as Parlour knows it: for drawing the form again.
    pub fn ticked(&self) -> Rights {
        let known: Vec<String> = self.right.iter().filter(|slug| Right::from_slug(slug).is_some()).cloned().collect();
        chosen_rights(&known, &self.extent).or_else(|_| chosen_rights(&known, &[])).unwrap_or_default()
    }

    /// The role that the new one is made like, if any.
    pub fn model(&self) -> Option<RoleId> {
        self.like.parse().ok()
    }
}

/// Deleting a role: which one its people and invitations get instead.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RemovalForm {
    pub replacement: String,
}

impl RemovalForm {
    /// `None` where nothing was chosen.
    pub fn parse(&self) -> Result<Option<RoleId>> {
        match self.replacement.as_str() {
            "" => Ok(None),
            chosen => chosen
                .parse()
                .map(Some)
                .map_err(|_| Error::on("replacement", "Choose one of the roles of this location")),
        }
    }
}

/// A file of roles, pasted or uploaded, and the roles as they were when its plan was shown.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ImportForm {
    pub text: String,
    pub file: String,
    pub seen: Vec<String>,
}

impl ImportForm {
    pub fn text(&self) -> &str {
        if self.file.trim().is_empty() { &self.text } else { &self.file }
    }

    pub fn import(&self) -> Import {
        let seen = |pair: &String| {
            let (role, version) = pair.split_once(':')?;
            Some((role.parse().ok()?, version.parse().ok()?))
        };
        Import { seen: self.seen.iter().filter_map(seen).collect() }
    }
}
