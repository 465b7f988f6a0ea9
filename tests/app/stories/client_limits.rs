//! Nobody reads the list of clients page by page into a book of their own (security.md SF3).

use crate::story;
use crate::support::world::*;

story! {
    async fn sf3_three_hundred_pages_about_clients_an_hour_are_enough(world) {
        let clara = world.client("Clara");
        let rita = world.sign_in(RITA).await;
        for look in 0..300 {
            let path = if look % 2 == 0 { "/locations/ours/clients".to_owned() } else { format!("/locations/ours/clients/{clara}") };
            rita.get(&path).await.is(200);
        }

        let next = rita.get("/locations/ours/clients").await;

        next.is(429).says("That was too often").says("Try again in 60 minutes");
        rita.get(&format!("/locations/ours/clients/{clara}")).await.is(429);
        rita.get("/locations/ours").await.is(200);
        let told = "SELECT count(*) FROM activity WHERE deed = 'excess_rate_limit_exceeded' AND actor_name = 'Rita' AND subject = 'GET /locations/{location}/clients'";
        assert_eq!(world.number(told), 1);
        world.minutes_pass(61);
        world.sign_in(RITA).await.get("/locations/ours/clients").await.is(200);
    }
}
