//! What a browser sends about a user's access.

use serde::Deserialize;

use crate::error::{Errors, Result};
use crate::text;

/// Another role.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleForm {
    pub role: String,
    pub version: i64,
}

/// Another name.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameForm {
    pub name: String,
}

impl NameForm {
    pub fn parse(&self) -> Result<String> {
        let mut errors = Errors::none();
        let name = text::name("name", "your name", &self.name, "Enter your name", &mut errors);
        errors.or(name)
    }
}

/// Another password, with the current one.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordForm {
    pub current: String,
    pub password: String,
}
