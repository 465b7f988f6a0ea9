//! See as: looking at a location with the eyes of a colleague or of a role.

mod routes;
mod views;

pub use routes::routes;
