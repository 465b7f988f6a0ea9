//! The doors of one's own account.

mod contacts;
mod deletion;
mod leaving;
mod preferences;

use crate::web::Routes;

pub fn routes() -> Routes {
    contacts::routes().and(preferences::routes()).and(deletion::routes()).and(leaving::routes())
}
