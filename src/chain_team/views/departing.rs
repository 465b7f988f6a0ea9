//! What somebody has before them at a location that their card may leave.

use crate::appointments::Farewell;
use crate::error::Errors;
use crate::id::LocationId;
use crate::web::Choice;

use super::super::model::Mirror;

/// What is to come at a location, and what can become of it there.
pub struct Departure {
    pub at: LocationId,
    pub place: String,
    pub farewell: Farewell,
}

impl Departure {
    /// With what stands in the way there.
    pub fn new(mirror: &Mirror, farewell: Farewell, errors: &Errors) -> Self {
        let error = |choice: &str| errors.at(&format!("{choice}-{}", mirror.location)).to_owned();
        Departure {
            at: mirror.location,
            place: mirror.place.clone(),
            farewell: Farewell {
                appointments_error: error("appointments_to"),
                assistances_error: error("assistances_to"),
                ..farewell
            },
        }
    }

    /// To keep them, or to give them to somebody.
    pub fn appointments(&self) -> Vec<Choice> {
        let chosen = &self.farewell.form.appointments;
        let keep = Choice::new("keep", "Keep them", chosen);
        std::iter::once(keep).chain(given("Give them to", &self.farewell.successors)).collect()
    }

    /// To keep them, to let the services go on without an assistant, or with another one.
    pub fn assistances(&self) -> Vec<Choice> {
        let chosen = &self.farewell.form.assistances;
        let known = [("keep", "Keep them"), ("drop", "Take off the assistant")];
        let known = known.into_iter().map(|(value, label)| Choice::new(value, label, chosen));
        known.chain(given("Let somebody else assist:", &self.farewell.helpers)).collect()
    }
}

fn given<'a>(how: &'a str, to: &'a [Choice]) -> impl Iterator<Item = Choice> + 'a {
    to.iter().map(move |other| Choice { label: format!("{how} {}", other.label), ..other.clone() })
}
