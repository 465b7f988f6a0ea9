//! The team: who works here, their cards and their positions.

mod forms;
mod model;
mod routes;
mod views;

pub(crate) use model::last_place;
pub use model::{Card, Employment, Filter, Home, Line, Member, Personal, Position, Profile, Schedule, Settings, Whose};
pub use routes::{frame, leaving, routes};
pub use views::{Frame, Leaving};
