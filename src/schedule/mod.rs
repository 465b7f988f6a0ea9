//! The work schedule: who works on which day from when to when, with breaks and time off.

mod forms;
mod model;
mod routes;
mod views;

pub use model::{Hours, Minute, Plan, Roster, Span, TimeOff, Worker};
pub use routes::routes;
