//! Sessions: coming in, staying in, going out.

mod device;
mod forms;
mod letters;
mod links;
mod resets;
mod routes;
mod store;
mod views;

pub use links::SignInLink;
pub use resets::change_password;
pub use routes::{enter, home_of, is_password_of, is_sure, renew, routes};
pub use store::{Sessions, count_of};
