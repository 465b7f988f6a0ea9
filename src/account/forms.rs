//! What a browser sends about one's own account.

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::id::{AccessId, ChainAccessId};
use crate::language::Language;
use crate::users::contact::Unusable;
use crate::users::{Contact, Theme};

/// Leaving a location. An owner may name who owns it afterwards.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DepartureForm {
    pub heir: String,
}

impl DepartureForm {
    pub fn parse(&self) -> Result<Option<AccessId>> {
        if self.heir.is_empty() {
            return Ok(None);
        }
        self.heir.parse().map(Some).map_err(|_| Error::on("heir", "Choose one of your colleagues"))
    }
}

/// Leaving a chain. An owner may name who owns it afterwards.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ChainDepartureForm {
    pub heir: String,
}

impl ChainDepartureForm {
    pub fn parse(&self) -> Result<Option<ChainAccessId>> {
        if self.heir.is_empty() {
            return Ok(None);
        }
        self.heir.parse().map(Some).map_err(|_| Error::on("heir", "Choose one of the people of this chain"))
    }
}

/// Another language, other colours.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreferencesForm {
    pub language: String,
    pub theme: String,
}

impl PreferencesForm {
    pub fn parse(&self) -> Result<(Language, Theme)> {
        let language = Language::from_code(&self.language).ok_or_else(|| Error::on("language", "Choose a language"))?;
        let theme = Theme::from_slug(&self.theme).ok_or_else(|| Error::on("theme", "Choose how the pages look"))?;
        Ok((language, theme))
    }
}

/// One more address, or one more phone.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactForm {
    pub contact: String,
}

impl ContactForm {
    /// A number without its country code is read as people of `country` dial it; without one, addresses are meant.
    pub fn parse(&self, country: &str) -> Result<Contact> {
        Contact::parse(&self.contact, country).map_err(|unusable| {
            Error::on(
                "contact",
                match unusable {
                    Unusable::Phone if !country.is_empty() => {
                        "Enter the phone number with its country code, like +351 912 555 000"
                    }
                    _ => "Enter an email address in full, like name@example.com",
                },
            )
        })
    }
}

/// The code that came to it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeForm {
    pub code: String,
}
