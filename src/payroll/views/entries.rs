//! Bonuses, penalties, advances and payments: the list, and the form.

use askama::Template;

use crate::error::Errors;
use crate::id::{EntryId, LocationId};
use crate::web::{Action, Choice, Crumb, View, filters};

use super::super::forms::{EntriesForm, EntryForm};
use super::Tabs;

/// Where the pages of entries begin.
pub fn entries_of(here: LocationId) -> String {
    format!("/locations/{here}/payroll/entries")
}

/// The list.
#[derive(Template)]
#[template(path = "payroll/entries.html")]
pub struct Entries {
    pub tabs: Tabs,
    pub here: LocationId,
    pub form: EntriesForm,
    pub members: Vec<Choice>,
    pub kinds: Vec<Choice>,
    pub rows: Vec<EntryRow>,
    pub next: Option<String>,
}

/// An entry of the list.
pub struct EntryRow {
    pub id: EntryId,
    pub name: String,
    pub day: String,
    pub kind: &'static str,
    pub amount: String,
    pub reason: String,
    pub made: String,
    /// By whom and when it was taken back; empty otherwise.
    pub voided: String,
    /// The confirmed statement that holds it: its page and what people call it.
    pub held: Option<(String, String)>,
    /// Whether the viewer can take it back.
    pub may_void: bool,
}

impl Entries {
    /// Where the list begins, from any other page of it.
    pub fn first(&self) -> Option<String> {
        (!self.form.after.is_empty()).then(|| format!("{}{}", entries_of(self.here), self.form.address(None)))
    }
}

impl View for Entries {
    fn title(&self) -> String {
        "Bonuses and payments".into()
    }

    fn lede(&self) -> String {
        "What is added to pay or taken from it, and what people have got already.".into()
    }

    fn section(&self) -> &'static str {
        self.tabs.section()
    }

    fn actions(&self) -> Vec<Action> {
        vec![Action::primary("Write down", "plus", format!("{}/new", entries_of(self.here)))]
    }
}

/// Something is written down.
#[derive(Template)]
#[template(path = "payroll/new_entry.html")]
pub struct NewEntryPage {
    pub tabs: Tabs,
    pub here: LocationId,
    pub form: EntryForm,
    pub members: Vec<Choice>,
    pub kinds: Vec<Choice>,
    pub currency: String,
    pub errors: Errors,
}

impl NewEntryPage {
    pub fn in_currency(&self) -> String {
        format!("In {}, above nothing", self.currency)
    }
}

impl View for NewEntryPage {
    fn title(&self) -> String {
        "Write down a bonus or a payment".into()
    }

    fn section(&self) -> &'static str {
        self.tabs.section()
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new("Bonuses and payments", entries_of(self.here))]
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
