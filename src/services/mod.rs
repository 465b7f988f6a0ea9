//! Services: what clients come for, for how much and how long, and who provides it.

mod forms;
mod model;
mod routes;
mod views;

pub use model::{Category, Giving, Heading, Offer, Own, Provided, Provider, Providing, Service, Step, Terms, duration};
pub use routes::routes;
