//! What a browser sends about clients.

use serde::Deserialize;

/// What was typed so far.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MatchForm {
    pub q: String,
}
