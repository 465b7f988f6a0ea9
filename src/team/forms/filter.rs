//! The filters of the list, as they stand in its address.

use serde::Deserialize;

use crate::id::MemberId;
use crate::paging::query;

use super::super::model::{Employment, Filter, Whose};

/// The filters of the list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct FilterForm {
    pub search: String,
    pub position: String,
    pub employment: String,
    pub access: String,
    pub assists: String,
    pub after: String,
    pub rows: i64,
}

impl FilterForm {
    pub fn filter(&self) -> Filter {
        Filter {
            search: self.search.clone(),
            position: self.position.parse().ok(),
            employment: match self.employment.as_str() {
                "all" => None,
                slug => Some(Employment::from_slug(slug).unwrap_or(Employment::Working)),
            },
            access: match self.access.as_str() {
                "with" => Some(Whose::With),
                "invited" => Some(Whose::Invited),
                "without" => Some(Whose::Without),
                _ => None,
            },
            assists: match self.assists.as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
        }
    }

    /// Rows per page: 25, or as many as were asked for out of three.
    pub fn rows(&self) -> i64 {
        if [25, 50, 100].contains(&self.rows) { self.rows } else { 25 }
    }

    pub fn after(&self) -> Option<MemberId> {
        self.after.parse().ok()
    }

    /// The same list behind a member, or from its beginning.
    pub fn address(&self, after: Option<MemberId>) -> String {
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        query(&[
            ("search", &self.search),
            ("position", &self.position),
            ("employment", &self.employment),
            ("access", &self.access),
            ("assists", &self.assists),
            ("rows", &self.rows().to_string()),
            ("after", &after),
        ])
    }
}
