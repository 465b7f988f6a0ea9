//! The team: who works here, their cards and their positions.

mod forms;
mod model;
mod routes;
mod views;

pub use model::{Card, Employment, Filter, Line, Member, Position, Profile, Settings, Whose};
pub use routes::{leaving, routes};
pub use views::Leaving;
