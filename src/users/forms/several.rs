//! What a browser sends about several users who were ticked.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::access::Wish;
use crate::error::{Errors, Result};
use crate::id::AccessId;

use super::last_day;

/// Another role or another last day for everybody who was ticked.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ChangesForm {
    pub access: Vec<AccessId>,
    /// Of each, what was seen when the form was drawn.
    pub version: Vec<i64>,
    /// Empty: everybody keeps theirs.
    pub role: String,
    /// `keep`, `on` a day, or `never`.
    pub ends: String,
    pub ends_on: String,
}

impl ChangesForm {
    /// Whether anything was chosen yet.
    pub fn is_fresh(&self) -> bool {
        self.role.is_empty() && self.ends.is_empty()
    }

    pub fn parse(&self, today: NaiveDate) -> Result<Wish> {
        let mut errors = Errors::none();
        let role = match self.role.as_str() {
            "" => None,
            id => id.parse().ok().or_else(|| {
                errors.add("role", "Choose one of the roles of this location");
                None
            }),
        };
        let ends_on = match self.ends.as_str() {
            "on" => {
                let day = last_day("ends_on", &self.ends_on, today, &mut errors);
                if day.is_none() && errors.is_empty() {
                    errors.add("ends_on", "Enter the last day as a date, like 2026-11-30");
                }
                Some(day)
            }
            "never" => Some(None),
            _ => None,
        };
        if role.is_none() && ends_on.is_none() && errors.is_empty() {
            errors.add("role", "Choose another role, or another last day");
        }
        errors.or(Wish { role, ends_on })
    }

    /// The chosen, with what was seen of each.
    pub fn chosen(&self) -> Vec<(AccessId, i64)> {
        let versions = self.version.iter().copied().chain(std::iter::repeat(0));
        self.access.iter().copied().zip(versions).collect()
    }
}

/// Everybody who was ticked loses their access.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RemovalsForm {
    pub access: Vec<AccessId>,
    pub legacy: String,
}
