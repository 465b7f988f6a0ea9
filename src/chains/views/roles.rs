//! The roles of a chain: for the chain itself, and for its locations.

use askama::Template;

use crate::access::{Board, Effect, Rival};
use crate::error::Errors;
use crate::id::{ChainId, LocationId};
use crate::web::{Choice, Crumb, View, filters};

use super::super::forms::RoleForm;
use super::ChainBoard;

/// The address of the list.
pub fn roles_of(chain: ChainId) -> String {
    format!("/chains/{chain}/roles")
}

fn crumbs(chain: ChainId) -> Vec<Crumb> {
    vec![Crumb::new("Roles of the chain", roles_of(chain))]
}

/// The rights of a role, as its form draws them.
pub enum Boards {
    InChain(ChainBoard),
    AtLocations(Board),
}

/// A role, in words.
pub struct RoleRow {
    /// The address of its page.
    pub here: String,
    pub name: String,
    pub about: String,
    pub rights: usize,
    /// How many people have it, and how many open invitations offer it, in words.
    pub holders: String,
    pub offers: usize,
    pub is_own: bool,
    pub may_edit: bool,
    pub may_delete: bool,
    pub may_copy: bool,
}

/// Both lists.
#[derive(Template)]
#[template(path = "chains/roles.html")]
pub struct Roles {
    pub may_edit: bool,
    /// Heading, what they are for, the address of a new one, and the roles.
    pub parts: Vec<(&'static str, &'static str, String, Vec<RoleRow>)>,
}

impl View for Roles {
    fn title(&self) -> String {
        "Roles of the chain".into()
    }

    fn lede(&self) -> String {
        "Chain roles open the pages of the chain. Roles at locations are what the chain gives people there.".into()
    }

    fn section(&self) -> &'static str {
        "Roles"
    }
}

/// A new role.
#[derive(Template)]
#[template(path = "chains/new_role.html")]
pub struct NewRole {
    pub chain: ChainId,
    /// Where the form goes.
    pub here: String,
    pub title: &'static str,
    pub models: Vec<Choice>,
    pub form: RoleForm,
    pub boards: Boards,
    pub errors: Errors,
}

impl View for NewRole {
    fn title(&self) -> String {
        self.title.into()
    }

    fn lede(&self) -> String {
        "Begin empty, or with the rights of another role. A copy goes its own ways from then on.".into()
    }

    fn section(&self) -> &'static str {
        "Roles"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        crumbs(self.chain)
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// A role, to look at and to change.
#[derive(Template)]
#[template(path = "chains/role.html")]
pub struct RolePage {
    pub chain: ChainId,
    pub here: String,
    pub name: String,
    pub about: String,
    /// Why this viewer cannot change it, in a sentence; empty when they can.
    pub locked: String,
    /// What it holds: for whoever can only look.
    pub held: Vec<String>,
    pub form: RoleForm,
    pub boards: Boards,
    pub rival: Option<Rival>,
    pub may_delete: bool,
    pub errors: Errors,
}

impl RolePage {
    /// Whether the form holds what nobody has saved.
    pub fn is_unsaved(&self) -> bool {
        self.rival.is_some() || !self.errors.is_empty() || self.form.go_on.is_some()
    }
}

impl View for RolePage {
    fn title(&self) -> String {
        format!("Role {}", self.name)
    }

    fn lede(&self) -> String {
        self.about.clone()
    }

    fn section(&self) -> &'static str {
        "Roles"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        crumbs(self.chain)
    }

    fn crumb(&self) -> String {
        self.name.clone()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// What a change of a role means, before it is saved.
#[derive(Template)]
#[template(path = "chains/role_check.html")]
pub struct RoleCheck {
    pub chain: ChainId,
    pub here: String,
    /// The name as it is saved.
    pub name: String,
    pub form: RoleForm,
    /// How many people have it, in words.
    pub people: String,
    pub effect: Effect,
}

impl View for RoleCheck {
    fn title(&self) -> String {
        "What will change".into()
    }

    fn lede(&self) -> String {
        format!("Nothing is saved yet. Look at what the change of {} means, then save it.", self.name)
    }

    fn section(&self) -> &'static str {
        "Roles"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        let mut above = crumbs(self.chain);
        above.push(Crumb::new(&self.name, &self.here));
        above
    }
}

/// Before a role is deleted.
#[derive(Template)]
#[template(path = "chains/role_removal.html")]
pub struct RoleRemoval {
    pub chain: ChainId,
    pub here: String,
    pub name: String,
    pub holders: Vec<String>,
    pub offered: Vec<String>,
    pub replacements: Vec<Choice>,
    /// The number and name of the role that was chosen.
    pub chosen: Option<(String, String)>,
    pub effect: Effect,
    pub errors: Errors,
}

impl RoleRemoval {
    pub fn is_used(&self) -> bool {
        !self.holders.is_empty() || !self.offered.is_empty()
    }

    pub fn roles(&self) -> String {
        roles_of(self.chain)
    }
}

impl View for RoleRemoval {
    fn title(&self) -> String {
        format!("Delete the role {}?", self.name)
    }

    fn section(&self) -> &'static str {
        "Roles"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        crumbs(self.chain)
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// Copying a role to locations: where it can go, and what came of it.
#[derive(Template)]
#[template(path = "chains/copies.html")]
pub struct Copies {
    pub chain: ChainId,
    pub here: String,
    pub name: String,
    pub places: Vec<(LocationId, String)>,
    pub chosen: Vec<LocationId>,
    /// For each location where it was tried: its name, and why not, empty where it was done.
    pub results: Vec<(String, String)>,
    pub errors: Errors,
}

impl Copies {
    pub fn is_chosen(&self, location: &LocationId) -> bool {
        self.chosen.contains(location)
    }
}

impl View for Copies {
    fn title(&self) -> String {
        format!("Copy {} to locations", self.name)
    }

    fn lede(&self) -> String {
        "Each location gets a role of its own. What becomes of this one later does not change the copies.".into()
    }

    fn section(&self) -> &'static str {
        "Roles"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        crumbs(self.chain)
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
