//! The doors of payroll.

mod copying;
mod new_rule;
mod rules;
mod settings;
mod trying;

use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::at("/locations/{location}")
        .get("/payroll/settings", settings::edit)
        .post("/payroll/settings", settings::update)
        .get("/team/{member}/pay", rules::show)
        .post("/team/{member}/pay", new_rule::create)
        .get("/team/{member}/pay/new", new_rule::new)
        .get("/team/{member}/pay/copy", copying::ask)
        .post("/team/{member}/pay/copy", copying::create)
        .get("/team/{member}/pay/try", trying::show)
        .post("/team/{member}/pay/{rule}/withdrawal", rules::withdraw)
}
