//! The activity log: who changed what, from what to what, and when.

mod model;
mod routes;
mod views;

pub use model::{Actor, Change, Deed, Entry, Event, Filter, OfItself, record, refused};
pub use routes::routes;
