//! Settlements: earned, paid, remaining.

use askama::Template;

use crate::id::{LocationId, MemberId};
use crate::web::{Crumb, View, filters};

use super::Tabs;

/// Everybody's.
#[derive(Template)]
#[template(path = "payroll/settlements.html")]
pub struct Settlements {
    pub tabs: Tabs,
    pub here: LocationId,
    /// Nothing for those who do not see everything since the beginning.
    pub rows: Option<Vec<SettlementRow>>,
    pub total: SettlementRow,
}

/// How one person stands, in words.
pub struct SettlementRow {
    pub member: MemberId,
    pub name: String,
    pub position: String,
    pub earned: String,
    pub paid: String,
    pub remaining: String,
    /// What no confirmed statement holds yet; empty without any.
    pub open: String,
    /// Where a payment of what remains is written down, for whoever may.
    pub pay_out: Option<String>,
}

impl View for Settlements {
    fn title(&self) -> String {
        "Settlements".into()
    }

    fn lede(&self) -> String {
        "What people earned by confirmed statements, what they have got of it, and what remains.".into()
    }

    fn section(&self) -> &'static str {
        self.tabs.section()
    }
}

/// One person's, step by step.
#[derive(Template)]
#[template(path = "payroll/settlement.html")]
pub struct SettlementOf {
    pub tabs: Tabs,
    pub here: LocationId,
    pub row: SettlementRow,
    pub steps: Vec<StepRow>,
}

/// Something that changed how a person stands.
pub struct StepRow {
    pub day: String,
    pub what: String,
    /// The page of the statement.
    pub url: Option<String>,
    pub earned: String,
    pub paid: String,
    pub remaining: String,
}

impl View for SettlementOf {
    fn title(&self) -> String {
        format!("{}: settlement", self.row.name)
    }

    fn section(&self) -> &'static str {
        self.tabs.section()
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new("Settlements", format!("/locations/{}/payroll/settlements", self.here))]
    }
}
