//! The doors of the clients.

mod matches;

use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::at("/locations/{location}").get("/clients/matches", matches::index)
}
