//! What a browser sends about somebody's way in and out.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::access::Inside;
use crate::error::{Error, Errors, Result};
use crate::invitations::{Offer, Terms, offer};

/// Granting access from the card.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GrantForm {
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub role: String,
    #[serde(default)]
    pub language: String,
    #[serde(default)]
    pub last_day: String,
    #[serde(default)]
    pub by_hand: Option<String>,
}

impl GrantForm {
    /// What is offered to the person of this name.
    pub fn parse(&self, name: &str, by: &Inside) -> Result<Offer> {
        let by_hand = self.by_hand.is_some();
        let mut errors = Errors::none();
        let mut take = |error| match error {
            Error::Invalid(more) => {
                errors.extend(more);
                Ok(())
            }
            other => Err(other),
        };
        let offered = offer(name, &self.email, &self.phone, &self.role, by_hand, &by.location().country);
        let terms = Terms::parse(&self.language, "", &self.last_day, by_hand, by);
        match (offered, terms) {
            (Ok(offer), Ok(terms)) => return Ok(terms.of(offer)),
            (offered, terms) => [offered.err(), terms.err()].into_iter().flatten().try_for_each(&mut take)?,
        }
        Err(Error::Invalid(errors))
    }
}

/// Dismissing on a day.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DismissalForm {
    pub on: String,
    /// What becomes of the invitations they sent.
    #[serde(default)]
    pub legacy: String,
}

impl DismissalForm {
    pub fn parse(&self) -> Result<NaiveDate> {
        self.on.trim().parse().map_err(|_| Error::on("on", "Enter the last day as a date, like 2026-11-30"))
    }
}
