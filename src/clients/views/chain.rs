//! The clients of all locations of a chain.

use askama::Template;
use chrono_tz::Tz;

use crate::appointments::Tally;
use crate::clock;
use crate::id::ChainId;
use crate::web::{Action, Choice, View, filters};

use super::super::forms::ChainFilterForm;
use super::super::model::ChainLine;

/// The clients of a chain.
#[derive(Template)]
#[template(path = "clients/chain_clients.html")]
pub struct ChainClients {
    pub here: ChainId,
    pub form: ChainFilterForm,
    pub places: Vec<Choice>,
    pub rows: Vec<ChainRow>,
    pub next: Option<String>,
    /// Whether the viewer may take the list away.
    pub export: bool,
}

/// A row of it.
pub struct ChainRow {
    pub line: ChainLine,
    pub last: String,
    pub visits: i64,
    /// The card at the location, for whoever may open it there.
    pub url: String,
}

impl ChainRow {
    pub fn new(line: ChainLine, tally: Tally, is_open: bool, zone: Tz) -> Self {
        let url = if is_open { format!("/locations/{}/clients/{}", line.branch, line.id) } else { String::new() };
        let last = tally.last.map(|at| clock::long(clock::local(at, zone).date_naive())).unwrap_or_default();
        ChainRow { line, last, visits: tally.visits, url }
    }

    /// A row of the file.
    pub fn cells(line: &ChainLine, tally: Tally, sees_contacts: bool, zone: Tz) -> Vec<String> {
        let mut cells = vec![line.name.clone(), line.place.clone()];
        if sees_contacts {
            cells.extend([line.phone.clone(), line.email.clone()]);
        }
        let last = tally.last.map(|at| clock::local(at, zone).date_naive().to_string()).unwrap_or_default();
        cells.extend([last, tally.visits.to_string()]);
        cells
    }
}

impl ChainClients {
    /// Where the list begins, from any other page of it.
    pub fn first(&self) -> Option<String> {
        (!self.form.after.is_empty()).then(|| format!("/chains/{}/clients{}", self.here, self.form.address(None)))
    }

    pub fn is_filtered(&self) -> bool {
        !self.form.search.is_empty() || !self.form.place.is_empty()
    }
}

impl View for ChainClients {
    fn title(&self) -> String {
        "Clients".into()
    }

    fn lede(&self) -> String {
        "Everyone who comes to one of the locations.".into()
    }

    fn section(&self) -> &'static str {
        "Clients"
    }

    fn actions(&self) -> Vec<Action> {
        let file = format!("/chains/{}/clients.csv{}", self.here, self.form.address(None));
        self.export.then(|| Action::plain("Export", "download", file)).into_iter().collect()
    }
}
