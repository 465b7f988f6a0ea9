//! Clients: who comes to be served, how they are reached, and what was noted about them.

mod forms;
mod model;
mod routes;
mod views;

pub use model::{Client, Details};
pub use routes::routes;
