//! The pages about users.

use askama::Template;

use crate::access::{Inside, Right};
use crate::error::Errors;
use crate::id::{AccessId, LocationId, UserId};
use crate::invitations::invite_action;
use crate::team::Leaving;
use crate::web::{Action, Choice, Crumb, View, filters};

mod matrix;
mod review;
mod rights;
mod several;
mod why;

pub use matrix::{Matrix, MatrixRow, only_choices, words};
pub use review::{Concern, ConcernRow, Review};
pub use rights::{Check, Rights, RoleChoice};
pub use several::{Changes, Plan, Removals, Results, Will};
pub use why::{Reason, Why};

/// The tabs above the pages about users, with their numbers.
pub struct Tabs {
    pub users: i64,
    pub open: i64,
    pub roles: i64,
}

/// The Users tab.
#[derive(Template)]
#[template(path = "users/index.html")]
pub struct Index {
    pub by: Inside,
    pub tabs: Tabs,
    pub rows: Vec<Row>,
    pub total: usize,
    pub search: String,
    pub roles: Vec<Choice>,
    pub only: Vec<Choice>,
    /// How many seats are used, for whoever may see the subscription.
    pub seats: Option<String>,
    pub earlier: Option<String>,
    pub later: Option<String>,
}

/// A user, in words.
pub struct Row {
    /// Their own access here; none for whoever is here through a chain alone.
    pub id: Option<AccessId>,
    pub user: UserId,
    pub name: String,
    pub logins: String,
    pub role: String,
    /// The chains from which they come as well, in words.
    pub from: String,
    /// How much is not as the role says, in words.
    pub differs: String,
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

    /// Whether there is anybody to do something with.
    pub fn can_choose(&self) -> bool {
        self.rows.iter().any(|row| row.may_edit || row.may_remove)
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
