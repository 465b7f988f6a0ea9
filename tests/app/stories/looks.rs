//! Case H25: looking as a colleague or as a role, read only.

use parlour::app;
use reqwest::Method;

use super::doors::Paths;
use super::rights::send;
use crate::story;
use crate::support::world::*;

story! {
    async fn h25_the_product_looks_as_it_does_to_them_with_a_banner_and_it_is_written_down(world) {
        let anna = world.sign_in(ANNA).await;
        let path = format!("{}/look", world.access_path(world.user(RITA)));

        anna.get(&path).await.is(200).says("See Ours as Rita").says("Menu: Home, Calendar, Clients, Team, Services, My pay, Users.").offers("Stay as I am");
        anna.post(&path, &[]).await.leads_to("/locations/ours");

        let home = anna.get("/locations/ours").await;
        home.is(200).says("You see Ours as Rita").says("Your role here is Receptionist").offers("Stop looking").does_not_offer("Settings");
        anna.get("/locations/ours/settings").await.is(403).says("You see Ours as Rita");
        anna.get("/locations/ours/rights").await.is(200).says("Your role is Receptionist");
        anna.get("/account").await.is(200).says("anna@ours.test").says("You see Ours as Rita");

        anna.post("/look/end", &[]).await.leads_to(&world.access_path(world.user(RITA)));
        anna.get("/locations/ours/settings").await.is(200).does_not_offer("Stop looking");
        let log = anna.get("/locations/ours/activity").await;
        log.says("Anna began to look at the product as Rita").says("Anna stopped looking at the product as Rita");
    }
}

story! {
    async fn h25_nothing_can_be_sent_meanwhile_through_any_door(world) {
        let anna = world.sign_in(ANNA).await;
        super::invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);
        let paths = Paths::of(&world);
        anna.post(&format!("{}/look", world.access_path(world.user(MAX))), &[]).await.is(303);
        let before = world.number("SELECT count(*) FROM activity WHERE deed <> 'authz_fail'");

        for route in app::routes().iter().filter(|route| route.method == Method::POST.as_str()) {
            if ["/look/end", "/sign-out"].contains(&route.path.as_str()) {
                continue;
            }
            let path = paths.fill(&route.path);
            anna.post(&path, &[("name", "x")]).await.is(403).says("You are looking at Ours as Max, so nothing was changed");
        }

        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed <> 'authz_fail'"), before);
    }
}

story! {
    async fn h25_a_role_can_be_looked_at_too(world) {
        let anna = world.sign_in(ANNA).await;
        let path = format!("/locations/ours/roles/{}/look", world.role("call-center"));

        anna.get(&path).await.is(200).says("See Ours as the role Call center");
        anna.post(&path, &[]).await.is(303);

        anna.get("/locations/ours/team").await.is(200).says("You see Ours as the role Call center").does_not_offer("Add team member");
        anna.get("/locations/ours/users").await.is(403);
        anna.get("/locations/ours/rights").await.is(200).says("The role Call center gives it.");
    }
}

story! {
    async fn h25_nobody_looks_as_somebody_stronger_nor_without_the_right(world) {
        let max = world.sign_in(MAX).await;
        let anna = format!("{}/look", world.access_path(world.user(ANNA)));

        max.get(&anna).await.is(403).says("that is more than you hold yourself");
        max.post(&anna, &[]).await.is(403);
        max.post(&format!("/locations/ours/roles/{}/look", world.role("owner")), &[]).await.is(403);
        max.post(&format!("/locations/ours/roles/{}/look", world.role_at(world.theirs, "view-only")), &[]).await.is(404);
        world.sign_in(RITA).await.post(&format!("{}/look", world.access_path(world.user(VERA))), &[]).await.is(403);

        max.get("/locations/ours").await.does_not_offer("Stop looking");
    }
}

story! {
    async fn h25_a_look_ends_when_it_is_no_longer_allowed_and_with_signing_out(world) {
        let anna = world.sign_in(ANNA).await;
        let max = world.sign_in(MAX).await;
        let rita = world.access_path(world.user(RITA));
        max.post(&format!("{rita}/look"), &[]).await.is(303);
        max.get("/locations/ours").await.is(200).says("You see Ours as Rita");

        send(&anna, &world.access_path(world.user(MAX)), &world.role("manager"), "1", "team.view users.view").await.is(303);
        max.get("/locations/ours").await.is(403).says("Change role and rights").offers("Stop looking");
        max.post("/look/end", &[]).await.is(303);
        max.get("/locations/ours").await.is(200).says("Your role here is Manager");

        anna.post(&format!("{rita}/look"), &[]).await.is(303);
        anna.post("/sign-out", &[("next", "")]).await.is(303);
        let anna = world.sign_in(ANNA).await;
        anna.get("/locations/ours").await.does_not_offer("Stop looking");
    }
}

story! {
    async fn h25_their_own_things_are_seen_as_theirs(world) {
        let (own, other) = (world.member("Vera"), world.member("Noor"));
        world.sql(&format!("UPDATE members SET user_id = {} WHERE id = {own}", world.user(VERA)));
        let anna = world.sign_in(ANNA).await;
        let vera = world.access_path(world.user(VERA));
        send(&anna, &vera, &world.role("view-only"), "1", "team.view:own").await.is(303);

        anna.post(&format!("{vera}/look"), &[]).await.is(303);

        anna.get(&format!("/locations/ours/team/{own}")).await.is(200);
        anna.get(&format!("/locations/ours/team/{other}")).await.is(404);
        anna.get("/locations/theirs").await.is(404);
    }
}
