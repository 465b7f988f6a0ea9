//! What a browser sends about payroll.

use serde::Deserialize;

use crate::error::{Error, Result};

use super::model::Settings;

/// The general settings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SettingsForm {
    pub several: Option<String>,
    /// `full` or `split`.
    pub mode: String,
    pub version: i64,
}

impl SettingsForm {
    pub fn of(settings: &Settings) -> Self {
        SettingsForm {
            several: settings.several.then(|| "yes".to_owned()),
            mode: if settings.is_split { "split" } else { "full" }.to_owned(),
            version: settings.version,
        }
    }

    pub fn parse(&self) -> Result<Settings> {
        let is_split = match &*self.mode {
            "full" => false,
            "split" => true,
            _ => return Err(Error::on("mode", "Choose how several assistants are paid")),
        };
        Ok(Settings { several: self.several.is_some(), is_split, version: self.version })
    }
}
