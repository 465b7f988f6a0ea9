//! Copying a rule to others: which, from when, to whom.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::error::{Error, Errors, Result};
use crate::id::{MemberId, PayRuleId};

use super::super::model::Copying;
use super::amounts::day;

/// The wish, and when it is sent, what it was planned from.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CopyForm {
    pub rule: String,
    pub starts_on: String,
    pub to: Vec<MemberId>,
    /// The number of the newest rule of each of them.
    pub seen: Vec<i64>,
    /// Set when people were chosen, rather than the page opened.
    pub plan: Option<String>,
}

impl CopyForm {
    pub fn fresh(today: NaiveDate) -> Self {
        CopyForm { starts_on: today.to_string(), ..CopyForm::default() }
    }

    pub fn parse(&self, from: MemberId) -> Result<Copying> {
        let mut errors = Errors::none();
        let starts_on = day("starts_on", &self.starts_on, &mut errors);
        let rule: Option<PayRuleId> = self.rule.parse().ok();
        if rule.is_none() {
            errors.add("rule", "Choose a rule");
        }
        if self.to.is_empty() {
            errors.add("to", "Choose at least one person");
        }
        match rule {
            Some(rule) => errors.or(Copying { from, rule, starts_on, to: self.to.clone() }),
            None => Err(Error::Invalid(errors)),
        }
    }
}
