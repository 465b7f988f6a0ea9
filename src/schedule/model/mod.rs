//! Working hours day by day, patterns that fill them, time off, and who is in the schedule at all.

mod belonging;
mod booked;
mod changing;
mod filling;
mod hours;
mod pattern;
mod person;
mod roster;
mod span;
mod time_off;

pub use booked::Booked;
pub use filling::{Filling, MOST_DAYS, Plan};
pub use hours::{Hours, said};
pub use pattern::{Pattern, monday};
pub use person::Worker;
pub use roster::Roster;
pub use span::{Minute, Span, written};
pub use time_off::{TimeOff, stretch};
