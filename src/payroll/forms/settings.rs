//! The general settings, as a browser sends them.

use serde::Deserialize;

use crate::appointments::percent;
use crate::error::{Errors, Result};

use super::super::engine::Terms;
use super::super::model::Settings;

/// The general settings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SettingsForm {
    pub pays: Option<String>,
    pub several: Option<String>,
    /// `full` or `split`.
    pub mode: String,
    /// `appointment` or `payment`.
    pub earned: String,
    /// `paid` or `list`.
    pub base: String,
    /// A percentage; empty where no fee is taken.
    pub fee: String,
    pub version: i64,
}

impl SettingsForm {
    pub fn of(settings: &Settings) -> Self {
        let Settings { several, is_split, terms, version } = *settings;
        SettingsForm {
            pays: terms.pays_assistants.then(|| "yes".to_owned()),
            several: several.then(|| "yes".to_owned()),
            mode: if is_split { "split" } else { "full" }.to_owned(),
            earned: if terms.by_payment { "payment" } else { "appointment" }.to_owned(),
            base: if terms.by_list_price { "list" } else { "paid" }.to_owned(),
            fee: if terms.card_fee == 0 { String::new() } else { percent::plain(terms.card_fee) },
            version,
        }
    }

    pub fn parse(&self) -> Result<Settings> {
        let mut errors = Errors::none();
        let is_split = second_of("mode", &self.mode, ["full", "split"], "how several assistants are paid", &mut errors);
        let by_payment =
            second_of("earned", &self.earned, ["appointment", "payment"], "on which day pay is earned", &mut errors);
        let by_list_price =
            second_of("base", &self.base, ["paid", "list"], "what percentages are taken from", &mut errors);
        let fee = if self.fee.trim().is_empty() { Some(0) } else { percent::parse(&self.fee) };
        if fee.is_none() {
            errors.add("fee", "Write the card fee as a percentage from 0 to 100, like 1.5");
        }
        let terms = Terms {
            pays_assistants: self.pays.is_some(),
            by_payment,
            by_list_price,
            card_fee: fee.unwrap_or_default(),
        };
        errors.or(Settings { several: self.several.is_some(), is_split, terms, version: self.version })
    }
}

/// Whether the second of two choices was made.
fn second_of(field: &str, chosen: &str, choices: [&str; 2], what: &str, errors: &mut Errors) -> bool {
    if !choices.contains(&chosen) {
        errors.add(field, format!("Choose {what}"));
    }
    chosen == choices[1]
}
