//! What somebody who leaves has still before them, on the page where it is decided.

use crate::error::Errors;
use crate::web::Choice;

use super::super::forms::PartingForm;

/// Appointments and assisting that are to come, and what can become of them.
#[derive(Debug, Clone, Default)]
pub struct Farewell {
    pub name: String,
    pub form: PartingForm,
    /// Each with its address, for whoever may see it.
    pub appointments: Vec<(String, Option<String>)>,
    pub assistances: Vec<(String, Option<String>)>,
    /// Who could take over.
    pub successors: Vec<Choice>,
    pub helpers: Vec<Choice>,
    pub may_move: bool,
    pub may_manage: bool,
    /// What stands in the way, beside each choice.
    pub appointments_error: String,
    pub assistances_error: String,
}

impl Farewell {
    /// The same, with what stands in the way of each choice.
    pub fn beside(self, errors: &Errors) -> Self {
        Farewell {
            appointments_error: errors.at("appointments_to").to_owned(),
            assistances_error: errors.at("assistances_to").to_owned(),
            ..self
        }
    }

    pub fn is_empty(&self) -> bool {
        self.appointments.is_empty() && self.assistances.is_empty()
    }
}
