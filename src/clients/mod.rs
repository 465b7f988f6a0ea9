//! Clients: who comes to be served, how they are reached, and what was noted about them.

mod model;

pub use model::{Client, Details, words};
