//! What one person earned in a period.

use askama::Template;

use crate::access::{Inside, Right};
use crate::error::Errors;
use crate::id::LocationId;
use crate::money;
use crate::web::{Action, Crumb, View, filters};

use super::super::model::{Account, Amounts, Payee};
use super::charts::Daily;
use super::said::{Group, Paid};
use super::tables::{AMOUNTS, amounts};
use super::{Printed, Span, Tabs};

/// Amounts one by one, with their sums and their chart.
pub struct Sums {
    pub figures: Vec<(&'static str, String)>,
    pub daily: Daily,
    pub groups: Vec<Group>,
    pub paid: Vec<Paid>,
    pub total: String,
    pub said: String,
}

impl Sums {
    pub fn of(account: &Account, groups: Vec<Group>, paid: Vec<Paid>, currency: &str) -> Self {
        let sums: Amounts = account.amounts();
        let figures = AMOUNTS.iter().zip(amounts(&sums)).map(|(heading, cell)| (*heading, cell.said(currency)));
        Sums {
            figures: figures.collect(),
            daily: Daily::of(&account.daily(), currency),
            groups,
            paid,
            total: money::said(sums.total(), currency),
            said: account.period.said(),
        }
    }
}

/// Payroll › one person.
#[derive(Template)]
#[template(path = "payroll/member.html")]
pub struct Member {
    pub by: Inside,
    pub tabs: Tabs,
    pub span: Span,
    pub payee: Payee,
    pub printed: Option<Printed>,
    pub sums: Option<Sums>,
}

impl Member {
    pub fn here(&self) -> LocationId {
        self.by.location().id
    }

    pub fn currency(&self) -> &str {
        &self.by.location().currency
    }
}

impl View for Member {
    fn title(&self) -> String {
        match &self.sums {
            Some(sums) => format!("Pay of {}, {}", self.payee.name, sums.said),
            None => format!("Pay of {}", self.payee.name),
        }
    }

    fn lede(&self) -> String {
        self.payee.position.clone()
    }

    fn section(&self) -> &'static str {
        "Payroll"
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb::new("Payroll", format!("/locations/{}/payroll?{}", self.here(), self.span.query()))]
    }

    fn crumb(&self) -> String {
        self.payee.name.clone()
    }

    fn actions(&self) -> Vec<Action> {
        let base = format!("/locations/{}", self.here());
        let statements = format!("{base}/payroll/statements?member={}", self.payee.id);
        let rules = format!("{base}/team/{}/pay", self.payee.id);
        let is_open = self.by.may(Right::SetUpPayroll) && self.payee.has_card;
        std::iter::once(Action::plain("Statements", "list", statements))
            .chain(is_open.then(|| Action::plain("Rules", "settings", rules)))
            .collect()
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.span.errors)
    }
}
