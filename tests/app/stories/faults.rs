//! When something is the matter with the house itself: a calm page, a way on, and nothing half done.

use std::time::{Duration, Instant};

use diesel::Connection;
use diesel::connection::SimpleConnection;

use super::{invite, newest_invitation};
use crate::story;
use crate::support::world::*;

story! {
    async fn sg4_what_breaks_on_our_side_shows_a_number_and_no_details(world) {
        let anna = world.sign_in(ANNA).await;
        world.sql("UPDATE locations SET time_zone = 'Nowhere/Secret'");

        let page = anna.get("/locations/ours/team").await;

        page.is(500).says("Something broke on our side").says("Nothing you entered is lost").offers("Go to the start page");
        page.says_nothing_of("Nowhere/Secret");
        let number = page.headers["x-request-id"].to_str().unwrap();
        assert_eq!(page.texts_of("main code"), [number], "the number is that of the request");
        assert!(page.headers.contains_key("content-security-policy"));
    }
}

story! {
    async fn r11_r19_a_writer_who_waits_too_long_is_asked_to_come_back_and_nothing_is_half_done(world) {
        let anna = world.sign_in(ANNA).await;
        anna.fetch_mark().await;
        let url = world.house.config.database();
        let mut other: Box<dyn SimpleConnection> = match crate::GROUND {
            Ground::Sqlite => Box::new(diesel::SqliteConnection::establish(url.trim_start_matches("sqlite:")).unwrap()),
            Ground::Postgres => Box::new(diesel::PgConnection::establish(&url).unwrap()),
        };
        let hold = match crate::GROUND {
            Ground::Sqlite => "BEGIN IMMEDIATE",
            Ground::Postgres => "BEGIN; LOCK TABLE members IN EXCLUSIVE MODE",
        };
        other.batch_execute(hold).unwrap();

        let before = Instant::now();
        let page = anna.post("/locations/ours/team", &[("name", "Boris")]).await;

        page.is(503).says("Parlour is busy for a moment").says("Nothing was changed");
        assert!(page.headers.contains_key("retry-after"));
        assert!(before.elapsed() < Duration::from_secs(15));
        anna.get("/locations/ours/team").await.is(200).says_nothing_of("Boris");
        other.batch_execute("ROLLBACK").unwrap();
        anna.post("/locations/ours/team", &[("name", "Boris")]).await.is(303);
    }
}

story! {
    async fn too_many_codes_for_one_link_are_refused_with_what_to_do(world) {
        let anna = world.sign_in(ANNA).await;
        invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);
        let copied = anna.post(&format!("{}/link", newest_invitation(&world)), &[]).await;
        let link = url::Url::parse(&copied.value_of("link")).unwrap().path().to_owned();
        let boris = world.guest();
        for _ in 0..5 {
            boris.post(&format!("{link}/code"), &[]).await.leads_to(&link);
        }

        let refused = boris.post(&format!("{link}/code"), &[]).await;

        refused.is(429).says("That was too often").says("Ask the person who invited you for a new one");
        world.deliver().await;
        assert_eq!(world.mail.letters().iter().filter(|letter| letter.subject.contains("code")).count(), 5);
    }
}

story! {
    async fn r17_a_server_that_hung_up_is_noticed_before_anybody_is_answered(world) {
        if crate::GROUND == Ground::Sqlite {
            return;
        }
        let anna = world.sign_in(ANNA).await;
        let team = || anna.get("/locations/ours/team");
        for _ in 0..3 {
            tokio::join!(team(), team(), team(), team());
            let others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
            world.sql(&format!("SELECT pg_terminate_backend(pid, 5000) {others}"));

            let (one, two, three, four) = tokio::join!(team(), team(), team(), team());

            for page in [one, two, three, four] {
                page.is(200);
            }
            anna.post("/locations/ours/team", &[("name", "Boris")]).await.is(303);
        }
    }
}
