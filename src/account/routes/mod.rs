//! The doors of one's own account.

mod leaving;

use crate::web::Routes;

pub fn routes() -> Routes {
    leaving::routes()
}
