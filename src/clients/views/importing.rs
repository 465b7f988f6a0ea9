//! The page that brings in a list, and says first what will happen.

use askama::Template;

use crate::error::Errors;
use crate::id::LocationId;
use crate::web::{Crumb, View, filters};

use super::super::forms::{Checked, ImportForm, Outcome, Row};
use super::{clients_of, crumb_of};

/// A list to bring in.
#[derive(Template)]
#[template(path = "clients/import.html")]
pub struct Import {
    pub here: LocationId,
    pub form: ImportForm,
    /// The list as one text, to be sent with the confirmation.
    pub kept: String,
    pub lines: Vec<Judged>,
    /// Number, words, style and icon of every kind of line there is.
    pub counts: Vec<(usize, &'static str, &'static str, &'static str)>,
    pub new: usize,
    pub errors: Errors,
}

/// A line with its verdict.
pub struct Judged {
    pub row: Row,
    pub verdict: String,
    pub icon: &'static str,
    pub style: &'static str,
    /// The client who is known already.
    pub url: String,
}

impl Judged {
    fn new(here: LocationId, line: Checked) -> Self {
        let (verdict, icon, style, url) = match line.outcome {
            Outcome::New => ("Will be added".to_owned(), "plus", "badge-ok", String::new()),
            Outcome::Known(id, name) => {
                (format!("Known already: {name}"), "info", "", format!("{}/{id}", clients_of(here)))
            }
            Outcome::Twice(earlier) => (format!("Stands on line {earlier} as well"), "copy", "", String::new()),
            Outcome::Wrong(why) => (why, "alert", "badge-bad", String::new()),
        };
        Judged { row: line.row, verdict, icon, style, url }
    }
}

impl Import {
    pub fn new(here: LocationId, form: ImportForm, checked: Vec<Checked>, errors: Errors) -> Self {
        let count = |fits: fn(&Outcome) -> bool| checked.iter().filter(|line| fits(&line.outcome)).count();
        let new = count(|outcome| matches!(outcome, Outcome::New));
        let counts = [
            (new, "will be added", "badge-ok", "plus"),
            (count(|outcome| matches!(outcome, Outcome::Known(..))), "known already", "", "info"),
            (count(|outcome| matches!(outcome, Outcome::Twice(_))), "twice on the list", "", "copy"),
            (count(|outcome| matches!(outcome, Outcome::Wrong(_))), "to correct", "badge-bad", "alert"),
        ];
        Import {
            here,
            kept: form.whole(),
            counts: counts.into_iter().filter(|(number, ..)| *number > 0).collect(),
            lines: checked.into_iter().map(|line| Judged::new(here, line)).collect(),
            new,
            form,
            errors,
        }
    }

    pub fn is_checked(&self) -> bool {
        !self.lines.is_empty()
    }
}

impl View for Import {
    fn title(&self) -> String {
        "Import clients".into()
    }

    fn lede(&self) -> String {
        "Nothing is added before you have seen what will happen.".into()
    }

    fn section(&self) -> &'static str {
        "Clients"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![crumb_of(self.here)]
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.errors)
    }
}
