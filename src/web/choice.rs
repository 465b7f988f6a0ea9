//! What can be chosen from a list.

use crate::language::Language;

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

    /// The languages of letters, each as its own speakers call it.
    pub fn languages(chosen: &str) -> Vec<Self> {
        Language::ALL.iter().map(|language| Choice::new(language.code(), language.name(), chosen)).collect()
    }
}
