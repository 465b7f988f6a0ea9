//! Pages about channels: what is connected, how it is doing, and its settings.

use askama::Template;

use crate::access::{Inside, Right};
use crate::error::Errors;
use crate::outbox::Progress;
use crate::web::{Choice, Crumb, View, filters};

use super::forms::ChannelForm;
use super::model::Kind;

/// Every way to reach people, and how each is doing.
#[derive(Template)]
#[template(path = "channels/index.html")]
pub struct Index {
    pub by: Inside,
    /// Whether mails leave the house.
    pub sends_mail: bool,
    pub sender: String,
    pub channels: Vec<Connected>,
    pub recent: Vec<Message>,
    /// The channel whose test was asked for, and what was typed.
    pub tried: (String, String),
    pub errors: Errors,
}

/// A channel in words. Without facts it is not connected.
pub struct Connected {
    pub kind: Kind,
    pub facts: Vec<(&'static str, String)>,
    /// Why it rests, and until when.
    pub rests: Option<(String, String)>,
}

/// A message that went out lately.
pub struct Message {
    pub way: &'static str,
    pub to: String,
    pub at: String,
    pub progress: Progress,
}

impl Message {
    /// How it is doing, with an icon and a colour.
    pub fn state(&self) -> (String, &'static str, &'static str) {
        match &self.progress {
            Progress::Queued => ("Queued".into(), "clock", ""),
            Progress::Delayed(why) => (format!("Queued, not taken yet. {why}"), "clock", "badge-brass"),
            Progress::Sent => ("Sent".into(), "check", "badge-ok"),
            Progress::Filed => ("Not sent: no mail server".into(), "alert", "badge-brass"),
            Progress::Unknown(why) => (format!("May have arrived. {why}"), "alert", "badge-brass"),
            Progress::Failed(why) => (format!("Not delivered. {why}"), "alert", "badge-bad"),
            Progress::Cancelled => ("Cancelled".into(), "ban", ""),
        }
    }
}

impl Connected {
    pub fn title(&self) -> &'static str {
        match self.kind {
            Kind::Sms => "SMS",
            Kind::Chatbot => "Chatbot",
        }
    }

    /// What it is for, while it is not connected.
    pub fn purpose(&self) -> &'static str {
        match self.kind {
            Kind::Sms => "Connect the SMS aggregator you have an account with, and invitations go to phones as texts.",
            Kind::Chatbot => "Connect WhatsApp Business, and invitations go to phones where no SMS aggregator does it.",
        }
    }
}

impl Index {
    /// What stands in the field of a test.
    pub fn typed(&self, channel: &str) -> &str {
        if self.tried.0 == channel { &self.tried.1 } else { "" }
    }

    /// What is the matter with it.
    pub fn fault(&self, channel: &str) -> &str {
        self.errors.at(&format!("to-{channel}"))
    }
}

impl View for Index {
    fn title(&self) -> String {
        "Channels".into()
    }

    fn lede(&self) -> String {
        "How invitations and codes reach people, and how it went.".into()
    }

    fn section(&self) -> &'static str {
        "Settings"
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// Connecting a channel, or changing how it is reached.
#[derive(Template)]
#[template(path = "channels/edit.html")]
pub struct Edit {
    pub by: Inside,
    pub kind: Kind,
    /// Whether there is something to change.
    pub is_connected: bool,
    pub form: ChannelForm,
    pub errors: Errors,
    pub theirs: Vec<(&'static str, String)>,
}

impl Edit {
    pub fn methods(&self) -> Vec<Choice> {
        ["POST", "GET"].map(|method| Choice::new(method, method, &self.form.method)).to_vec()
    }

    pub fn secret_hint(&self) -> &'static str {
        if self.is_connected {
            "Leave it empty to keep the one there is. It is never shown, and never goes to another server."
        } else {
            "It is kept sealed, and never shown again."
        }
    }

    /// What a message costs is asked in the location's money.
    pub fn priced(&self, what: &str) -> String {
        format!("{what} ({})", self.by.location().currency)
    }
}

impl View for Edit {
    fn title(&self) -> String {
        match (self.is_connected, self.kind) {
            (false, Kind::Sms) => "Connect SMS",
            (false, Kind::Chatbot) => "Connect a chatbot",
            (true, Kind::Sms) => "SMS settings",
            (true, Kind::Chatbot) => "Chatbot settings",
        }
        .into()
    }

    fn lede(&self) -> String {
        match self.kind {
            Kind::Sms => "Texts go out through an account of your own, and your provider sends you the bill.",
            Kind::Chatbot => "Messages go out through your own WhatsApp Business account, as a template Meta approved.",
        }
        .into()
    }

    fn section(&self) -> &'static str {
        "Settings"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new("Channels", format!("/locations/{}/settings/channels", self.by.location().id))]
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
