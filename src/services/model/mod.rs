//! Services, their categories, and who provides them.

mod offers;

pub use offers::{Offer, Provider};
