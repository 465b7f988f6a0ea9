//! Chains: several locations run together, and who may do what in all of them.

mod forms;
mod model;
mod routes;
mod views;

pub use model::*;
pub use routes::consequences::{Whom, of_going};
pub use routes::routes;
