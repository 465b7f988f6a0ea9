//! Taking roles over from a file, and what would come of each.

use askama::Template;

use crate::activity::Change;
use crate::error::Errors;
use crate::id::LocationId;
use crate::web::{Crumb, View, filters};

use super::super::model::{Planned, Verdict};
use super::crumbs;

/// A file of roles.
#[derive(Template)]
#[template(path = "roles/import.html")]
pub struct ImportPage {
    pub here: LocationId,
    pub text: String,
    /// Every role of the file, once it was read.
    pub rows: Vec<Judged>,
    /// The roles that would change, as they are now.
    pub seen: Vec<String>,
    pub ready: usize,
    /// What was taken over although other roles could not be.
    pub done: String,
    pub errors: Errors,
}

/// A role with its verdict.
pub struct Judged {
    pub name: String,
    pub verdict: String,
    pub icon: &'static str,
    pub style: &'static str,
    pub changes: Vec<Change>,
    pub reasons: Vec<String>,
}

impl ImportPage {
    /// The page with what a file was found to hold.
    pub fn planned(here: LocationId, text: String, plan: &[Planned]) -> Self {
        let seen = |planned: &Planned| match planned.verdict {
            Verdict::Changed { id, version, .. } => Some(format!("{id}:{version}")),
            _ => None,
        };
        ImportPage {
            here,
            text,
            rows: plan.iter().map(Judged::of).collect(),
            seen: plan.iter().filter_map(seen).collect(),
            ready: plan.iter().filter(|planned| planned.is_good()).count(),
            done: String::new(),
            errors: Errors::none(),
        }
    }
}

impl Judged {
    fn of(planned: &Planned) -> Self {
        let (icon, style, verdict) = match &planned.verdict {
            Verdict::New { rights: 1 } => ("plus", "badge-ok", "New, with 1 right".to_owned()),
            Verdict::New { rights } => ("plus", "badge-ok", format!("New, with {rights} rights")),
            Verdict::Same => ("check", "", "The same already".to_owned()),
            Verdict::Changed { people: 0, .. } => ("sort", "badge-ok", "Changes. Nobody has it".to_owned()),
            Verdict::Changed { people: 1, .. } => ("sort", "badge-ok", "Changes for 1 person".to_owned()),
            Verdict::Changed { people, .. } => ("sort", "badge-ok", format!("Changes for {people} people")),
            Verdict::Refused(_) => ("ban", "badge-bad", "Cannot be taken over".to_owned()),
        };
        let (changes, reasons) = match &planned.verdict {
            Verdict::Changed { changes, .. } => (changes.clone(), Vec::new()),
            Verdict::Refused(reasons) => (Vec::new(), reasons.iter().map(|why| format!("{why}.")).collect()),
            _ => (Vec::new(), Vec::new()),
        };
        let name = if planned.name.is_empty() { "Without a name".to_owned() } else { planned.name.clone() };
        Judged { name, verdict, icon, style, changes, reasons }
    }
}

impl View for ImportPage {
    fn title(&self) -> String {
        "Import roles".into()
    }

    fn lede(&self) -> String {
        "Take roles over from a file that another location exported. You see first what would come of each.".into()
    }

    fn section(&self) -> &'static str {
        "Users"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        crumbs(self.here)
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
