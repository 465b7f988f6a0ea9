//! Reports: what services bring and cost.

use askama::Template;

use crate::access::{Inside, Right};
use crate::error::Errors;
use crate::id::LocationId;
use crate::money;
use crate::web::{View, filters};

use super::super::model::{Period, Report, ReportBy, ReportLine};
use super::charts::Bar;
use super::tables::{Cell, cells, columns};
use super::{Printed, Span, Tabs};

/// Payroll › Reports.
#[derive(Template)]
#[template(path = "payroll/reports.html")]
pub struct Reports {
    pub by: Inside,
    pub tabs: Tabs,
    pub span: Span,
    pub what: ReportBy,
    pub printed: Option<Printed>,
    pub report: Option<(Period, Report)>,
}

impl Reports {
    pub fn here(&self) -> LocationId {
        self.by.location().id
    }

    pub fn currency(&self) -> &str {
        &self.by.location().currency
    }

    /// The reports, each where it is.
    pub fn kinds(&self) -> Vec<(&'static str, String, bool)> {
        let url = |by: ReportBy| format!("{}?by={}&{}", self.span.base, by.slug(), self.span.query());
        ReportBy::ALL.iter().map(|by| (by.title(), url(*by), *by == self.what)).collect()
    }

    pub fn first(&self) -> &'static str {
        match self.what {
            ReportBy::Service => "Service",
            ReportBy::Help => "Help",
            ReportBy::Member | ReportBy::Assistant => "Team member",
        }
    }

    pub fn columns(&self) -> &'static [&'static str] {
        columns(self.what)
    }

    pub fn has_words(&self, place: &usize) -> bool {
        self.what == ReportBy::Assistant && *place == 0
    }

    /// The cells of a line, and whether each is words.
    pub fn cells(&self, line: &ReportLine) -> Vec<(String, bool)> {
        let said = |cell: Cell| (cell.said(self.currency()), cell.is_words());
        cells(self.what, line).into_iter().map(said).collect()
    }

    pub fn address(&self, line: &ReportLine) -> Option<String> {
        let member = line.member?;
        Some(format!("/locations/{}/payroll/members/{member}?{}", self.here(), self.span.query()))
    }

    /// What stands in the bars, in the order of their colours.
    pub fn legend(&self) -> &'static [&'static str] {
        match self.what {
            ReportBy::Assistant => &["Pay for assisting"],
            _ => &["Pay of who provided them", "Pay of assistants", "The house keeps"],
        }
    }

    /// For each line its bar.
    pub fn bars(&self, report: &Report) -> Vec<Bar> {
        let row = |line: &ReportLine| {
            let (parts, said) = match self.what {
                ReportBy::Assistant => (vec![line.assistants], line.assistants),
                _ => (vec![line.main, line.assistants, line.kept()], line.turnover),
            };
            (line.label.clone(), parts, money::plain(said, self.currency()))
        };
        Bar::drawn(report.lines.iter().map(row).collect())
    }

    pub fn export(&self) -> Option<String> {
        let what = self.what.slug();
        let address = format!("/locations/{}/payroll/export?what={what}&{}", self.here(), self.span.query());
        self.by.may(Right::ExportPay).then_some(address)
    }
}

impl View for Reports {
    fn title(&self) -> String {
        match &self.report {
            Some((period, _)) => format!("Pay reports, {}", period.said()),
            None => "Pay reports".into(),
        }
    }

    fn lede(&self) -> String {
        match self.what {
            ReportBy::Member => "What the services of each person bring and cost.",
            ReportBy::Service => "What each service brings and costs.",
            ReportBy::Assistant => "Who helps whom, and what it costs.",
            ReportBy::Help => "What services bring and cost when somebody assists in them, and when nobody does.",
        }
        .into()
    }

    fn section(&self) -> &'static str {
        "Payroll"
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.span.errors)
    }
}
