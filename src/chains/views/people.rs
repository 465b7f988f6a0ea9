//! Chain users: everybody with rights in the chain or at one of its locations.

use askama::Template;

use crate::id::{ChainAccessId, UserId};
use crate::invitations::{Standstill, invite_to_chain};
use crate::web::{Action, View, filters};

use super::super::model::{ChainRight, Within};

/// A filter of the list, with how many it shows.
pub struct Pill {
    pub label: &'static str,
    pub url: String,
    pub count: usize,
    pub is_current: bool,
}

/// A user, in words.
pub struct UserRow {
    pub id: Option<ChainAccessId>,
    pub user: UserId,
    pub name: String,
    pub logins: String,
    /// The chain role; empty for whoever has no chain rights.
    pub role: String,
    pub differs: String,
    pub locations: String,
    pub is_viewer: bool,
    pub may_edit: bool,
    pub may_remove: bool,
}

/// The list.
#[derive(Template)]
#[template(path = "chains/users.html")]
pub struct Users {
    pub by: Within,
    pub rows: Vec<UserRow>,
    pub total: usize,
    /// How many there are without filters.
    pub users: usize,
    pub locations: usize,
    pub search: String,
    pub only: String,
    pub pills: Vec<Pill>,
    pub earlier: Option<String>,
    pub later: Option<String>,
    /// Invitations to the chain that need attention.
    pub open: i64,
    /// Why nobody can be invited now, for whoever may invite.
    pub standstill: Option<Standstill>,
}

impl View for Users {
    fn title(&self) -> String {
        "Chain users".into()
    }

    fn lede(&self) -> String {
        let places = match self.locations {
            1 => "at its location".to_owned(),
            many => format!("at one of its {many} locations"),
        };
        format!(
            "People with rights in {} or {places}. Chain rights come on top of the rights at each location.",
            self.by.chain().name
        )
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn actions(&self) -> Vec<Action> {
        let may_invite = self.by.may(ChainRight::InviteChainUsers) && self.standstill.is_none();
        if may_invite { invite_to_chain(self.by.chain().id.into()) } else { Vec::new() }
    }
}
