//! The calendar: a day with a column per team member, the same as a list, and the week of one of them.

mod forms;
mod model;
mod routes;
mod views;

pub use model::Stay;
pub use routes::routes;
pub use views::Tile;
