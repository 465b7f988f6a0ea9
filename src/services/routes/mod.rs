//! The doors of services.

mod card;
mod categories;
mod chain;
mod list;
mod order;
mod providers;
mod service;

use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::at("/locations/{location}")
        .get("/services", list::index)
        .post("/services", service::create)
        .get("/services/new", service::new)
        .get("/services/order", order::index)
        .get("/services/categories", categories::index)
        .post("/services/categories", categories::create)
        .get("/services/categories/{category}", categories::edit)
        .post("/services/categories/{category}", categories::update)
        .post("/services/categories/{category}/removal", categories::remove)
        .post("/services/categories/{category}/place", order::place_category)
        .get("/services/{service}", service::show)
        .post("/services/{service}", service::update)
        .get("/services/{service}/edit", service::edit)
        .post("/services/{service}/place", order::place)
        .post("/services/{service}/archive", service::archive)
        .post("/services/{service}/return", service::take_out)
        .get("/services/{service}/deletion", service::ask_deletion)
        .post("/services/{service}/deletion", service::delete)
        .get("/services/{service}/providers", providers::edit)
        .post("/services/{service}/providers", providers::update)
        .get("/team/{member}/services", card::show)
        .post("/team/{member}/services", card::update)
        .and(chain())
}

fn chain() -> Routes {
    Routes::at("/chains/{chain}")
        .get("/services", chain::index)
        .post("/services", chain::give)
        .get("/services/given", chain::edit)
        .post("/services/plan", chain::plan)
}
