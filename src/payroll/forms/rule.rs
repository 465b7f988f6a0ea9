//! A rule of pay: its start, a rate for each kind of work, time, and a row for each exception.

use serde::Deserialize;

use crate::error::{Error, Errors, Result};

use super::super::engine::{About, ForTime, Priced, Rate, Rule, Work};
use super::super::model::NewRule;
use super::amounts::{FIXED, PERCENT, day, money_in, rate, typed};

/// A row for each of many exceptions takes more room than other forms do (security.md SG3).
pub const LARGEST_RULE: usize = 64 * 1024;
/// How many exceptions a rule can have.
pub const MOST_ROWS: usize = 200;
/// How many empty rows come at once.
const MORE_ROWS: usize = 3;

/// How somebody is to be paid.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RuleForm {
    pub starts_on: String,
    pub personal: String,
    pub personal_kind: String,
    pub with_assistant: String,
    pub with_assistant_kind: String,
    pub assisting: String,
    pub assisting_kind: String,
    /// Empty, `hour` or `day`.
    pub time: String,
    pub time_amount: String,
    /// A row each: `category-3` or `service-5`, or empty.
    pub about: Vec<String>,
    pub work: Vec<String>,
    pub kind: Vec<String>,
    pub value: Vec<String>,
    /// The number of the newest rule that the form was drawn from.
    pub seen: i64,
    pub add: Option<String>,
}

/// What stands in one row.
#[derive(Debug, Clone, Copy)]
pub struct Exception<'a> {
    pub about: &'a str,
    pub work: &'a str,
    pub kind: &'a str,
    pub value: &'a str,
}

impl RuleForm {
    /// Filled from the rule that counts, if there is one.
    pub fn of(rule: Option<&Rule>, starts_on: chrono::NaiveDate, seen: i64, currency: &str) -> Self {
        let mut form = RuleForm { starts_on: starts_on.to_string(), seen, ..RuleForm::default() };
        let kinds = [&mut form.personal_kind, &mut form.with_assistant_kind, &mut form.assisting_kind];
        kinds.into_iter().for_each(|kind| *kind = PERCENT.into());
        for priced in rule.iter().flat_map(|rule| &rule.rates) {
            let (kind, value) = typed(priced.rate, currency);
            let about = match priced.about {
                About::Everything => {
                    form.set_default(priced.work, kind, value);
                    continue;
                }
                About::Category(id) => format!("category-{id}"),
                About::Service(id) => format!("service-{id}"),
            };
            form.about.push(about);
            form.work.push(priced.work.slug().into());
            form.kind.push(kind);
            form.value.push(value);
        }
        let time = rule.and_then(|rule| rule.time).map(|time| match time {
            ForTime::Hour(amount) => ("hour", amount),
            ForTime::Day(amount) => ("day", amount),
        });
        if let Some((unit, amount)) = time {
            form.time = unit.into();
            form.time_amount = crate::money::plain(amount, currency);
        }
        form.with_more_rows()
    }

    /// With a few empty rows at the end.
    pub fn with_more_rows(mut self) -> Self {
        for _ in 0..MORE_ROWS.min(MOST_ROWS.saturating_sub(self.about.len())) {
            self.about.push(String::new());
            self.work.push(Work::Personal.slug().into());
            self.kind.push(PERCENT.into());
            self.value.push(String::new());
        }
        self
    }

    /// The rows, if the form arrived whole.
    pub fn rows(&self) -> Result<Vec<Exception<'_>>> {
        let number = self.about.len();
        if number > MOST_ROWS || [self.work.len(), self.kind.len(), self.value.len()].iter().any(|len| *len != number) {
            return Err(Error::Malformed("This form lost a part on its way. Load the page again.".into()));
        }
        let parts = self.about.iter().zip(&self.work).zip(self.kind.iter().zip(&self.value));
        Ok(parts.map(|((about, work), (kind, value))| Exception { about, work, kind, value }).collect())
    }

    /// The default of a kind of work, and its kind.
    pub fn default_for(&self, work: Work) -> (&str, &str) {
        match work {
            Work::Personal => (&self.personal, &self.personal_kind),
            Work::WithAssistant => (&self.with_assistant, &self.with_assistant_kind),
            Work::Assisting => (&self.assisting, &self.assisting_kind),
        }
    }

    pub fn parse(&self, currency: &str) -> Result<NewRule> {
        let mut errors = Errors::none();
        let starts_on = day("starts_on", &self.starts_on, &mut errors);
        let mut rates = Vec::new();
        for work in Work::ALL {
            let (value, kind) = self.default_for(work);
            if !value.trim().is_empty() {
                is_kind(work.slug(), kind, &mut errors);
                let rate = rate(work.slug(), kind, value, currency, &mut errors);
                rates.push(Priced { work, about: About::Everything, rate });
            }
        }
        let time = self.time(currency, &mut errors);
        for (place, row) in self.rows()?.into_iter().enumerate() {
            rates.extend(row.parse(place + 1, &rates, currency, &mut errors));
        }
        if errors.is_empty() && rates.is_empty() && time.is_none() {
            errors.add("personal", "Enter at least one rate, or pay for time");
        }
        errors.or(NewRule { starts_on, rates, time })
    }

    fn time(&self, currency: &str, errors: &mut Errors) -> Option<ForTime> {
        let mut amount = || money_in("time_amount", &self.time_amount, currency, errors);
        match self.time.as_str() {
            "hour" => Some(ForTime::Hour(amount())),
            "day" => Some(ForTime::Day(amount())),
            "" if self.time_amount.trim().is_empty() => None,
            "" => {
                errors.add("time", "Choose whether the amount is for an hour or for a day");
                None
            }
            _ => {
                errors.add("time", "Choose what is paid for time");
                None
            }
        }
    }

    fn set_default(&mut self, work: Work, kind: String, value: String) {
        let places = match work {
            Work::Personal => (&mut self.personal_kind, &mut self.personal),
            Work::WithAssistant => (&mut self.with_assistant_kind, &mut self.with_assistant),
            Work::Assisting => (&mut self.assisting_kind, &mut self.assisting),
        };
        (*places.0, *places.1) = (kind, value);
    }
}

impl Exception<'_> {
    /// What the row says; an empty one says nothing. `before` are the rates that stand above it.
    fn parse(&self, number: usize, before: &[Priced], currency: &str, errors: &mut Errors) -> Option<Priced> {
        let (about, value) = (format!("about-{number}"), format!("value-{number}"));
        if self.about.is_empty() {
            if !self.value.trim().is_empty() {
                errors.add(about, "Choose what this exception is for");
            }
            return None;
        }
        let (Some(what), Some(work)) = (what(self.about), Work::from_slug(self.work)) else {
            errors.add(about, "Choose a service or a category of this location");
            return None;
        };
        if before.iter().any(|priced| priced.work == work && priced.about == what) {
            errors.add(about, "There is an exception for this above. Keep one of them");
        }
        is_kind(&value, self.kind, errors);
        let rate: Rate = rate(&value, self.kind, self.value, currency, errors);
        Some(Priced { work, about: what, rate })
    }
}

/// `category-3`, `service-5`.
fn what(typed: &str) -> Option<About> {
    let (kind, id) = typed.split_once('-')?;
    match kind {
        "category" => id.parse().ok().map(About::Category),
        "service" => id.parse().ok().map(About::Service),
        _ => None,
    }
}

fn is_kind(field: &str, kind: &str, errors: &mut Errors) {
    if ![PERCENT, FIXED].contains(&kind) {
        errors.add(field, "Choose whether it is a percentage or a fixed amount");
    }
}
