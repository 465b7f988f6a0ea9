//! What can be chosen from a list.

/// One line of a select.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

impl Choice {
    pub fn new(value: impl ToString, label: impl Into<String>, chosen: &str) -> Self {
        let value = value.to_string();
        Choice { chosen: value == chosen, label: label.into(), value }
    }
}
