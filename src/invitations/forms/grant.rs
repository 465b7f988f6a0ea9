//! Granting access to one person, from their card.

use serde::Deserialize;

use crate::access::Inside;
use crate::error::{Error, Errors, Result};

use super::super::model::Offer;
use super::{Terms, beside, offer};

/// How somebody is reached, and what they are offered.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct GrantForm {
    pub email: String,
    pub phone: String,
    pub role: String,
    pub language: String,
    pub last_day: String,
    pub by_hand: Option<String>,
}

impl GrantForm {
    /// What is offered to the person of this name.
    pub fn parse(&self, name: &str, by: &Inside) -> Result<Offer> {
        let by_hand = self.by_hand.is_some();
        let offer = offer(name, &self.email, &self.phone, &self.role, by_hand, &by.location().country);
        let terms = Terms::parse(&self.language, "", &self.last_day, by_hand, by);
        match (offer, terms) {
            (Ok(offer), Ok(terms)) => Ok(terms.of(offer)),
            (offer, terms) => {
                let mut errors = Errors::none();
                for error in [offer.err(), terms.err()].into_iter().flatten() {
                    errors.extend(beside(error)?);
                }
                Err(Error::Invalid(errors))
            }
        }
    }
}
