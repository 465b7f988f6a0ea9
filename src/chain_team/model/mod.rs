//! Cards of a chain, their mirrors at its locations, and its positions.

mod bequest;
mod card;
mod cards;
mod doing;
mod merging;
mod mirrors;
mod placing;
mod positions;
mod validity;

pub use card::{ChainCard, Profile};
pub use cards::{Found, Line};
pub use merging::{FIELDS, Key, Merge, Picks};
pub use mirrors::Mirror;
pub use positions::ChainPosition;
