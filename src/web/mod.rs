//! The HTTP toolkit that every feature shares.

pub mod assets;
mod choice;
mod csv;
mod denials;
mod detours;
mod errors;
mod extract;
pub mod filters;
mod form;
mod fragment;
pub mod guard;
mod headers;
mod icons;
pub mod look;
pub mod menu;
mod notice;
mod page;
mod reply;
mod routes;
mod sure;
mod theme;

pub use choice::Choice;
pub use csv::Csv;
pub use denials::{About, rejected};
pub use errors::{pages as error_pages, wall};
pub use extract::{At, ChainFrame, Frame, Guest, Query, client_address, origin, signed_in_user};
pub use form::{Confirmed, Form};
pub use fragment::Fragment;
pub use look::Looking;
pub use page::{Action, Crumb, Page, Person, View};
pub use reply::{Again, Reply, See, see, with_next};
pub use routes::{Door, Gate, Routes};
pub use sure::Sure;
