//! The doors of the team.

mod access;
mod card;
mod consequences;
mod leaving;
mod list;
mod positions;

use crate::web::Routes;

pub use card::frame;
pub use consequences::leaving;

pub fn routes() -> Routes {
    Routes::at("/locations/{location}")
        .get("/team", list::index)
        .get("/team/new", list::new)
        .post("/team", list::create)
        .get("/team/order", list::order)
        .post("/team/{member}/place", list::place)
        .get("/team/{member}", card::show)
        .post("/team/{member}", card::update)
        .get("/team/{member}/access", access::show)
        .post("/team/{member}/invitation", access::invite)
        .get("/team/{member}/settings", card::settings)
        .post("/team/{member}/settings", card::update_settings)
        .get("/team/{member}/history", card::history)
        .get("/team/{member}/dismissal", leaving::ask_dismissal)
        .post("/team/{member}/dismissal", leaving::dismiss)
        .post("/team/{member}/return", leaving::take_back)
        .get("/team/{member}/deletion", leaving::ask_deletion)
        .post("/team/{member}/deletion", leaving::delete)
        .post("/team/{member}/restoration", leaving::undelete)
        .get("/positions", positions::index)
        .post("/positions", positions::create)
        .get("/positions/{position}", positions::edit)
        .post("/positions/{position}", positions::update)
        .post("/positions/{position}/removal", positions::remove)
}
