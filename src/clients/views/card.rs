//! The card of a client, its history, and the page before it is deleted.

use askama::Template;

use crate::access::{Inside, Right};
use crate::activity::Event;
use crate::error::Errors;
use crate::id::LocationId;
use crate::web::{Action, Crumb, Person, View, filters};

use super::super::forms::NoteForm;
use super::super::model::{Client, Note};
use super::{Occasion, clients_of, crumb_of};

/// What both tabs of a card show around their own part.
pub struct Frame {
    pub here: LocationId,
    pub client: Client,
    pub is_deleted: bool,
    /// Whether the viewer may bring the client back.
    pub may_restore: bool,
    /// Label, address, whether it is open.
    pub tabs: Vec<(&'static str, String, bool)>,
    actions: Vec<Action>,
}

impl Frame {
    pub fn new(by: &Inside, client: Client, is_deleted: bool, current: &str) -> Self {
        let here = by.location().id;
        let base = format!("{}/{}", clients_of(here), client.id);
        let may = |right| by.may(right) && !is_deleted;
        let tabs = [("Client", String::new(), true), ("History", "/history".into(), may(Right::EditClients))];
        let links = [
            (Right::DeleteClients, Action::danger("Delete…", "ban", format!("{base}/deletion"))),
            (Right::DeleteClients, Action::plain("Merge…", "copy", format!("{base}/merge"))),
            (Right::EditClients, Action::primary("Change", "settings", format!("{base}/edit"))),
        ];
        let tabs = tabs.into_iter().filter(|(.., is_open)| *is_open);
        Frame {
            here,
            tabs: tabs.map(|(label, path, _)| (label, format!("{base}{path}"), label == current)).collect(),
            actions: links.into_iter().filter(|(right, _)| may(*right)).map(|(_, link)| link).collect(),
            may_restore: is_deleted && by.may(Right::DeleteClients),
            is_deleted,
            client,
        }
    }

    fn person(&self) -> Person {
        Person { name: self.client.name.clone(), chip: String::new(), photo: String::new() }
    }
}

/// A client.
#[derive(Template)]
#[template(path = "clients/show.html")]
pub struct Show {
    pub frame: Frame,
    pub visits: Vec<Occasion>,
    /// Where earlier visits stand.
    pub next: Option<String>,
    /// When, and what was noted.
    pub notes: Vec<(String, Note)>,
    pub sees_history: bool,
    pub writes_notes: bool,
    pub opens_appointments: bool,
    pub note: NoteForm,
    pub errors: Errors,
}

impl View for Show {
    fn title(&self) -> String {
        self.frame.client.name.clone()
    }

    fn section(&self) -> &'static str {
        "Clients"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![crumb_of(self.frame.here)]
    }

    fn actions(&self) -> Vec<Action> {
        self.frame.actions.clone()
    }

    fn person(&self) -> Option<Person> {
        Some(self.frame.person())
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}

/// What was changed about a client.
#[derive(Template)]
#[template(path = "clients/history.html")]
pub struct History {
    pub frame: Frame,
    pub events: Vec<(String, Event)>,
}

impl View for History {
    fn title(&self) -> String {
        self.frame.client.name.clone()
    }

    fn section(&self) -> &'static str {
        "Clients"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        let client = format!("{}/{}", clients_of(self.frame.here), self.frame.client.id);
        vec![crumb_of(self.frame.here), Crumb::new(&self.frame.client.name, client)]
    }

    fn crumb(&self) -> String {
        "History".into()
    }

    fn person(&self) -> Option<Person> {
        Some(self.frame.person())
    }
}

/// Before a client is deleted: what stays, and what stands in the way.
#[derive(Template)]
#[template(path = "clients/leave.html")]
pub struct Leave {
    pub here: LocationId,
    pub client: Client,
    /// How many appointments are still to come, and those of them that the viewer sees.
    pub expected: i64,
    pub to_come: Vec<Occasion>,
}

/// The pages above one about a client.
fn crumbs_of(here: LocationId, client: &Client) -> Vec<Crumb> {
    vec![crumb_of(here), Crumb::new(&client.name, format!("{}/{}", clients_of(here), client.id))]
}

impl View for Leave {
    fn title(&self) -> String {
        format!("Delete {}?", self.client.name)
    }

    fn section(&self) -> &'static str {
        "Clients"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        crumbs_of(self.here, &self.client)
    }
}

/// Before a client is erased: what will be gone for good.
#[derive(Template)]
#[template(path = "clients/erase.html")]
pub struct Erase {
    pub here: LocationId,
    pub client: Client,
    /// How many appointments are still to come.
    pub expected: i64,
}

impl View for Erase {
    fn title(&self) -> String {
        format!("Erase {} for good?", self.client.name)
    }

    fn section(&self) -> &'static str {
        "Clients"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        crumbs_of(self.here, &self.client)
    }
}
