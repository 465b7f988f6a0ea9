//! The pages behind a link.

use askama::Template;

use crate::clock;
use crate::error::Errors;
use crate::web::{View, filters};

use super::super::forms::{CodeForm, RegisterForm};
use super::super::model::Link;

/// What every page behind a link shows.
pub struct Offered {
    pub token: String,
    /// The location or the chain, by its name.
    pub location: String,
    /// `the chain Verbena`.
    pub called: String,
    pub is_chain: bool,
    pub role: String,
    pub inviter: String,
    pub until: String,
}

impl Offered {
    pub fn by(link: &Link, token: &str) -> Self {
        Offered {
            token: token.to_owned(),
            location: link.host.name.clone(),
            called: link.host.called(),
            is_chain: link.host.is_chain(),
            role: link.promise.words(),
            inviter: link.invitation.inviter_name.clone(),
            until: clock::with_zone(link.expires_at, link.host.main.zone),
        }
    }

    fn title(&self) -> String {
        format!("Join {}", self.location)
    }
}

/// A contact on the page: fixed when the invitation names it, else for the person to type.
pub struct Known {
    pub value: String,
    pub is_fixed: bool,
    /// What the person will sign in with.
    pub is_proven: bool,
}

impl Known {
    pub fn of(fixed: Option<String>, typed: &str, is_proven: bool) -> Self {
        let is_fixed = fixed.is_some();
        Known { value: fixed.unwrap_or_else(|| typed.to_owned()), is_fixed, is_proven }
    }

    /// What is to be known about it.
    pub fn hint(&self, kind: &str) -> &'static str {
        match (self.is_proven, self.is_fixed, kind) {
            (true, ..) => "The invitation reached you here, so you sign in with it",
            (false, true, _) => "You can sign in with it too, once you have proved it in your account",
            (false, false, "phone") => "With its country code, like +351 912 555 000",
            (false, false, _) => "For letters about your account, once you have proved it",
        }
    }
}

/// Registering, with a way to sign in instead: the page is the same whether an account exists or not.
#[derive(Template)]
#[template(path = "invitations/register.html")]
pub struct Register {
    pub offered: Offered,
    pub email: Known,
    pub phone: Known,
    pub form: RegisterForm,
    pub errors: Errors,
}

impl View for Register {
    fn title(&self) -> String {
        self.offered.title()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// Through a copied link: first a code.
#[derive(Template)]
#[template(path = "invitations/code.html")]
pub struct AskCode {
    pub offered: Offered,
    /// Where the code goes, masked; `None` asks for an address.
    pub goes_to: Option<String>,
    /// A code was sent here.
    pub sent_to: Option<String>,
    pub form: CodeForm,
    pub errors: Errors,
}

impl View for AskCode {
    fn title(&self) -> String {
        self.offered.title()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// Signed in as the right person: one button.
#[derive(Template)]
#[template(path = "invitations/join.html")]
pub struct Join {
    pub offered: Offered,
    pub who: String,
    /// The chain of which they know another location.
    pub sister: Option<String>,
    pub errors: Errors,
}

impl View for Join {
    fn title(&self) -> String {
        self.offered.title()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// Signed in as somebody else: both identities, and nothing happens by itself.
#[derive(Template)]
#[template(path = "invitations/someone_else.html")]
pub struct SomeoneElse {
    pub offered: Offered,
    pub who: String,
    pub invited: String,
    pub way_on: WayOn,
    pub errors: Errors,
}

/// How somebody else could still be the one who was invited.
pub enum WayOn {
    /// They have proved the invited contact: it can be added to their account.
    Add(String),
    /// They have proved it, and it opens the door of another account.
    Taken(String),
    /// A code would prove it. Addresses are masked.
    Prove { goes_to: String, sent_to: Option<String> },
    /// Nothing can be proved from here.
    Ask,
}

impl SomeoneElse {
    /// Whether another account is the only way on from here.
    pub fn switching_is_best(&self) -> bool {
        matches!(self.way_on, WayOn::Taken(_) | WayOn::Ask)
    }
}

impl View for SomeoneElse {
    fn title(&self) -> String {
        "This invitation is for someone else".into()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// The link no longer lets anyone in.
#[derive(Template)]
#[template(path = "invitations/ended.html")]
pub struct Ended {
    pub heading: String,
    pub sentences: Vec<String>,
    /// The token, if a new link can be asked for.
    pub can_ask: Option<String>,
    pub inviter: String,
}

impl View for Ended {
    fn title(&self) -> String {
        self.heading.clone()
    }
}
