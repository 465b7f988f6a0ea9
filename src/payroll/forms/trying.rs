//! A job to try rules on: what it costs, who helps, how it is paid.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::appointments::percent;
use crate::error::{Errors, Result};
use crate::id::{MemberId, ServiceId};

use super::amounts::{day, money_in};

/// What is tried. Without `sent` nobody has typed anything yet.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct TryForm {
    pub day: String,
    pub service: String,
    pub price: String,
    pub quantity: String,
    pub discount: String,
    /// `full` or `split`.
    pub mode: String,
    pub by_card: Option<String>,
    /// Those who assist.
    pub assistant: Vec<MemberId>,
    /// Everybody with a share, a row each.
    pub of: Vec<MemberId>,
    pub share: Vec<String>,
    pub sent: Option<String>,
}

/// What can be reckoned.
#[derive(Debug, Clone)]
pub struct Trial {
    pub day: NaiveDate,
    pub service: Option<ServiceId>,
    pub price: i64,
    pub quantity: i64,
    pub discount: i64,
    pub is_split: bool,
    pub by_card: bool,
    pub assistants: Vec<(MemberId, i64)>,
}

impl TryForm {
    /// A plain service of 100 with these people helping.
    pub fn usual(today: NaiveDate, price: String, is_split: bool, assistants: Vec<MemberId>) -> Self {
        TryForm {
            day: today.to_string(),
            price,
            quantity: "1".into(),
            discount: "0".into(),
            mode: if is_split { "split" } else { "full" }.into(),
            assistant: assistants,
            ..TryForm::default()
        }
    }

    /// The share that was typed for somebody.
    pub fn share_of(&self, member: MemberId) -> String {
        let row = self.of.iter().position(|one| *one == member);
        row.and_then(|row| self.share.get(row)).cloned().unwrap_or_else(|| percent::plain(percent::WHOLE))
    }

    /// `usual` is what the service costs, for whoever leaves the price empty.
    pub fn parse(&self, usual: Option<i64>, currency: &str) -> Result<Trial> {
        let mut errors = Errors::none();
        let day = day("day", &self.day, &mut errors);
        let price = match usual.filter(|_| self.price.trim().is_empty()) {
            Some(usual) => usual,
            None => money_in("price", &self.price, currency, &mut errors),
        };
        let quantity = self.quantity.trim().parse().ok().filter(|number| (1..=1_000).contains(number));
        if quantity.is_none() {
            errors.add("quantity", "Enter a quantity from 1 to 1000");
        }
        let mut hundredths = |field: String, typed: &str| {
            percent::parse(typed).unwrap_or_else(|| {
                errors.add(field, "Enter a percentage from 0 to 100, with two decimals at most");
                0
            })
        };
        let discount = hundredths("discount".into(), &self.discount);
        let assistants = self.assistant.iter();
        let assistants = assistants.map(|id| (*id, hundredths(format!("share-{id}"), &self.share_of(*id)))).collect();
        errors.or(Trial {
            day,
            service: self.service.parse().ok(),
            price,
            quantity: quantity.unwrap_or(1),
            discount,
            is_split: self.mode == "split",
            by_card: self.by_card.is_some(),
            assistants,
        })
    }
}
