//! The team of a chain: cards and positions that are valid in several locations, and edited in the chain only.

mod forms;
mod model;
mod routes;
mod views;

pub use model::{ChainCard, ChainPosition, Profile};
pub use routes::routes;
