//! What a browser sends about a user's access.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::access::Terms;
use crate::error::{Error, Errors, Result};
use crate::text;

/// Another role, or another last day.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermsForm {
    pub role: String,
    /// The last day, empty for an access without an end.
    #[serde(default)]
    pub ends_on: String,
    pub version: i64,
}

impl TermsForm {
    pub fn parse(&self, today: NaiveDate) -> Result<Terms> {
        let mut errors = Errors::none();
        let ends_on = last_day("ends_on", &self.ends_on, today, &mut errors);
        let Ok(role) = self.role.parse() else {
            errors.add("role", "Choose one of the roles of this location");
            return Err(Error::Invalid(errors));
        };
        errors.or(Terms { role, rights: None, ends_on })
    }
}

/// Reads the last day of an access: today or later, or none.
pub fn last_day(field: &str, typed: &str, today: NaiveDate, errors: &mut Errors) -> Option<NaiveDate> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    match typed.parse() {
        Ok(day) if day >= today => return Some(day),
        Ok(_) => errors.add(field, "Choose today or a later day: this one is over"),
        Err(_) => errors.add(field, "Enter the last day as a date, like 2026-11-30"),
    }
    None
}

/// Another name.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameForm {
    pub name: String,
}

impl NameForm {
    pub fn parse(&self) -> Result<String> {
        let mut errors = Errors::none();
        let name = text::name("name", "your name", &self.name, "Enter your name", &mut errors);
        errors.or(name)
    }
}

/// Another password, with the current one.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordForm {
    pub current: String,
    pub password: String,
}
