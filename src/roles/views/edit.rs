//! The forms of a role: a new one, and one that is changed.

use askama::Template;

use crate::access::{Board, Rival};
use crate::error::Errors;
use crate::id::{LocationId, RoleId};
use crate::web::{Choice, Crumb, View, filters};

use super::super::forms::RoleForm;
use super::crumbs;

/// A new role.
#[derive(Template)]
#[template(path = "roles/new.html")]
pub struct New {
    pub here: LocationId,
    pub form: RoleForm,
    /// What it can be made like.
    pub models: Vec<Choice>,
    /// The name of what it is made like; empty where it begins empty.
    pub model: String,
    pub board: Board,
    pub errors: Errors,
}

impl View for New {
    fn title(&self) -> String {
        "Create a role".into()
    }

    fn lede(&self) -> String {
        "Begin empty, or with the rights of another role. A copy goes its own ways from then on.".into()
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

/// A role, to look at and to change.
#[derive(Template)]
#[template(path = "roles/edit.html")]
pub struct Edit {
    pub here: LocationId,
    pub id: RoleId,
    /// Its name as it is saved.
    pub name: String,
    /// What it is for, or what it was made like.
    pub about: String,
    pub form: RoleForm,
    pub board: Board,
    /// Why this viewer cannot change it, in a sentence; empty when they can.
    pub locked: String,
    /// What it holds, section by section: for whoever can only look.
    pub held: Vec<(&'static str, Vec<String>)>,
    /// The form holds something that is not saved.
    pub is_filled_in: bool,
    pub rival: Option<Rival>,
    pub differs: bool,
    pub may_delete: bool,
    pub errors: Errors,
}

impl View for Edit {
    fn title(&self) -> String {
        format!("Role {}", self.name)
    }

    fn lede(&self) -> String {
        self.about.clone()
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        crumbs(self.here)
    }

    fn crumb(&self) -> String {
        self.name.clone()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
