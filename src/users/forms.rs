//! What a browser sends about a user's access.

use serde::Deserialize;

/// Another role.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleForm {
    pub role: String,
    pub version: i64,
}
