//! A list of clients: what a browser sends of it, and what would come of every line.

use serde::Deserialize;

use crate::access::Inside;
use crate::db::Conn;
use crate::error::{Error, Errors, Result};
use crate::id::ClientId;
use crate::invitations::{FORMULAS, SheetLine, read_sheet, ways_to_reach, write_sheet};
use crate::text;

use super::super::model::{Details, Finding, Importing};
use super::{email, phone};

/// The most clients on one list.
pub const MOST_ROWS: usize = 5_000;

/// A list: pasted, or in a file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ImportForm {
    pub text: String,
    pub file: String,
}

/// One line, as it was written.
#[derive(Debug, Clone)]
pub struct Row {
    pub name: String,
    pub contact: String,
}

/// A line, and what would come of it.
#[derive(Debug, Clone)]
pub struct Checked {
    pub row: Row,
    pub outcome: Outcome,
}

/// What would come of a line.
#[derive(Debug, Clone)]
pub enum Outcome {
    New,
    Known(ClientId, String),
    /// The same client stands on this earlier line, counted from 1.
    Twice(usize),
    /// Why it cannot be used, in sentences.
    Wrong(String),
}

impl ImportForm {
    /// Everything on the list as one text, for the form that confirms it.
    pub fn whole(&self) -> String {
        match (self.text.trim().is_empty(), self.file.trim().is_empty()) {
            (_, true) => self.text.clone(),
            (true, false) => self.file.clone(),
            // Each may have headings and signs between its cells of its own.
            (false, false) => write_sheet(&self.lines()),
        }
    }

    fn lines(&self) -> Vec<SheetLine> {
        [read_sheet(&self.text), read_sheet(&self.file)].concat()
    }

    pub fn rows(&self) -> Result<Vec<Row>> {
        if self.file.contains(['\0', '\u{fffd}']) {
            let why =
                "This file cannot be read as text. Save it as “CSV UTF-8” in your spreadsheet, and choose that file";
            return Err(Error::on("file", why));
        }
        let lines = self.lines();
        match lines.len() {
            0 => {
                Err(Error::on("text", "Nobody is on this list. Paste at least one line, or choose a file that has one"))
            }
            many if many > MOST_ROWS => Err(Error::on(
                "text",
                format!("There are {many} clients on this list. Divide it into parts of 5,000 at most"),
            )),
            _ => Ok(lines.into_iter().map(Row::from).collect()),
        }
    }
}

impl From<SheetLine> for Row {
    fn from(line: SheetLine) -> Self {
        Row { name: line.name, contact: line.contact }
    }
}

impl Row {
    /// What the line holds, as people of `country` write numbers.
    pub fn parse(&self, country: &str) -> Result<Details, Errors> {
        let mut errors = Errors::none();
        let begins = self.name.chars().next().filter(|first| FORMULAS.contains(first));
        if let Some(sign) = begins {
            let why = format!("Take away the {sign} at the beginning: a spreadsheet would take it for a formula");
            return Err(Errors::on("name", why));
        }
        let name = text::name("name", "the name", &self.name, "The name is missing", &mut errors);
        let (address, number) = ways_to_reach(&self.contact);
        let details =
            Details { name, phone: phone(&number, country, &mut errors), email: email(&address, &mut errors) };
        if errors.is_empty() { Ok(details) } else { Err(errors) }
    }
}

/// Reads every line: what it holds, or why it cannot be used.
pub fn parsed(by: &Inside, rows: &[Row]) -> Vec<Result<Details, Errors>> {
    rows.iter().map(|row| row.parse(&by.location().country)).collect()
}

impl Checked {
    /// Finds out what would come of every line: a handful of questions, however long the list is.
    pub fn all(by: &Inside, rows: Vec<Row>, db: &mut Conn) -> Result<Vec<Self>> {
        let parsed = parsed(by, &rows);
        let usable: Vec<Option<Details>> = parsed.iter().map(|line| line.as_ref().ok().cloned()).collect();
        let findings = Importing::findings(by, &usable, db)?;
        let outcome = |(line, finding): (Result<Details, Errors>, Option<Finding>)| match (line, finding) {
            (Err(errors), _) => Outcome::Wrong(said(&errors)),
            (Ok(_), Some(Finding::Known(id, name))) => Outcome::Known(id, name),
            (Ok(_), Some(Finding::Twice(earlier))) => Outcome::Twice(earlier),
            (Ok(_), Some(Finding::New) | None) => Outcome::New,
        };
        let outcomes = parsed.into_iter().zip(findings).map(outcome);
        Ok(rows.into_iter().zip(outcomes).map(|(row, outcome)| Checked { row, outcome }).collect())
    }
}

fn said(errors: &Errors) -> String {
    errors.iter().map(|fault| format!("{}.", fault.message)).collect::<Vec<_>>().join(" ")
}
