//! Clients as a file: whoever takes them away is asked again, counted and written down.

use crate::story;
use crate::support::world::*;

const FILE: &str = "/locations/ours/clients.csv";

story! {
    async fn the_file_holds_what_the_filters_show_and_the_log_says_so(world) {
        let olga = world.member("Olga");
        let clara = world.client_reached("=Clara", "+351912555031", "clara@x.test");
        world.client("Dora");
        world.visit(clara, olga, -30, "came", 4550);
        let anna = world.sign_in(ANNA).await;
        anna.get("/locations/ours/clients").await.offers("Export");

        let file = anna.get(FILE).await;
        let some = anna.get(&format!("{FILE}?search=dora")).await;

        assert_eq!(file.is(200).headers["content-type"], "text/csv; charset=utf-8");
        assert!(file.body.starts_with("\u{feff}\"Name\",\"Phone\",\"Email\",\"Last visit\",\"Visits\",\"Spent\"\r\n"), "{}", file.body);
        assert!(file.body.contains("\"'=Clara\",\"'+351912555031\",\"clara@x.test\",\"20") && file.body.contains("\"1\",\"45.50\""), "{}", file.body);
        assert!(some.body.contains("Dora") && !some.body.contains("Clara"));
        let log = anna.get("/locations/ours/activity?deed=client.exported").await;
        log.says("exported clients: 2 clients").says("Filters: all, whom a search fits").says("Rows: 1").says("Phones and emails: yes").says_nothing_of("dora");
    }
}

story! {
    async fn sf1_a_fourth_file_within_an_hour_is_refused_with_when_and_written_down(world) {
        let anna = world.sign_in(ANNA).await;
        for _ in 0..3 {
            anna.get(FILE).await.is(200);
        }

        let fourth = anna.get(FILE).await;

        assert!(fourth.is(429).says("Try again in").headers["retry-after"].to_str().unwrap().parse::<i64>().unwrap() > 3500);
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'client.exported'"), 3);
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'excess_rate_limit_exceeded' AND actor_name = 'Anna'"), 1);
        world.minutes_pass(61);
        world.sign_in(ANNA).await.get(FILE).await.is(200);
    }
}

story! {
    async fn se4_se6_who_may_not_see_contacts_gets_a_file_without_them(world) {
        world.client_reached("Clara", "+351912555031", "clara@x.test");
        world.vera_holds("clients.view clients.export");
        let vera = world.sign_in(VERA).await;

        let file = vera.get(FILE).await;

        assert_eq!(file.is(200).body, "\u{feff}\"Name\"\r\n\"Clara\"\r\n");
        world.minutes_pass(11);
        vera.get(FILE).await.leads_to("/account/confirmation");
        world.sign_in(RITA).await.get(FILE).await.is(403).says("Export clients");
    }
}
