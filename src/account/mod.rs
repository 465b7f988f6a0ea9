//! One's own account, besides its name and password: contacts, language, colours, and the ways out.

mod contacts;
mod deletion;
mod forms;
mod letters;
mod routes;
mod texting;
mod views;

pub use contacts::add;
pub use routes::routes;
