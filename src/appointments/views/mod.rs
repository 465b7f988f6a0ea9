//! The pages about appointments.

mod assisting;
mod booking;
mod deciding;
mod parting;
mod show;

use chrono::NaiveDate;

use crate::id::{AppointmentId, LocationId};
use crate::web::Crumb;

pub use assisting::{Assisting, Calendar, Somewhere};
pub use booking::{Edit, Found, New, Row, Sheet, Tick};
pub use deciding::{Deletion, Place, Time};
pub use parting::Farewell;
pub use show::{HelperRow, Helpers, Show, ShownLine};

/// The word of the menu that these pages belong to.
const SECTION: &str = "Calendar";

/// Where the pages of an appointment begin.
pub fn page_of(here: LocationId, id: AppointmentId) -> String {
    format!("/locations/{here}/appointments/{id}")
}

/// The calendar of a day.
pub fn calendar_of(here: LocationId, day: NaiveDate) -> String {
    format!("/locations/{here}/calendar?day={day}")
}

/// `Thursday 26 November`.
pub fn weekday(day: NaiveDate) -> String {
    day.format("%A %-d %B").to_string()
}

/// The day above an appointment.
fn crumb_of(here: LocationId, day: NaiveDate) -> Crumb {
    Crumb::new(weekday(day), calendar_of(here, day))
}
