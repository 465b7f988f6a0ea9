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
mod standing;

pub use can::{Asking, Can, Inside};
pub use demands::Demand;
pub use ending::EndsSoon;
pub use guards::{can_grant, may_grant, may_touch, may_touch_everywhere, must_keep_an_owner};
pub use list::ListedAccess;
pub use model::{Access, Terms};
pub use rights::{Key, Right, Rights, Section};
pub use roles::{OWNER, Role, TEMPLATES, VIEW_ONLY};
pub use standing::Standing;
