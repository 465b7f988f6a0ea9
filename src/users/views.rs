//! The pages about users.

use askama::Template;

use crate::access::{Inside, Right};
use crate::error::Errors;
use crate::id::{AccessId, LocationId};
use crate::invitations::invite_action;
use crate::team::Leaving;
use crate::web::{Action, Choice, Crumb, View, filters};

/// The Users tab.
#[derive(Template)]
#[template(path = "users/index.html")]
pub struct Index {
    pub by: Inside,
    pub rows: Vec<Row>,
    pub total: i64,
    pub open: i64,
    pub roles: i64,
    pub earlier: Option<String>,
    pub later: Option<String>,
}

/// A user, in words.
pub struct Row {
    pub id: AccessId,
    pub name: String,
    pub logins: String,
    pub role: String,
    /// The last day of the access.
    pub until: Option<String>,
    /// Their card: label and address.
    pub card: Option<(String, String)>,
    pub signed_in: String,
    pub is_viewer: bool,
    pub has_second_factor: bool,
    pub may_end_sessions: bool,
    pub may_edit: bool,
    pub may_remove: bool,
}

impl Index {
    pub fn here(&self) -> LocationId {
        self.by.location().id
    }
}

impl View for Index {
    fn title(&self) -> String {
        "Users".into()
    }

    fn lede(&self) -> String {
        format!("People who can sign in at {}.", self.by.location().name)
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn actions(&self) -> Vec<Action> {
        invite_action(&self.by)
    }
}

/// A role to choose, with what it is for.
pub struct RoleChoice {
    pub choice: Choice,
    pub purpose: &'static str,
    pub rights: Vec<&'static str>,
}

/// Changing the role of a user.
#[derive(Template)]
#[template(path = "users/edit.html")]
pub struct Edit {
    pub here: LocationId,
    pub id: AccessId,
    pub name: String,
    pub version: i64,
    pub ends_on: String,
    pub roles: Vec<RoleChoice>,
    pub errors: Errors,
}

impl View for Edit {
    fn title(&self) -> String {
        format!("Access of {}", self.name)
    }

    fn lede(&self) -> String {
        "What you change counts from their next click on.".into()
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new("Users", format!("/locations/{}/users", self.here))]
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// Where a user of the location is signed in.
#[derive(Template)]
#[template(path = "users/sessions.html")]
pub struct Sessions {
    pub here: LocationId,
    pub id: AccessId,
    pub name: String,
    /// Device, signed in, last seen.
    pub places: Vec<(String, String, String)>,
}

impl View for Sessions {
    fn title(&self) -> String {
        format!("Sessions of {}", self.name)
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new("Users", format!("/locations/{}/users", self.here))]
    }
}

/// Before a second factor that its owner has lost is removed.
#[derive(Template)]
#[template(path = "users/lost_factor.html")]
pub struct LostFactor {
    pub here: LocationId,
    pub id: AccessId,
    pub name: String,
    pub is_on: bool,
}

impl View for LostFactor {
    fn title(&self) -> String {
        format!("Remove the second factor of {}?", self.name)
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new("Users", format!("/locations/{}/users", self.here))]
    }
}

/// Before access is removed.
#[derive(Template)]
#[template(path = "users/remove.html")]
pub struct Remove {
    pub here: LocationId,
    pub id: AccessId,
    pub name: String,
    pub leaving: Leaving,
}

impl View for Remove {
    fn title(&self) -> String {
        format!("Remove the access of {}?", self.name)
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new("Users", format!("/locations/{}/users", self.here))]
    }
}

/// One's own account.
#[derive(Template)]
#[template(path = "users/account.html")]
pub struct Account {
    pub name: String,
    pub logins: Vec<String>,
    pub languages: Vec<Choice>,
    pub themes: Vec<Choice>,
    pub errors: Errors,
}

impl View for Account {
    fn title(&self) -> String {
        "Your account".into()
    }

    fn lede(&self) -> String {
        format!("You sign in with {}.", self.logins.join(" or "))
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// One's own password.
#[derive(Template)]
#[template(path = "users/password.html")]
pub struct Password {
    pub sessions: usize,
    pub has_second_factor: bool,
    pub errors: Errors,
}

impl View for Password {
    fn title(&self) -> String {
        "Your account".into()
    }

    fn lede(&self) -> String {
        "What keeps others out of your account.".into()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
