//! A row of the Invited tab: what is said of an invitation, and what can be done with it.

use crate::outbox::Progress;

use super::super::model::{Delivery, Listed, State};

/// A row of the tab, in words.
pub struct Row {
    pub listed: Listed,
    /// When the next letter may leave, if it may not leave now.
    pub rests_until: Option<String>,
    pub sent: String,
    pub ends: String,
    pub may_manage: bool,
    /// Whether the inviter could still grant the role.
    pub has_sponsor: bool,
    pub mailbox: bool,
}

impl Row {
    pub fn is_open(&self) -> bool {
        matches!(self.listed.invitation.state, State::Pending | State::Expired | State::Waiting)
            && !self.listed.invitation.replaced
    }

    /// Whether what is offered can be changed: also while somebody waits for what a chain can no longer give.
    pub fn can_be_changed(&self) -> bool {
        self.can_go_again()
            || (self.waits() && !self.listed.promise.is_there && self.listed.invitation.place.chain().is_some())
    }

    pub fn can_go_again(&self) -> bool {
        self.is_open() && self.listed.invitation.state != State::Waiting
    }

    /// Whether it is chosen from, with others.
    pub fn can_be_chosen(&self) -> bool {
        self.may_manage && self.is_open()
    }

    /// Whether somebody else has to stand in for the inviter.
    pub fn is_orphaned(&self) -> bool {
        self.is_open() && !self.has_sponsor
    }

    pub fn waits(&self) -> bool {
        self.listed.invitation.state == State::Waiting
    }

    /// How each message is doing, with the icon and the colour beside it.
    pub fn deliveries(&self) -> Vec<(String, &'static str, &'static str)> {
        if self.listed.deliveries.is_empty() {
            return vec![("Link only: hand it over yourself".into(), "copy", "")];
        }
        self.listed.deliveries.iter().map(|delivery| self.said(delivery)).collect()
    }

    fn said(&self, delivery: &Delivery) -> (String, &'static str, &'static str) {
        let (what, drawing) = match delivery.channel.as_str() {
            "email" => ("Email", "mail"),
            "sms" => ("Text", "phone"),
            _ => ("Chatbot message", "phone"),
        };
        let mailbox = if self.mailbox { ": see the mailbox page" } else { "" };
        let name = &self.listed.invitation.name;
        match &delivery.progress {
            Progress::Queued => (format!("{what} queued"), "clock", ""),
            Progress::Delayed(why) => (format!("{what} queued, not taken yet. {why}"), "clock", "badge-brass"),
            Progress::Sent => (format!("{what} sent"), drawing, ""),
            Progress::Filed => (format!("Not sent: no mail server{mailbox}"), "alert", "badge-brass"),
            Progress::Unknown(why) => {
                (format!("{what} may have arrived. {why} Ask {name} before you invite again."), "alert", "badge-brass")
            }
            Progress::Failed(why) => (format!("{what} not delivered. {why}"), "alert", "badge-bad"),
            Progress::Cancelled => (format!("{what} cancelled"), "ban", ""),
        }
    }

    pub fn state_style(&self) -> &'static str {
        match self.listed.invitation.state {
            State::Waiting => "badge-brass",
            State::Accepted => "badge-ok",
            State::Expired | State::Declined | State::Revoked => "muted",
            State::Pending => "",
        }
    }
}
