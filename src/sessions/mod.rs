//! Sessions: coming in, staying in, going out.

mod device;
mod factor;
mod forms;
mod letters;
mod links;
mod live;
mod news;
mod recovery;
mod resets;
mod routes;
mod store;
mod views;

pub use factor::SecondFactor;
pub use forms::safe_next;
pub use links::SignInLink;
pub use live::Live;
pub use news::News;
pub use resets::change_password;
pub use routes::{change_keys, enter, home_of, is_password_of, is_sure, renew, routes};
pub use store::{STAMP, Sessions, Spans};
pub use views::Confirmation;
