//! The activity log: who changed what, from what to what, and when.

mod forms;
mod model;
mod routes;
mod views;

pub use model::{
    Actor, AtTheDoor, Change, Deed, Entry, Event, Filter, OfItself, Origin, Pause, Report, Thing, record, refuse,
    refuse_at_the_door,
};
pub use routes::routes;
