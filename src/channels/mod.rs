//! Channels: the SMS aggregator and the chatbot that a location connects, so that phones can be written to.

mod forms;
mod model;
mod routes;
mod views;

pub use model::{Answer, Channel, Errand, Gateway, Kind, Phones, Reach, Rules, Settings};
pub use routes::routes;
