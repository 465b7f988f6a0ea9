//! What the locations of a chain pay.

use askama::Template;

use crate::chains::Within;
use crate::error::Errors;
use crate::id::LocationId;
use crate::money;
use crate::web::{View, filters};

use super::super::model::{Period, PlacePay, share};
use super::Span;
use super::charts::Bar;
use super::tables::{AMOUNTS, amounts, share_said};

/// The pay of a chain: its locations side by side, and nobody's name.
#[derive(Template)]
#[template(path = "payroll/across.html")]
pub struct Across {
    pub by: Within,
    pub span: Span,
    pub report: Option<(Period, Vec<PlacePay>)>,
    /// Where each location’s own pay is, for whoever may open it there.
    pub open: Vec<(LocationId, String)>,
}

impl Across {
    pub fn headings(&self) -> [&'static str; 6] {
        AMOUNTS
    }

    pub fn totals(&self, places: &[PlacePay]) -> Vec<PlacePay> {
        PlacePay::totals(places)
    }

    pub fn paid(&self, place: &PlacePay) -> String {
        money::said(place.turnover, &place.currency)
    }

    pub fn pay(&self, place: &PlacePay) -> String {
        money::said(place.amounts.total(), &place.currency)
    }

    pub fn assisting(&self, place: &PlacePay) -> String {
        money::said(place.amounts.assisting, &place.currency)
    }

    pub fn cells(&self, place: &PlacePay) -> Vec<String> {
        amounts(&place.amounts).iter().map(|cell| cell.said(&place.currency)).collect()
    }

    pub fn share(&self, place: &PlacePay) -> String {
        share(place.amounts.total(), place.turnover).map_or("–".into(), share_said)
    }

    pub fn url(&self, place: &PlacePay) -> Option<&str> {
        self.open.iter().find(|(id, _)| *id == place.location).map(|(_, url)| url.as_str())
    }

    /// The bars of one currency: amounts of several cannot be compared.
    pub fn bars(&self, places: &[PlacePay], total: &PlacePay) -> Vec<Bar> {
        let of_it: Vec<_> = places
            .iter()
            .filter(|place| place.currency == total.currency)
            .map(|place| (place.name.clone(), place.amounts))
            .collect();
        Bar::of_amounts(&of_it, &total.currency)
    }
}

impl View for Across {
    fn title(&self) -> String {
        match &self.report {
            Some((period, _)) => format!("Pay of the chain, {}", period.said()),
            None => "Pay of the chain".into(),
        }
    }

    fn lede(&self) -> String {
        "What each location pays, and what its clients paid.".into()
    }

    fn section(&self) -> &'static str {
        "Payroll"
    }

    fn errors(&self) -> Option<&Errors> {
        Some(&self.span.errors)
    }
}
