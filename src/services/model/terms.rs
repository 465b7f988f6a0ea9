//! What is typed about a service, and how the log tells what is different.

use crate::activity::Change;
use crate::clock::lasting;
use crate::money::said;

use super::{Heading, Service};

/// What a service is called, costs and takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Terms {
    pub title: String,
    pub heading: Heading,
    pub description: String,
    pub price: i64,
    pub minutes: i64,
}

impl Terms {
    /// What a new service begins with.
    pub(super) fn first(&self, currency: &str) -> [Change; 2] {
        [Change::new("Price", "", said(self.price, currency)), Change::new("Duration", "", lasting(self.minutes))]
    }

    /// What is different from before. `heading` is the title of the new category.
    pub(super) fn differences(&self, old: &Service, heading: &str, currency: &str) -> Vec<Change> {
        let changes = [
            Change::between("Title", &old.title, &self.title),
            Change::between("Category", &old.heading, heading),
            Change::between("Price", &said(old.price, currency), &said(self.price, currency)),
            Change::between("Duration", &lasting(old.minutes), &lasting(self.minutes)),
            Change::between("Description", &old.description, &self.description),
        ];
        changes.into_iter().flatten().collect()
    }
}
