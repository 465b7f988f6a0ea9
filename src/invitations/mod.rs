//! Invitations: offers of access, from the form to the front door.

mod forms;
mod joining;
mod letters;
mod model;
mod routes;
mod views;

pub use forms::{offer, role_choices};
pub use joining::routes as joining_routes;
pub use model::{Invitation, Link, Listed, Newcomer, Offer, Sent, State};
pub use routes::routes;
pub use views::invite_action;
