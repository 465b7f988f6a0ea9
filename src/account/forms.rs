//! What a browser sends about one's own account.

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::id::AccessId;

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
