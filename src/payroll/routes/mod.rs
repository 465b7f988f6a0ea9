//! The doors of payroll.

mod settings;

use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::at("/locations/{location}")
        .get("/payroll/settings", settings::edit)
        .post("/payroll/settings", settings::update)
}
