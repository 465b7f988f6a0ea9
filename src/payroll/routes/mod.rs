//! The doors of payroll.

mod chain;
mod copying;
mod day;
mod entries;
mod exporting;
mod member;
mod new_rule;
mod own;
mod period;
mod reports;
mod rules;
mod settings;
mod settlements;
mod spans;
mod statement;
mod statements;
mod trying;

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
        .and(rules())
        .and(books())
        .and(chain::routes())
}

/// What is kept: statements, what was written down beside them, and how people stand.
fn books() -> Routes {
    Routes::at("/locations/{location}")
        .get("/payroll/statements", statements::index)
        .post("/payroll/statements", statements::create)
        .get("/payroll/statements/new", statements::new)
        .post("/payroll/statements/confirmation", statements::confirm)
        .get("/payroll/statements/{statement}", statement::show)
        .post("/payroll/statements/{statement}/confirmation", statement::confirm)
        .post("/payroll/statements/{statement}/deletion", statement::delete)
        .post("/payroll/statements/{statement}/correction", statement::correct)
        .get("/payroll/statements/{statement}/export", statement::export)
        .get("/my-pay/statements/{statement}", statement::own)
        .get("/payroll/entries", entries::index)
        .post("/payroll/entries", entries::create)
        .get("/payroll/entries/new", entries::new)
        .post("/payroll/entries/{entry}/voiding", entries::void)
        .get("/payroll/settlements", settlements::index)
        .get("/payroll/settlements/{member}", settlements::show)
}

/// How somebody is paid, on their card.
fn rules() -> Routes {
    Routes::at("/locations/{location}")
        .get("/team/{member}/pay", rules::show)
        .post("/team/{member}/pay", new_rule::create)
        .get("/team/{member}/pay/new", new_rule::new)
        .get("/team/{member}/pay/copy", copying::ask)
        .post("/team/{member}/pay/copy", copying::create)
        .get("/team/{member}/pay/try", trying::show)
        .post("/team/{member}/pay/{rule}/withdrawal", rules::withdraw)
}
