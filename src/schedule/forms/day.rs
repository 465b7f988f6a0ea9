//! The hours of one day, with up to three breaks.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::error::{Errors, Result};

use super::super::model::{Hours, Span, written};
use super::{Typed, day, in_field, spans};

const BREAKS: usize = 3;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayForm {
    pub day: String,
    #[serde(default)]
    pub off: Option<String>,
    #[serde(default)]
    pub from: String,
    #[serde(default)]
    pub to: String,
    #[serde(default)]
    pub break_from: Vec<String>,
    #[serde(default)]
    pub break_to: Vec<String>,
    /// The hours that this was drawn from.
    #[serde(default)]
    pub drawn: String,
}

impl DayForm {
    pub fn of(day: NaiveDate, hours: &Hours) -> Self {
        let whole = hours.outline();
        let mut breaks = hours.breaks();
        breaks.truncate(BREAKS);
        DayForm {
            day: day.to_string(),
            off: hours.spans.is_empty().then(|| "yes".to_owned()),
            from: whole.map(|span| in_field(span.from)).unwrap_or_default(),
            to: whole.map(|span| in_field(span.to)).unwrap_or_default(),
            break_from: breaks.iter().map(|span| in_field(span.from)).collect(),
            break_to: breaks.iter().map(|span| in_field(span.to)).collect(),
            drawn: written(&hours.spans),
        }
    }

    /// The breaks, as rows of a form: those that are there, and room for more.
    pub fn breaks(&self) -> Vec<(String, String)> {
        let typed = |column: &[String], row: usize| column.get(row).cloned().unwrap_or_default();
        let rows = BREAKS.max(self.break_from.len()).max(self.break_to.len()).min(2 * BREAKS);
        (0..rows).map(|row| (typed(&self.break_from, row), typed(&self.break_to, row))).collect()
    }

    pub fn parse(&self) -> Result<(NaiveDate, Vec<Span>)> {
        let mut errors = Errors::none();
        let day = day("day", &self.day, &mut errors).unwrap_or_default();
        if self.off.is_some() {
            return errors.or((day, Vec::new()));
        }
        if self.from.trim().is_empty() && self.to.trim().is_empty() {
            errors.add("from", "Enter from when they work, or choose Day off");
            return errors.or((day, Vec::new()));
        }
        let breaks = self.breaks();
        if breaks.len() > BREAKS {
            errors.add("break_from-1", "Enter three breaks at most");
        }
        let fields: Vec<(String, String)> =
            (1..=breaks.len()).map(|row| (format!("break_from-{row}"), format!("break_to-{row}"))).collect();
        let pauses: Vec<Typed> = (breaks.iter().zip(&fields))
            .map(|((from, to), (at_from, at_to))| Typed { from: (at_from, from), to: (at_to, to) })
            .collect();
        let whole = Typed { from: ("from", &self.from), to: ("to", &self.to) };
        let spans = spans(whole, &pauses, &mut errors);
        errors.or((day, spans))
    }
}
