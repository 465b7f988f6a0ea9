//! What the viewer earns themselves.

use askama::Template;

use crate::access::Inside;
use crate::clock;
use crate::error::Errors;
use crate::id::LocationId;
use crate::money;
use crate::web::{View, filters};

use super::super::model::Confirmed;
use super::member::Sums;
use super::{Span, Tabs};

/// My pay.
#[derive(Template)]
#[template(path = "payroll/own.html")]
pub struct Own {
    pub by: Inside,
    pub tabs: Tabs,
    pub span: Span,
    pub sums: Option<Sums>,
    pub statements: Vec<Confirmed>,
    /// Whether no card here is linked to the viewer.
    pub has_no_card: bool,
}

impl Own {
    pub fn here(&self) -> LocationId {
        self.by.location().id
    }

    pub fn currency(&self) -> &str {
        &self.by.location().currency
    }

    /// Whether somebody looks with the eyes of somebody else.
    pub fn is_of_somebody_else(&self) -> bool {
        self.by.viewer().user() != self.by.user()
    }

    pub fn days(&self, statement: &Confirmed) -> String {
        format!("{} to {}", clock::long(statement.first_day), clock::long(statement.last_day))
    }

    pub fn amount(&self, statement: &Confirmed) -> String {
        money::said(statement.total, self.currency())
    }
}

impl View for Own {
    fn title(&self) -> String {
        "My pay".into()
    }

    fn lede(&self) -> String {
        "What you earned, and where each amount comes from.".into()
    }

    fn section(&self) -> &'static str {
        self.tabs.section()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.span.errors)
    }
}
