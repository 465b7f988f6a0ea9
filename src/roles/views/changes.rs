//! What will change, said before it does: another role, or one role less.

use askama::Template;

use crate::error::Errors;
use crate::id::{LocationId, RoleId};
use crate::web::{Choice, Crumb, View, filters};

use super::super::forms::RoleForm;
use super::{Told, crumbs, roles_of};

/// What a change of a role means.
#[derive(Template)]
#[template(path = "roles/changes.html")]
pub struct Changes {
    pub here: LocationId,
    pub id: RoleId,
    /// The name as it is saved.
    pub name: String,
    pub form: RoleForm,
    /// How many people have the role.
    pub people: usize,
    pub told: Vec<Told>,
    pub is_possible: bool,
    pub errors: Errors,
}

impl View for Changes {
    fn title(&self) -> String {
        "What will change".into()
    }

    fn lede(&self) -> String {
        format!("Nothing is saved yet. Look at what the change of {} means, then save it.", self.name)
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        let mut above = crumbs(self.here);
        above.push(Crumb::new(&self.name, format!("{}/{}", roles_of(self.here), self.id)));
        above
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// Before a role is deleted.
#[derive(Template)]
#[template(path = "roles/remove.html")]
pub struct Remove {
    pub here: LocationId,
    pub id: RoleId,
    pub name: String,
    pub holders: Vec<String>,
    pub offered: Vec<String>,
    /// What its people and invitations can get instead. Nothing is chosen beforehand.
    pub replacements: Vec<Choice>,
    /// The role that was chosen, by its number and name, and what that means.
    pub chosen: Option<(RoleId, String)>,
    pub told: Vec<Told>,
    pub is_possible: bool,
    pub errors: Errors,
}

impl Remove {
    pub fn is_used(&self) -> bool {
        !self.holders.is_empty() || !self.offered.is_empty()
    }
}

impl View for Remove {
    fn title(&self) -> String {
        format!("Delete the role {}?", self.name)
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        crumbs(self.here)
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
