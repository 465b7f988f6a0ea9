//! One's own account, besides its name and password: contacts, language, colours, and the ways out.

mod forms;
mod routes;
mod views;

pub use routes::routes;
