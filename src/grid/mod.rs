//! Access by location: who has which role where in a chain, in one table, and many roles changed in one go.

mod forms;
mod model;
mod routes;
mod views;

pub use routes::routes;
