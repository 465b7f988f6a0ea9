//! The pages about invitations, on the inner side of the door.

mod chain;
mod inbox;
mod joining;
mod list;
mod row;

use askama::Template;

use crate::access::{Inside, Right};
use crate::channels::Phones;
use crate::error::Errors;
use crate::id::{InvitationId, LocationId, Place};
use crate::web::{Action, Choice, Crumb, View, filters};

use super::forms::{ChangeForm, InviteForm, InviteRow};
use super::model::{Host, Standstill, State};

pub use chain::{Add, Amend, Reach, Reached, invite_to_chain};
pub use inbox::Inbox;
pub use joining::{AskCode, Ended, Join, Known, Offered, Register, SomeoneElse, WayOn};
pub use list::{Drawing, List};
pub use row::Row;

fn users_of(here: LocationId) -> String {
    format!("/locations/{here}/users")
}

fn invited_of(here: LocationId) -> String {
    format!("/locations/{here}/invitations")
}

/// The Invited tab.
#[derive(Template)]
#[template(path = "invitations/index.html")]
pub struct Index {
    pub host: Host,
    pub may_invite: bool,
    /// Why nobody can be invited now, if that is so.
    pub standstill: Option<Standstill>,
    pub rows: Vec<Row>,
    pub total: i64,
    pub open: i64,
    pub users: i64,
    pub roles: i64,
    pub search: String,
    pub show: &'static str,
    pub filters: Vec<Filter>,
    pub first: Option<String>,
    pub next: Option<String>,
}

/// A state to filter by, and how many are in it.
pub struct Filter {
    pub url: String,
    pub label: &'static str,
    pub count: i64,
    pub is_current: bool,
}

impl Index {
    pub fn here(&self) -> Place {
        self.host.place
    }

    /// Whether there is anything to do with several at once.
    pub fn can_choose(&self) -> bool {
        self.rows.iter().any(Row::can_be_chosen)
    }

    pub fn has_orphans(&self) -> bool {
        self.rows.iter().any(|row| row.can_be_chosen() && row.is_orphaned())
    }
}

impl View for Index {
    fn title(&self) -> String {
        "Users".into()
    }

    fn lede(&self) -> String {
        "People you have invited stay here until they accept.".into()
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn actions(&self) -> Vec<Action> {
        match self.here() {
            _ if !self.may_invite => Vec::new(),
            Place::Location(_) => vec![invite_users(self.here())],
            Place::Chain(_) => invite_to_chain(self.here()),
        }
    }
}

fn invite_users(here: Place) -> Action {
    Action::primary("Invite users", "plus", format!("{here}/invitations/new"))
}

/// The button that invites, for whoever may.
pub fn invite_action(by: &Inside) -> Vec<Action> {
    if by.may(Right::InviteUsers) { vec![invite_users(by.location().id.into())] } else { Vec::new() }
}

/// Inviting several people.
#[derive(Template)]
#[template(path = "invitations/new.html")]
pub struct New {
    pub here: LocationId,
    pub phones: Phones,
    pub rows: Vec<Person>,
    /// Whether there are cards to choose from.
    pub has_cards: bool,
    pub form: InviteForm,
    pub languages: Vec<Choice>,
    pub errors: Errors,
    /// What was sent although other rows could not be.
    pub sent: String,
}

/// A row of the form, with its own lists of roles and of cards that are free.
pub struct Person {
    pub typed: InviteRow,
    pub roles: Vec<Choice>,
    pub cards: Vec<Choice>,
}

impl New {
    pub fn error(&self, field: &str, number: &usize) -> &str {
        self.errors.at(&format!("{field}-{number}"))
    }
}

impl View for New {
    fn title(&self) -> String {
        "Invite users".into()
    }

    fn lede(&self) -> String {
        "Each person gets a link of their own. Someone who already uses Parlour keeps their account: \
         use the email or the phone number they sign in with."
            .into()
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new("Users", users_of(self.here)), Crumb::new("Invited", invited_of(self.here))]
    }

    fn actions(&self) -> Vec<Action> {
        vec![Action::plain("Paste or upload a list", "plus", format!("{}/list", invited_of(self.here)))]
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// Changing an invitation that is still open.
#[derive(Template)]
#[template(path = "invitations/edit.html")]
pub struct Edit {
    pub here: LocationId,
    pub id: InvitationId,
    pub name: String,
    pub contact: String,
    pub form: ChangeForm,
    pub roles: Vec<Choice>,
    pub cards: Vec<Choice>,
    pub errors: Errors,
}

impl View for Edit {
    fn title(&self) -> String {
        format!("Invitation to {}", self.name)
    }

    fn lede(&self) -> String {
        format!("It is for {}. Another contact gets a new link, and the earlier ones stop working.", self.contact)
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new("Users", users_of(self.here)), Crumb::new("Invited", invited_of(self.here))]
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// A link to hand over, shown once.
#[derive(Template)]
#[template(path = "invitations/link.html")]
pub struct Copied {
    pub here: Place,
    pub name: String,
    pub link: String,
    /// How long it works, with the zone named.
    pub until: String,
}

impl View for Copied {
    fn title(&self) -> String {
        format!("A link for {}", self.name)
    }

    fn lede(&self) -> String {
        format!("Hand it over yourself. It is shown only now, and works until {}.", self.until)
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![
            Crumb::new("Users", format!("{}/users", self.here)),
            Crumb::new("Invited", format!("{}/invitations", self.here)),
        ]
    }
}
