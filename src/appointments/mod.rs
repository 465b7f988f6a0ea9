//! Appointments: who comes when, for what, to whom, and who assists.

mod model;

pub use model::{Appointment, Assistant, Line, Status, Tally, Visit};
