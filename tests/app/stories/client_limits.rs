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

        next.is(429).says("That was too often").says("Try again in");
        assert!(next.headers["retry-after"].to_str().unwrap().parse::<i64>().unwrap() > 3000);
        rita.get(&format!("/locations/ours/clients/{clara}")).await.is(429);
        rita.get("/locations/ours").await.is(200);
        let told = "SELECT count(*) FROM activity WHERE deed = 'excess_rate_limit_exceeded' AND actor_name = 'Rita' AND subject = 'GET /locations/{location}/clients'";
        assert_eq!(world.number(told), 1);
        world.minutes_pass(61);
        world.sign_in(RITA).await.get("/locations/ours/clients").await.is(200);
    }
}

story! {
    async fn sf3_whoever_types_names_all_day_is_slowed_down_as_well(world) {
        world.client("Clara");
        let rita = world.sign_in(RITA).await;
        let typed = "/locations/ours/clients/matches?q=cla";
        rita.get(typed).await.is(200).says("Clara");
        let same = "INSERT INTO tries (scope, at) SELECT scope, at FROM tries WHERE scope = (SELECT scope FROM tries ORDER BY id DESC LIMIT 1)";
        for _ in 0..11 {
            world.sql(same);
        }
        world.sql(&format!("{same} LIMIT 951"));

        rita.get(typed).await.is(200);
        rita.get(typed).await.is(429);
        rita.get("/locations/ours/clients").await.is(200);
    }
}
