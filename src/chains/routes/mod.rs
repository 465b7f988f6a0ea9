//! The pages of a chain.

mod belonging;
mod ending;
mod founding;
mod overview;
mod places;
mod settings;

use crate::web::Routes;

pub fn routes() -> Routes {
    founding::routes()
        .and(overview::routes())
        .and(settings::routes())
        .and(places::routes())
        .and(ending::routes())
        .and(belonging::routes())
}
