//! Users: login accounts, one human each, known by e-mail or phone.

pub mod contact;
mod forms;
mod model;
pub mod password;
mod routes;
mod theme;
mod views;

pub use contact::{Contact, Email, Phone};
pub use forms::{NameForm, PasswordForm, RightsForm, last_day};
pub use model::{Consent, Known, NewUser, TERMS, User};
pub use password::Passwords;
pub use routes::routes;
pub use theme::Theme;
