//! Fields for times of a day, one beside the other.

use crate::error::Errors;

/// One field.
pub struct TimeField {
    pub id: String,
    pub name: &'static str,
    pub label: &'static str,
    pub value: String,
    pub error: String,
}

impl TimeField {
    /// The only one of its name.
    pub fn alone(name: &'static str, label: &'static str, value: &str, errors: &Errors) -> Self {
        Self::new(name.to_owned(), name, label, value, errors)
    }

    /// The one in row `number`, counted from 1.
    pub fn in_row(number: usize, name: &'static str, label: &'static str, value: &str, errors: &Errors) -> Self {
        Self::new(format!("{name}-{number}"), name, label, value, errors)
    }

    fn new(id: String, name: &'static str, label: &'static str, value: &str, errors: &Errors) -> Self {
        TimeField { error: errors.at(&id).to_owned(), id, name, label, value: value.to_owned() }
    }
}

/// Fields that belong together, and what they are for.
pub struct Times {
    pub label: String,
    pub id: String,
    pub fields: Vec<TimeField>,
}
