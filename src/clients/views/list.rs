//! The list of clients, on a page and in a file.

use askama::Template;
use chrono_tz::Tz;

use crate::access::{Inside, Right};
use crate::appointments::Tally;
use crate::clock;
use crate::id::LocationId;
use crate::money;
use crate::paging::Count;
use crate::web::{Action, View, filters};

use super::super::forms::FilterForm;
use super::super::model::Client;
use super::clients_of;

/// The list of clients.
#[derive(Template)]
#[template(path = "clients/index.html")]
pub struct Index {
    pub by: Inside,
    pub form: FilterForm,
    pub lines: Vec<Line>,
    pub count: Count,
    pub next: Option<String>,
    /// Whether the viewer sees every visit there was.
    pub knows_everybody: bool,
}

/// A row of the list.
pub struct Line {
    pub client: Client,
    pub last: String,
    pub visits: i64,
    pub spent: String,
}

impl Line {
    pub fn new(client: Client, tally: Tally, zone: Tz, currency: &str) -> Self {
        Line {
            client,
            last: tally.last.map(|at| clock::long(clock::local(at, zone).date_naive())).unwrap_or_default(),
            visits: tally.visits,
            spent: money::said(tally.spent, currency),
        }
    }
}

impl Index {
    pub fn here(&self) -> LocationId {
        self.by.location().id
    }

    pub fn sees_history(&self) -> bool {
        self.by.may(Right::SeeHistory)
    }

    pub fn may_add(&self) -> bool {
        self.by.may(Right::EditClients)
    }

    fn may_be_taken_away(&self) -> bool {
        self.by.may(Right::ExportClients) && !self.lines.is_empty() && self.form.show != "deleted"
    }

    /// What can be searched for, in the words of the field.
    pub fn sought(&self) -> &'static str {
        if self.by.may(Right::SeeContacts) { "Name or phone" } else { "Name" }
    }

    pub fn is_filtered(&self) -> bool {
        !self.form.search.is_empty() || !self.form.show.is_empty()
    }

    /// The filters: how each is called, where it leads, and whether it is on.
    pub fn pills(&self) -> Vec<(&'static str, String, bool)> {
        let pills = [
            ("All", "", true),
            ("Today", "today", self.by.may(Right::ViewCalendar)),
            ("Not seen for 90 days", "unseen", self.knows_everybody),
            ("Deleted", "deleted", self.by.may(Right::DeleteClients)),
        ];
        let address = |show| format!("{}{}", clients_of(self.here()), self.form.address(show, None));
        let open = pills.into_iter().filter(|(.., is_open)| *is_open);
        open.map(|(label, show, _)| (label, address(show), self.form.show == show)).collect()
    }

    /// Where the list begins, from any other page of it.
    pub fn first(&self) -> Option<String> {
        let first = || format!("{}{}", clients_of(self.here()), self.form.address(&self.form.show, None));
        (!self.form.after.is_empty()).then(first)
    }
}

impl View for Index {
    fn title(&self) -> String {
        "Clients".into()
    }

    fn lede(&self) -> String {
        format!("Everyone who comes to {}.", self.by.location().name)
    }

    fn section(&self) -> &'static str {
        "Clients"
    }

    fn actions(&self) -> Vec<Action> {
        let (clients, by) = (clients_of(self.here()), &self.by);
        let file = format!("{clients}.csv{}", self.form.address(&self.form.show, None));
        let links = [
            (self.may_be_taken_away(), Action::plain("Export", "download", file)),
            (
                by.may(Right::EditClients) && by.may(Right::SeeContacts),
                Action::plain("Import", "list", format!("{clients}/import")),
            ),
            (by.may(Right::EditClients), Action::primary("Add client", "plus", format!("{clients}/new"))),
        ];
        links.into_iter().filter(|(is_open, _)| *is_open).map(|(_, link)| link).collect()
    }
}

/// What stands above the columns of a file.
pub fn headings(by: &Inside) -> Vec<&'static str> {
    let contacts: &[&str] = if by.may(Right::SeeContacts) { &["Phone", "Email"] } else { &[] };
    let visits: &[&str] = if by.may(Right::SeeHistory) { &["Last visit", "Visits", "Spent"] } else { &[] };
    ["Name"].iter().chain(contacts).chain(visits).copied().collect()
}

/// A row of the file.
pub fn cells(by: &Inside, client: &Client, tally: Tally) -> Vec<String> {
    let mut cells = vec![client.name.clone()];
    if by.may(Right::SeeContacts) {
        cells.extend([client.phone.clone(), client.email.clone()]);
    }
    if by.may(Right::SeeHistory) {
        let zone = by.location().zone;
        let last = tally.last.map(|at| clock::local(at, zone).date_naive().to_string()).unwrap_or_default();
        cells.extend([last, tally.visits.to_string(), money::plain(tally.spent, &by.location().currency)]);
    }
    cells
}
