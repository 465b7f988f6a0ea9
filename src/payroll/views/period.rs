//! The pay of a period: everybody in one table.

use askama::Template;

use crate::access::{Inside, Right};
use crate::error::Errors;
use crate::id::LocationId;
use crate::money;
use crate::text::counted;
use crate::web::{View, filters};

use super::super::model::{PayLine, PaySheet, share};
use super::charts::{Bar, Daily};
use super::tables::{AMOUNTS, Cell, amounts, share_said};
use super::{Printed, Span, Tabs};

/// Payroll › Period.
#[derive(Template)]
#[template(path = "payroll/index.html")]
pub struct Period {
    pub by: Inside,
    pub tabs: Tabs,
    pub span: Span,
    pub printed: Option<Printed>,
    /// Nothing where the days could not be used, or the viewer may see none of them.
    pub sheet: Option<PaySheet>,
}

impl Period {
    pub fn here(&self) -> LocationId {
        self.by.location().id
    }

    pub fn currency(&self) -> &str {
        &self.by.location().currency
    }

    pub fn headings(&self) -> [&'static str; 6] {
        AMOUNTS
    }

    /// The figures above the table: what it is, how much, and what is to be said about it.
    pub fn figures(&self, sheet: &PaySheet) -> Vec<(&'static str, String, String)> {
        let total = sheet.total();
        let said = |amount| money::said(amount, self.currency());
        let part = share(total.assisting, total.total()).map(|part| format!("{} of pay, ", share_said(part)));
        let of_revenue = share(total.total(), sheet.turnover);
        vec![
            ("To pay", said(total.total()), String::new()),
            ("Services", said(total.services), String::new()),
            (
                "Assisting",
                said(total.assisting),
                format!("{}{}", part.unwrap_or_default(), counted(sheet.assisted as i64, "service", "services")),
            ),
            ("Time", said(total.time), String::new()),
            (
                "Share of revenue",
                of_revenue.map_or("–".into(), share_said),
                format!("Clients paid {}", said(sheet.turnover)),
            ),
        ]
    }

    pub fn bars(&self, sheet: &PaySheet) -> Vec<Bar> {
        let people: Vec<_> = sheet.lines.iter().map(|line| (line.payee.name.clone(), line.amounts)).collect();
        Bar::of_amounts(&people, self.currency())
    }

    pub fn daily(&self, sheet: &PaySheet) -> Daily {
        Daily::of(&sheet.daily, self.currency())
    }

    pub fn cells(&self, line: &PayLine) -> Vec<String> {
        self.said(amounts(&line.amounts))
    }

    pub fn totals(&self, sheet: &PaySheet) -> Vec<String> {
        self.said(amounts(&sheet.total()))
    }

    fn said(&self, cells: Vec<Cell>) -> Vec<String> {
        cells.iter().map(|cell| cell.said(self.currency())).collect()
    }

    pub fn address(&self, line: &PayLine) -> String {
        format!("/locations/{}/payroll/members/{}?{}", self.here(), line.payee.id, self.span.query())
    }

    /// What pays somebody nothing because no rule says what it pays; empty where everything is paid.
    pub fn unruled(&self, line: &PayLine) -> String {
        let services = |number: usize| counted(number as i64, "service", "services");
        match (line.unruled, line.unruled_assisting) {
            (0, 0) => String::new(),
            (own, 0) => format!("No rule: {} without pay", services(own)),
            (0, helped) => format!("No rule for assisting: {} without pay", services(helped)),
            (own, helped) => {
                format!("No rule: {} and assisting in {} without pay", services(own), services(helped))
            }
        }
    }

    /// How many people worked without a rule that pays them.
    pub fn people_without(&self, sheet: &PaySheet) -> String {
        let number = sheet.lines.iter().filter(|line| line.unruled + line.unruled_assisting > 0).count();
        match number {
            0 => String::new(),
            1 => {
                "One person worked without a rule that says what it pays. It counts as nothing until somebody sets one."
                    .into()
            }
            more => format!(
                "{more} people worked without a rule that says what it pays. It counts as nothing until somebody sets one."
            ),
        }
    }

    /// Where the rules of somebody are, for whoever may open them.
    pub fn rules(&self, line: &PayLine) -> Option<String> {
        let is_open = self.by.may(Right::SetUpPayroll) && line.payee.has_card;
        is_open.then(|| format!("/locations/{}/team/{}/pay", self.here(), line.payee.id))
    }

    pub fn export(&self, what: &str) -> Option<String> {
        let address = format!("/locations/{}/payroll/export?what={what}&{}", self.here(), self.span.query());
        self.by.may(Right::ExportPay).then_some(address)
    }
}

impl View for Period {
    fn title(&self) -> String {
        match &self.sheet {
            Some(sheet) => format!("Payroll, {}", sheet.period.said()),
            None => "Payroll".into(),
        }
    }

    fn lede(&self) -> String {
        "Reckoned from the appointments whose client came, and from the work schedule, as they are now.".into()
    }

    fn section(&self) -> &'static str {
        "Payroll"
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.span.errors)
    }
}
