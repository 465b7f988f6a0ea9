//! The pages of the calendar, and the words that they share.

mod bar;
mod day;
mod list;
mod tiles;
mod week;

pub use day::Day;
pub use list::List;
pub use tiles::Tile;
pub use week::Week;

use chrono::{Datelike, NaiveDate};

use crate::access::{Inside, Right};
use crate::clock;
use crate::id::LocationId;
use crate::web::Action;

/// `Thursday 26 November`, and the year where it is another one.
fn named(day: NaiveDate, today: NaiveDate) -> String {
    let format = if day.year() == today.year() { "%A %-d %B" } else { "%A %-d %B %Y" };
    day.format(format).to_string()
}

fn calendar_of(here: LocationId) -> String {
    format!("/locations/{here}/calendar")
}

/// `9:00 to 9:45`.
fn stretch(from: i64, to: i64) -> String {
    format!("{} to {}", clock::hour(from), clock::hour(to))
}

/// `24 appointments, 4 not confirmed yet`.
fn counted(all: usize, waiting: usize) -> String {
    let all = match all {
        0 => return "No appointments".into(),
        1 => "1 appointment".to_owned(),
        more => format!("{more} appointments"),
    };
    if waiting == 0 { all } else { format!("{all}, {waiting} not confirmed yet") }
}

/// Why a day before what the viewer's right reaches shows nothing.
fn unreachable(first: NaiveDate, today: NaiveDate) -> String {
    match (today - first).num_days() {
        0 => "Your right to see the calendar is for today and the days to come.".into(),
        _ => format!("Your right to see the calendar goes back to {}. Earlier days are not shown.", clock::long(first)),
    }
}

/// The ways to a new appointment and to the work schedule, for whoever may make the one and change the other.
fn booking(by: &Inside, day: NaiveDate) -> Vec<Action> {
    let url = format!("/locations/{}/appointments/new?day={day}", by.location().id);
    let book = by.may(Right::CreateAppointments).then(|| Action::primary("New appointment", "plus", url));
    let schedule = format!("/locations/{}/schedule?week={day}", by.location().id);
    let plan = by.may(Right::EditSchedules).then(|| Action::plain("Work schedule", "clock", schedule));
    book.into_iter().chain(plan).collect()
}
