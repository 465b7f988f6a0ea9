//! The days that are asked for, and as much of them as may be seen.

use crate::access::{Inside, Right};
use crate::clock;
use crate::error::{Error, Errors, Result};
use crate::web::{Reply, View};

use super::super::forms::PeriodForm;
use super::super::model::Period;
use super::super::views::Span;

/// The days that a page is about.
pub(super) struct Asked {
    pub span: Span,
    /// Nothing where they could not be used, or none of them may be seen.
    pub period: Option<Period>,
}

/// The days of everybody's pay: as far back as the right reaches.
pub(super) fn of_everybody(by: &Inside, page: &str, form: &PeriodForm) -> Result<Asked> {
    asked(by, page, form, |period| period.within_reach(by))
}

/// The days of one's own pay: all of them.
pub(super) fn of_oneself(by: &Inside, page: &str, form: &PeriodForm) -> Result<Asked> {
    asked(by, page, form, Some)
}

fn asked(by: &Inside, page: &str, form: &PeriodForm, kept: impl Fn(Period) -> Option<Period>) -> Result<Asked> {
    let (base, today) = (format!("/locations/{}{page}", by.location().id), clock::today(by.location().zone));
    let chosen = chosen(form.period(today))?;
    let period = chosen.as_ref().ok().copied().and_then(kept);
    Ok(Asked { span: Span::of(base, form, chosen, period, today), period })
}

/// A period, or what stands beside the fields.
pub(super) fn chosen(period: Result<Period>) -> Result<Result<Period, Errors>> {
    match period {
        Ok(period) => Ok(Ok(period)),
        Err(Error::Invalid(errors)) => Ok(Err(errors)),
        Err(other) => Err(other),
    }
}

/// The page, or the page that says what is wrong with the days.
pub(super) fn answer<V: View>(view: V) -> Reply<V> {
    let is_wrong = view.errors().is_some_and(|errors| !errors.is_empty());
    if is_wrong { Reply::Again(view) } else { Reply::Fresh(view) }
}

/// The days of a file. Whoever may see none of them gets none.
pub(super) fn of_file(by: &Inside, form: &PeriodForm) -> Result<Period> {
    let period = form.period(clock::today(by.location().zone))?;
    period.within_reach(by).ok_or_else(|| {
        Error::refused(format!("Your right “{}” does not reach back to these days.", Right::SeePay.title()))
    })
}
