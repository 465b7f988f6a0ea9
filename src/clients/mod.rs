//! Clients: who comes to be served, how they are reached, and what was noted about them.

mod forms;
mod model;
mod routes;
mod views;

pub use forms::{ClientForm, ImportForm, Row};
pub use model::{Client, Details, Merge, Note, Revision, forget_habits, words};
pub use routes::routes;
