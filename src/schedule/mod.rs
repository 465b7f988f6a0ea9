//! The work schedule: who works on which day from when to when, with breaks and time off.

mod model;

pub use model::{Hours, Span};
