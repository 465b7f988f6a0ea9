//! The doors of one's own account.

mod contacts;
mod deletion;
mod leaving;
mod leaving_chains;
mod preferences;

use crate::web::Routes;

pub fn routes() -> Routes {
    contacts::routes()
        .and(preferences::routes())
        .and(deletion::routes())
        .and(leaving::routes())
        .and(leaving_chains::routes())
}
