//! The doors of the work schedule.

mod belonging;
mod board;
mod day;
mod filling;
mod member;
mod time_off;

use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::at("/locations/{location}")
        .get("/schedule", board::index)
        .get("/team/{member}/schedule", member::show)
        .post("/team/{member}/schedule", belonging::create)
        .get("/team/{member}/schedule/departure", belonging::ask)
        .post("/team/{member}/schedule/departure", belonging::remove)
        .get("/team/{member}/schedule/day", day::edit)
        .post("/team/{member}/schedule/day", day::update)
        .get("/team/{member}/schedule/pattern", filling::new)
        .post("/team/{member}/schedule/pattern", filling::plan)
        .post("/team/{member}/schedule/pattern/confirmation", filling::create)
        .post("/team/{member}/time-off", time_off::create)
        .post("/time-off/{time_off}/removal", time_off::remove)
}
