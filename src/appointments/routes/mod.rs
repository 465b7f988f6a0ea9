//! The doors of the appointments.

mod assistants;
mod assisting;
mod booking;
mod calendar;
mod deleting;
mod editing;
mod farewell;
mod helpers;
mod moving;
mod payment;
mod sheet;
mod show;
mod status;

use crate::access::Inside;
use crate::clock;
use crate::text::together;
use crate::web::Routes;

use super::model::Appointment;
use super::views::weekday;

pub use farewell::{farewell, fates};

pub fn routes() -> Routes {
    Routes::at("/locations/{location}")
        .get("/appointments/new", booking::new)
        .post("/appointments", booking::create)
        .get("/appointments/{appointment}", show::show)
        .post("/appointments/{appointment}", editing::update)
        .get("/appointments/{appointment}/edit", editing::edit)
        .get("/appointments/{appointment}/copy", booking::copy)
        .post("/appointments/{appointment}/status", status::update)
        .post("/appointments/{appointment}/payment", payment::update)
        .get("/appointments/{appointment}/time", moving::ask)
        .post("/appointments/{appointment}/time", moving::update)
        .post("/appointments/{appointment}/assistants", assistants::update)
        .post("/appointments/{appointment}/shares", assistants::update_shares)
        .get("/appointments/{appointment}/deletion", deleting::ask)
        .post("/appointments/{appointment}/deletion", deleting::delete)
        .get("/assisting", assisting::index)
        .get("/settings/calendar", calendar::edit)
        .post("/settings/calendar", calendar::update)
}

/// `Balayage and Toner with Marta Oliveira, Thursday 19 November, 10:00 to 12:30`.
fn described(appointment: &Appointment, by: &Inside) -> String {
    let zone = by.location().zone;
    let titles: Vec<String> = appointment.lines.iter().map(|line| line.title.clone()).collect();
    let mut names: Vec<String> = appointment.lines.iter().map(|line| line.member_name.clone()).collect();
    names.dedup();
    let (day, from) = clock::on_the_wall(appointment.starts_at, zone);
    let (_, to) = clock::on_the_wall(appointment.ends_at, zone);
    let hours = format!("{} to {}", clock::hour(from), clock::hour(to));
    format!("{} with {}, {}, {hours}", together(&titles), together(&names), weekday(day))
}
