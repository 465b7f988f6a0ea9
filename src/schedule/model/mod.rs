//! Working hours day by day, and time off.

mod hours;

pub use hours::{Hours, Span};
