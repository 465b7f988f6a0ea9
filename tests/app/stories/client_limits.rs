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

/// An hour of the day before, as it is stored.
fn yesterday(hour: u32) -> String {
    let day = parlour::clock::now().date() - chrono::Days::new(1);
    format!("{day} {hour:02}:00:00")
}

story! {
    async fn sf3_ten_times_as_many_clients_as_usual_are_told_once(world) {
        let rita = world.sign_in(RITA).await;
        let told = "SELECT count(*) FROM activity WHERE deed = 'excess_rate_limit_exceeded' AND actor_name = 'Rita'";
        let list = "/locations/ours/clients";
        for (hour, pages) in [(8, 1), (9, 4), (10, 4), (11, 90)] {
            world.sql(&format!("INSERT INTO client_looks (user_id, hour, pages) VALUES ({}, '{}', {pages})", world.user(RITA), yesterday(hour)));
        }
        rita.get(list).await.is(200);
        let so_far = |pages: i64| world.sql(&format!("UPDATE client_looks SET pages = {pages} WHERE hour = (SELECT max(hour) FROM client_looks)"));

        so_far(39);
        rita.get(list).await.is(200);
        assert_eq!(world.number(told), 0, "four hours are no habit");
        world.sql(&format!("INSERT INTO client_looks (user_id, hour, pages) VALUES ({}, '{}', 6)", world.user(RITA), yesterday(12)));
        so_far(38);
        rita.get(list).await.is(200);
        assert_eq!(world.number(told), 0, "39 are not yet ten times 4");
        for _ in 0..3 {
            rita.get(list).await.is(200);
        }

        assert_eq!(world.number(told), 1);
        let anna = world.sign_in(ANNA).await;
        anna.get("/locations/ours/activity").await.says("Rita asked too often: 40 pages about clients in an hour, where 4 are usual");
    }
}

story! {
    async fn sf3_few_pages_are_no_harvest_and_habits_are_forgotten(world) {
        let rita = world.sign_in(RITA).await;
        for hour in 10..16 {
            world.sql(&format!("INSERT INTO client_looks (user_id, hour, pages) VALUES ({}, '{}', 1)", world.user(RITA), yesterday(hour)));
        }
        for _ in 0..15 {
            rita.get("/locations/ours/clients").await.is(200);
        }
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'excess_rate_limit_exceeded'"), 0);

        world.sql(&format!("UPDATE client_looks SET hour = '2026-01-01 10:00:00' WHERE hour = '{}'", yesterday(10)));
        world.house.chores().round().await.unwrap();

        assert_eq!(world.number("SELECT count(*) FROM client_looks"), 6);
    }
}
