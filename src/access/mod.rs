//! Who may do what: rights, roles, and the proof that somebody holds one.

mod can;
mod demands;
mod ending;
mod guards;
mod leaving;
mod list;
mod model;
pub mod rights;
mod roles;

pub use can::{Asking, Can, Inside};
pub use demands::Demand;
pub use ending::EndsSoon;
pub use guards::{can_grant, may_grant, may_touch, must_keep_an_owner};
pub use list::ListedAccess;
pub use model::{Access, Standing, Terms};
pub use rights::{Key, Right, Rights, Section};
pub use roles::{OWNER, Role, TEMPLATES, VIEW_ONLY};
