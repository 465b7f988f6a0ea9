//! The pages of a chain.

mod belonging;
mod choices;
pub(crate) mod consequences;
mod ending;
mod founding;
mod overview;
mod people;
mod person;
mod places;
mod role;
mod role_removal;
mod roles;
mod settings;

use crate::web::Routes;

pub fn routes() -> Routes {
    founding::routes()
        .and(overview::routes())
        .and(settings::routes())
        .and(places::routes())
        .and(ending::routes())
        .and(belonging::routes())
        .and(people::routes())
        .and(person::routes())
        .and(roles::routes())
        .and(role::routes())
        .and(role_removal::routes())
}
