//! What people do with Parlour, in sentences.

mod joining;

use crate::support::world::World;

/// A world on the database of this run, or nothing where that database is not to be had.
pub async fn world() -> Option<World> {
    let world = World::open_on(crate::GROUND).await;
    if world.is_none() {
        crate::support::postgres::say_skipped("no PostgreSQL server was found");
    }
    world
}

/// A story: a test with a world of its own.
#[macro_export]
macro_rules! story {
    ($(#[$doc:meta])* async fn $name:ident($world:ident) $body:block) => {
        $(#[$doc])*
        #[actix_web::test]
        async fn $name() {
            let Some($world) = $crate::stories::world().await else { return };
            $body
        }
    };
}
