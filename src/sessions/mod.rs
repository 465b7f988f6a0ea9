//! Sessions: coming in, staying in, going out.

mod forms;
mod links;
mod routes;
mod store;
mod views;

pub use links::SignInLink;
pub use routes::{enter, home_of, routes};
pub use routes::{open_house, open_location};
pub use store::Sessions;
