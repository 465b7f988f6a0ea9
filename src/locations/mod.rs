//! Locations: one salon, clinic or branch each.

mod forms;
mod model;
mod routes;
mod subscription;
mod views;

pub use forms::{LocationForm, SubscriptionForm, USUAL_DAYS};
pub use model::{Details, Listed, Location, Row, is_open_until};
pub use routes::routes;
pub use subscription::{Paid, Subscription};
pub use views::fullness;
