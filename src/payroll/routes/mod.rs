//! The doors of payroll.

mod chain;
mod day;
mod exporting;
mod member;
mod own;
mod period;
mod reports;
mod settings;
mod spans;

use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::at("/locations/{location}")
        .get("/payroll", period::index)
        .get("/payroll/day", day::show)
        .get("/payroll/members/{member}", member::show)
        .get("/payroll/reports", reports::show)
        .get("/payroll/export", exporting::export)
        .get("/payroll/settings", settings::edit)
        .post("/payroll/settings", settings::update)
        .get("/my-pay", own::show)
        .and(chain::routes())
}
