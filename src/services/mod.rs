//! Services: what clients come for, for how much and how long, and who provides it.

mod model;

pub use model::{Offer, Provider};
