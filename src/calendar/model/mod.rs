//! What the calendar shows: whose columns, what stands in them, and where.

mod cards;
mod day;
mod placing;
mod stays;
mod upcoming;
mod week;

pub use cards::Card;
pub use day::{Column, Day};
pub use placing::{Idle, gaps, idle, lanes};
pub use stays::Stay;
pub use week::{Week, WeekDay};
