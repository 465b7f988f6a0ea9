//! The pages about work schedules.

mod board;
mod cells;
mod day;
mod filling;
mod member;
mod times;

use crate::access::{Inside, Right};
use crate::id::{LocationId, MemberId};
use crate::web::Crumb;

use super::model::Worker;

pub use board::Index;
pub use board::Row;
pub use cells::{Cell, Month, Period};
pub use day::Day;
pub use filling::{Pattern, Plan};
pub use member::{Departure, Show};

/// The card tab of somebody.
pub fn tab_of(here: LocationId, member: MemberId) -> String {
    format!("/locations/{here}/team/{member}/schedule")
}

/// The pages above: the team for whoever may look at it, the schedule of everybody, and that of one.
fn crumbs(by: &Inside, worker: Option<&Worker>) -> Vec<Crumb> {
    let here = by.location().id;
    let mut crumbs = Vec::new();
    if by.may(Right::ViewTeam) {
        crumbs.push(Crumb::new("Team", format!("/locations/{here}/team")));
    }
    if let (Some(worker), true) = (worker, by.may(Right::ViewCalendar)) {
        crumbs.push(Crumb::new("Work schedule", format!("/locations/{here}/schedule")));
        crumbs.push(Crumb::new(&worker.name, tab_of(here, worker.id)));
    }
    crumbs
}
