//! Roles: the ready-made ones and a location's own, changed with everybody in view whom a change concerns.

mod forms;
mod model;
mod routes;
mod views;

pub use forms::RoleForm;
pub use model::{Draft, Effects, File, Import, Kept, Planned, Verdict, plan};
pub use routes::routes;
