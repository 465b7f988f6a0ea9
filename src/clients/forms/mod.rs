//! What a browser sends about clients.

mod import;

use chrono::TimeDelta;
use serde::Deserialize;

use crate::access::Inside;
use crate::clock;
use crate::error::{Errors, Result};
use crate::id::{AppointmentId, ClientId, LocationId};
use crate::paging::query;
use crate::text;
use crate::users::{Email, Phone};

use super::model::{ChainFilter, Client, Filter, Merge, Revision, Side};

pub use import::{Checked, ImportForm, Outcome, Row, parsed};

/// What was typed so far.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MatchForm {
    pub q: String,
}

/// Who has not come for so long may have to be won back.
const LONG: TimeDelta = TimeDelta::days(90);

/// The filters of the list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct FilterForm {
    pub search: String,
    /// All, `today`, `unseen` or `deleted`.
    pub show: String,
    pub after: String,
}

impl FilterForm {
    /// What can be asked of the clients alone.
    pub fn filter(&self) -> Filter {
        Filter {
            search: self.search.clone(),
            deleted: self.show == "deleted",
            among: None,
            unseen_since: (self.show == "unseen").then(|| clock::now() - LONG),
        }
    }

    pub fn after(&self) -> Option<ClientId> {
        self.after.parse().ok()
    }

    /// The same list behind a client, or from its beginning.
    pub fn address(&self, show: &str, after: Option<ClientId>) -> String {
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        query(&[("search", &self.search), ("show", show), ("after", &after)])
    }

    /// As the log tells it. What was searched for may be a number, which the log does not quote.
    pub fn said(&self) -> String {
        let shown = match self.show.as_str() {
            "today" => "with an appointment today",
            "unseen" => "not seen for 90 days",
            "deleted" => "deleted",
            _ => "all",
        };
        if self.search.is_empty() { shown.to_owned() } else { format!("{shown}, whom a search fits") }
    }
}

/// Which visits of a client to show.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct VisitsForm {
    pub before: String,
}

impl VisitsForm {
    pub fn before(&self) -> Option<AppointmentId> {
        self.before.parse().ok()
    }
}

/// A client. Whoever may not see contacts has no fields for them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientForm {
    pub name: String,
    #[serde(default)]
    pub phone: Option<String>,
    #[serde(default)]
    pub email: Option<String>,
    /// Although somebody else is reached in the same way.
    #[serde(default)]
    pub all_the_same: Option<String>,
    #[serde(default)]
    pub version: i64,
}

impl ClientForm {
    pub fn of(client: &Client) -> Self {
        ClientForm {
            name: client.name.clone(),
            phone: Some(client.phone.clone()),
            email: Some(client.email.clone()),
            all_the_same: None,
            version: client.version,
        }
    }

    pub fn phone(&self) -> &str {
        self.phone.as_deref().unwrap_or_default()
    }

    pub fn email(&self) -> &str {
        self.email.as_deref().unwrap_or_default()
    }

    pub fn parse(&self, by: &Inside) -> Result<Revision> {
        let mut errors = Errors::none();
        let name = text::name("name", "the name", &self.name, "Enter a name", &mut errors);
        let phone = phone(self.phone(), &by.location().country, &mut errors);
        let email = email(self.email(), &mut errors);
        let has_contacts = self.phone.is_some() || self.email.is_some();
        errors.or(Revision { name, contacts: has_contacts.then_some((phone, email)) })
    }
}

fn phone(typed: &str, country: &str, errors: &mut Errors) -> Option<Phone> {
    if typed.trim().is_empty() {
        return None;
    }
    let parsed = Phone::parse(typed, country);
    if parsed.is_err() {
        errors.add("phone", "Enter a whole phone number, from abroad with its country code, like +351 912 345 678");
    }
    parsed.ok()
}

fn email(typed: &str, errors: &mut Errors) -> Option<Email> {
    if typed.trim().is_empty() {
        return None;
    }
    let parsed = Email::parse(typed);
    if parsed.is_err() {
        errors.add("email", "Enter an email address like name@example.com");
    }
    parsed.ok()
}

/// A note.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoteForm {
    pub text: String,
}

impl NoteForm {
    pub fn parse(&self) -> Result<String> {
        let mut errors = Errors::none();
        let text = text::lines("text", "the note", &self.text, 2000, &mut errors);
        if text.is_empty() && errors.is_empty() {
            errors.add("text", "Write something first");
        }
        errors.or(text)
    }
}

/// Looking for the client to merge with.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct OtherForm {
    pub search: String,
    pub with: String,
}

/// Merging: with whom, which values win, and the versions that the preview showed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MergeForm {
    pub with: String,
    pub version: i64,
    pub other_version: i64,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub phone: Option<String>,
    #[serde(default)]
    pub email: Option<String>,
}

impl MergeForm {
    pub fn how(&self) -> Merge {
        let side = |typed: &str| if typed == "other" { Side::Other } else { Side::Kept };
        Merge { name: side(&self.name), phone: self.phone.as_deref().map(side), email: self.email.as_deref().map(side) }
    }
}

/// The filters of the list of a chain.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ChainFilterForm {
    pub search: String,
    #[serde(rename = "where")]
    pub place: String,
    pub after: String,
}

impl ChainFilterForm {
    pub fn filter(&self) -> ChainFilter {
        ChainFilter { search: self.search.clone(), branch: self.place.parse().ok().map(LocationId) }
    }

    pub fn after(&self) -> Option<ClientId> {
        self.after.parse().ok()
    }

    pub fn address(&self, after: Option<ClientId>) -> String {
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        query(&[("search", &self.search), ("where", &self.place), ("after", &after)])
    }

    pub fn said(&self, place: Option<&str>) -> String {
        let shown = place.unwrap_or("all locations");
        if self.search.is_empty() { shown.to_owned() } else { format!("{shown}, whom a search fits") }
    }
}
