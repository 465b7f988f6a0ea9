//! Days off, and why.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::error::{Errors, Result};
use crate::text;
use crate::web::Choice;

use super::super::model::MOST_DAYS;
use super::day;

const REASONS: [(&str, &str); 3] = [("holiday", "Holiday"), ("sick", "Sick leave"), ("other", "Something else")];

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeOffForm {
    pub first: String,
    #[serde(default)]
    pub last: String,
    #[serde(default)]
    pub reason: String,
    /// In place of a ready-made reason.
    #[serde(default)]
    pub words: String,
}

impl TimeOffForm {
    pub fn reasons(&self) -> Vec<Choice> {
        REASONS.iter().map(|(value, label)| Choice::new(value, *label, &self.reason)).collect()
    }

    /// The first and the last day, which is the first where none is said, and the reason in words.
    pub fn parse(&self) -> Result<(NaiveDate, NaiveDate, String)> {
        let mut errors = Errors::none();
        let first = day("first", &self.first, &mut errors);
        let last = if self.last.trim().is_empty() { first } else { day("last", &self.last, &mut errors) };
        if let (Some(first), Some(last)) = (first, last) {
            if last < first {
                errors.add("last", "Choose a last day that is not before the first");
            } else if (last - first).num_days() >= MOST_DAYS {
                errors.add("last", format!("Give {MOST_DAYS} days off at once at most"));
            }
        }
        let words = text::line("words", "the reason", &self.words, 60, &mut errors);
        let reason = match self.reason.as_str() {
            "other" if words.is_empty() => {
                errors.add("words", "Say the reason in your own words");
                words
            }
            "other" => words,
            slug => match REASONS.iter().find(|(known, _)| *known == slug) {
                Some((_, title)) => (*title).to_owned(),
                None => {
                    errors.add("reason", "Choose a reason");
                    words
                }
            },
        };
        errors.or((first.unwrap_or_default(), last.unwrap_or_default(), reason))
    }
}
