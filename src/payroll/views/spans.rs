//! The days that a page of pay is about, and what a printed page says of itself.

use chrono::NaiveDate;

use crate::access::{Inside, Right};
use crate::clock;
use crate::error::Errors;

use super::super::forms::PeriodForm;
use super::super::model::Period;

/// The form that chooses the days, with the months that are chosen most.
pub struct Span {
    /// Where the form goes.
    pub base: String,
    /// By what a report is put together; empty elsewhere.
    pub by: &'static str,
    pub from: String,
    pub to: String,
    pub pills: Vec<Pill>,
    pub errors: Errors,
    /// What is left out, as a sentence; empty where nothing is.
    pub note: String,
}

/// A month to choose.
pub struct Pill {
    pub label: &'static str,
    pub url: String,
    pub is_current: bool,
}

/// The head of a printed page.
pub struct Printed {
    pub place: String,
    /// `Printed 26 November 2026, 9:45, by Anna`.
    pub said: String,
}

impl Span {
    /// `asked` is what was chosen, or what is wrong with it; `kept` is as much of it as the viewer may see.
    pub fn of(
        base: String,
        form: &PeriodForm,
        asked: Result<Period, Errors>,
        kept: Option<Period>,
        today: NaiveDate,
    ) -> Self {
        let month = Period::month(today);
        let chosen = asked.as_ref().ok().copied();
        let by = if form.by.is_empty() { "" } else { form.report().slug() };
        let pill = |(label, period): (&'static str, Period)| Pill {
            label,
            url: format!("{base}?{}", address(by, period)),
            is_current: chosen == Some(period),
        };
        Span {
            pills: [("This month", month), ("Last month", month.month_before())].map(pill).into(),
            from: chosen.map_or_else(|| form.from.clone(), |period| period.first().to_string()),
            to: chosen.map_or_else(|| form.to.clone(), |period| period.last().to_string()),
            note: chosen.map_or_else(String::new, |chosen| left_out(chosen, kept)),
            errors: asked.err().unwrap_or_default(),
            base,
            by,
        }
    }

    /// The days, as an address says them.
    pub fn query(&self) -> String {
        format!("from={}&to={}", self.from, self.to)
    }
}

fn address(by: &str, period: Period) -> String {
    let days = format!("from={}&to={}", period.first(), period.last());
    if by.is_empty() { days } else { format!("by={by}&{days}") }
}

fn left_out(chosen: Period, kept: Option<Period>) -> String {
    match kept {
        None => "Your right to see pay does not reach back to these days.".into(),
        Some(kept) if kept != chosen => {
            format!(
                "Your right to see pay reaches back to {}. What was earned before is left out.",
                clock::long(kept.first())
            )
        }
        Some(_) => String::new(),
    }
}

impl Printed {
    /// For whoever may print pay.
    pub fn of(by: &Inside) -> Option<Self> {
        let location = by.location();
        let now = clock::moment(clock::now(), location.zone);
        by.may(Right::ExportPay)
            .then(|| Printed { place: location.name.clone(), said: format!("Printed {now}, by {}", by.viewer().who()) })
    }
}
