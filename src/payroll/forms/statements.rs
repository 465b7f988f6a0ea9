//! What a browser sends about statements.

use serde::Deserialize;

use crate::clock;
use crate::error::{Errors, Result};
use crate::id::{MemberId, StatementId};
use crate::paging::query;

use super::super::model::{Filter, Period, Seen, State};

/// The filters of the list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct StatementsForm {
    /// All, `draft`, `confirmed` or `changed`.
    pub state: String,
    pub member: String,
    pub from: String,
    pub to: String,
    pub after: String,
}

impl StatementsForm {
    pub fn filter(&self) -> Filter {
        Filter {
            state: match self.state.as_str() {
                "draft" => State::Draft,
                "confirmed" => State::Confirmed,
                "changed" => State::Changed,
                _ => State::Any,
            },
            member: self.member.parse().ok(),
            from: self.from.parse().ok(),
            to: self.to.parse().ok(),
        }
    }

    pub fn after(&self) -> Option<StatementId> {
        self.after.parse().ok()
    }

    pub fn is_narrowed(&self) -> bool {
        [&self.state, &self.member, &self.from, &self.to].iter().any(|part| !part.is_empty())
    }

    /// The same list in another state, or behind a statement.
    pub fn address(&self, state: &str, after: Option<StatementId>) -> String {
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        query(&[("state", state), ("member", &self.member), ("from", &self.from), ("to", &self.to), ("after", &after)])
    }
}

/// For whom to make statements, and of which days.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MakeForm {
    pub from: String,
    pub to: String,
    pub member: Vec<String>,
}

impl MakeForm {
    pub fn period(&self) -> Result<Period> {
        let mut errors = Errors::none();
        let mut day = |field: &'static str, typed: &str| {
            let day = clock::day(typed);
            if day.is_none() {
                errors.add(field, "Enter the day as a date, like 2026-11-30");
            }
            day
        };
        let days = day("from", &self.from).zip(day("to", &self.to));
        errors.or(())?;
        let (from, to) = days.unwrap_or_default();
        Period::between(from, to)
    }

    pub fn members(&self) -> Vec<MemberId> {
        let mut members: Vec<MemberId> = self.member.iter().filter_map(|typed| typed.parse().ok()).collect();
        members.sort_unstable();
        members.dedup();
        members
    }
}

/// A draft is confirmed as it was seen.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfirmForm {
    pub version: i64,
    pub seen: String,
    pub total: i64,
}

impl ConfirmForm {
    pub fn seen(&self) -> Seen {
        Seen { version: self.version, print: self.seen.clone(), total: self.total }
    }
}

/// Several drafts at once, each as it was seen: `12:1:0a1b2c3d:8450`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ConfirmAllForm {
    pub statement: Vec<String>,
}

impl ConfirmAllForm {
    pub fn all(&self) -> Vec<(StatementId, Seen)> {
        self.statement.iter().filter_map(|one| seen(one)).collect()
    }
}

fn seen(one: &str) -> Option<(StatementId, Seen)> {
    let parts: Vec<&str> = one.split(':').collect();
    let [id, version, print, total] = parts.as_slice() else { return None };
    let seen = Seen { version: version.parse().ok()?, print: (*print).to_owned(), total: total.parse().ok()? };
    Some((id.parse().ok()?, seen))
}

/// What the page said was left to carry over, in minor units: it is reckoned anew and has to be the same.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorrectionForm {
    pub left: i64,
}
