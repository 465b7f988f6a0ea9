//! What a browser sends about one's own account.

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::id::AccessId;
use crate::language::Language;
use crate::users::{Email, Theme};

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

/// One more address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmailForm {
    pub email: String,
}

impl EmailForm {
    pub fn parse(&self) -> Result<Email> {
        Email::parse(&self.email)
            .map_err(|_| Error::on("email", "Enter an email address in full, like name@example.com"))
    }
}

/// The code that came to it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeForm {
    pub code: String,
}
