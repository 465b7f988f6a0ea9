//! The page of one's own open invitations.

use askama::Template;

use crate::clock;
use crate::web::{View, filters};

use super::super::model::Received;

/// Everything a person could join now.
#[derive(Template)]
#[template(path = "invitations/inbox.html")]
pub struct Inbox {
    pub received: Vec<Received>,
}

impl Received {
    /// Until when, as the people of the location read it.
    pub fn until(&self) -> String {
        clock::with_zone(self.invitation.expires_at, self.host.main.zone)
    }
}

impl View for Inbox {
    fn title(&self) -> String {
        "Your invitations".into()
    }

    fn lede(&self) -> String {
        "Sent to an email address or a phone number of yours. You can join or decline each of them here.".into()
    }
}
