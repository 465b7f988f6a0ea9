//! The pages about invitations, on both sides of the door.

use askama::Template;

use crate::access::{Inside, Right};
use crate::error::{Errors, Fault};
use crate::id::{InvitationId, LocationId};
use crate::web::{Action, Choice, Crumb, View, filters};

use super::forms::{CodeForm, InviteRow, RegisterForm};
use super::model::{Delivery, Link, Listed, State};

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
    pub by: Inside,
    pub rows: Vec<Row>,
    pub total: i64,
    pub open: i64,
    pub users: i64,
    pub search: String,
    pub show: &'static str,
    pub filters: Vec<Choice>,
    pub earlier: Option<String>,
    pub later: Option<String>,
}

/// A row of the tab, in words.
pub struct Row {
    pub listed: Listed,
    pub sent: String,
    pub ends: String,
    pub may_manage: bool,
    pub mailbox: bool,
}

impl Row {
    pub fn is_open(&self) -> bool {
        matches!(self.listed.invitation.state, State::Pending | State::Expired | State::Waiting)
            && !self.listed.invitation.replaced
    }

    pub fn can_go_again(&self) -> bool {
        self.is_open() && self.listed.invitation.state != State::Waiting
    }

    pub fn waits(&self) -> bool {
        self.listed.invitation.state == State::Waiting
    }

    /// How the newest letter is doing, and the icon beside it.
    pub fn delivery(&self) -> (String, &'static str, &'static str) {
        use crate::outbox::Progress;
        let mailbox = if self.mailbox { ": see the mailbox page" } else { "" };
        match &self.listed.delivery {
            Delivery::ByHand => ("Link only: hand it over yourself".into(), "copy", ""),
            Delivery::Letter(Progress::Queued) => ("Email queued".into(), "clock", ""),
            Delivery::Letter(Progress::Sent) => ("Email sent".into(), "mail", ""),
            Delivery::Letter(Progress::Filed) => (format!("Not sent: no mail server{mailbox}"), "alert", "badge-brass"),
            Delivery::Letter(Progress::Failed(why)) => (format!("Email not delivered. {why}"), "alert", "badge-bad"),
            Delivery::Letter(Progress::Cancelled) => ("Email cancelled".into(), "ban", ""),
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
        "People you have invited stay here until they accept.".into()
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn actions(&self) -> Vec<Action> {
        invite_action(&self.by)
    }
}

/// The button that invites, for whoever may.
pub fn invite_action(by: &Inside) -> Vec<Action> {
    if by.may(Right::InviteUsers) {
        vec![Action::primary("Invite users", "plus", format!("{}/new", invited_of(by.location().id)))]
    } else {
        Vec::new()
    }
}

/// Inviting several people.
#[derive(Template)]
#[template(path = "invitations/new.html")]
pub struct New {
    pub here: LocationId,
    pub rows: Vec<Person>,
    pub by_hand: bool,
    pub errors: Errors,
    /// What was sent although other rows could not be.
    pub sent: String,
}

/// A row of the form, with its own list of roles.
pub struct Person {
    pub typed: InviteRow,
    pub roles: Vec<Choice>,
}

impl New {
    pub fn fault(&self, field: &str, number: &usize) -> Option<&Fault> {
        self.errors.fault(&format!("{field}-{number}"))
    }

    pub fn error(&self, field: &str, number: &usize) -> &str {
        self.errors.at(&format!("{field}-{number}"))
    }
}

impl View for New {
    fn title(&self) -> String {
        "Invite users".into()
    }

    fn lede(&self) -> String {
        "Each person gets a link that works for 7 days. Someone who already uses Parlour keeps their account: \
         use the email or the phone number they sign in with."
            .into()
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

/// Changing an invitation that is still open.
#[derive(Template)]
#[template(path = "invitations/edit.html")]
pub struct Edit {
    pub here: LocationId,
    pub id: InvitationId,
    pub name: String,
    pub contact: String,
    pub roles: Vec<Choice>,
    pub errors: Errors,
}

impl View for Edit {
    fn title(&self) -> String {
        format!("Invitation to {}", self.name)
    }

    fn lede(&self) -> String {
        format!("Sent to {}. The link they have stays good.", self.contact)
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
    pub here: LocationId,
    pub name: String,
    pub link: String,
}

impl View for Copied {
    fn title(&self) -> String {
        format!("A link for {}", self.name)
    }

    fn lede(&self) -> String {
        "Hand it over yourself. It is shown only now, and works for 7 days.".into()
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new("Users", users_of(self.here)), Crumb::new("Invited", invited_of(self.here))]
    }
}

/// What every page behind a link shows.
pub struct Offered {
    pub token: String,
    pub location: String,
    pub role: String,
    pub inviter: String,
    pub until: String,
}

impl Offered {
    pub fn by(link: &Link, token: &str) -> Self {
        Offered {
            token: token.to_owned(),
            location: link.location.name.clone(),
            role: link.role.name.clone(),
            inviter: link.invitation.inviter_name.clone(),
            until: crate::clock::local(link.expires_at, link.location.zone)
                .format("%-d %B %Y, %H:%M (%Z)")
                .to_string(),
        }
    }

    fn title(&self) -> String {
        format!("Join {}", self.location)
    }
}

/// Registering, with a way to sign in instead: the page is the same whether an account exists or not.
#[derive(Template)]
#[template(path = "invitations/register.html")]
pub struct Register {
    pub offered: Offered,
    pub email: String,
    pub phone_is_fixed: bool,
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
}

impl View for Join {
    fn title(&self) -> String {
        self.offered.title()
    }
}

/// Signed in as somebody else: both identities, and nothing happens by itself.
#[derive(Template)]
#[template(path = "invitations/someone_else.html")]
pub struct SomeoneElse {
    pub offered: Offered,
    pub who: String,
    pub invited: String,
}

impl View for SomeoneElse {
    fn title(&self) -> String {
        "This invitation is for someone else".into()
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
