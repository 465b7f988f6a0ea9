//! Invitations: offers of access, from the form to the front door.

mod forms;
mod joining;
mod letters;
mod model;
mod routes;
mod views;

pub use forms::{
    FORMULAS, GrantForm, LeavingForm, Line as SheetLine, ListForm, languages, offer, read as read_sheet, role_choices,
    ways_to_reach, write as write_sheet,
};
pub use joining::{inbox_routes, routes as joining_routes};
pub use model::{
    Addressee, Gives, Invitation, Legacy, Link, Listed, Neglected, Newcomer, Offer, Promises, Received, Sent, Sponsors,
    Standstill, State,
};
pub use routes::routes;
pub use views::{invite_action, invite_to_chain};
