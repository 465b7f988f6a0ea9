//! Payroll: how people are paid for what they do. So far, how assistants are.

mod forms;
mod model;
mod routes;
mod views;

pub use model::Settings;
pub use routes::routes;
