//! Leaving a location by oneself.

use super::invited;
use crate::story;
use crate::support::world::*;

story! {
    async fn g3_somebody_leaves_and_the_card_the_account_and_other_locations_stay(world) {
        let anna = world.sign_in(ANNA).await;
        let card = world.member("Gleb");
        let role = world.role("manager");
        anna.post(&format!("/locations/ours/team/{card}/invitation"), &[("email", GLEB.1), ("role", &role)]).await.is(303);
        let gleb = world.sign_in(GLEB).await;
        gleb.post(&world.letter_to(GLEB.1).await.link(), &[]).await.leads_to("/locations/ours");
        gleb.get("/locations").await.offers("Leave… Ours");

        let ask = gleb.get("/locations/ours/departure").await;
        ask.says("Leave Ours?").says("You can no longer open Ours").says("The card Gleb stays on the team list");
        ask.says("your other locations stay as they are").offers("Stay");
        gleb.post("/locations/ours/departure", &[]).await.leads_to("/");

        gleb.get("/").await.leads_to("/locations/theirs/team");
        gleb.get("/locations/theirs/team").await.is(200).says("You have left Ours");
        gleb.get("/locations/ours").await.is(404);
        anna.get(&format!("/locations/ours/team/{card}")).await.is(200);
        anna.get(&format!("/locations/ours/team/{card}/history")).await.says("Gleb left Ours");
        anna.get(&format!("/locations/ours/team/{card}/access")).await.says("Grant access");
        gleb.post("/locations/ours/departure", &[]).await.is(404);
    }
}

story! {
    async fn g3_leaving_the_only_location_signs_out_and_the_account_stays(world) {
        let vera = world.sign_in(VERA).await;

        vera.get("/locations/ours/departure").await.says("You have no other location, so you are signed out");
        vera.post("/locations/ours/departure", &[]).await.leads_to("/");

        vera.get("/locations").await.leads_to("/sign-in");
        world.sign_in(VERA).await.get("/locations").await.says("No location is open to you now");
    }
}

story! {
    async fn g8_the_last_owner_hands_the_location_over_and_leaves_in_one_step(world) {
        let anna = world.sign_in(ANNA).await;
        let max = world.access_path(world.user(MAX)).rsplit('/').next().unwrap().to_owned();
        let strangers = world.number(&format!("SELECT id FROM accesses WHERE location_id = {}", world.theirs)).to_string();

        anna.get("/locations/ours/departure").await.says("You are the only owner").says("Max, Manager").offers("Hand over and leave");
        anna.post("/locations/ours/departure", &[]).await.is(422).complains("heir", "Choose who owns Ours after you");
        anna.post("/locations/ours/departure", &[("heir", "somebody")]).await.is(422).complains("heir", "one of your colleagues");
        anna.post("/locations/ours/departure", &[("heir", &strangers)]).await.is(404);
        let own = world.access_path(world.user(ANNA)).rsplit('/').next().unwrap().to_owned();
        anna.post("/locations/ours/departure", &[("heir", &own)]).await.is(422).complains("heir", "Choose a colleague");
        anna.post("/locations/ours/departure", &[("heir", &max)]).await.leads_to("/");

        let heir = world.sign_in(MAX).await;
        heir.get("/locations/ours").await.says("Your role here is Owner");
        heir.get("/locations/ours/activity").await.says("Anna changed the role of Max").says("Anna left Ours");
    }
}

story! {
    async fn g5_a_last_owner_without_colleagues_cannot_leave(world) {
        let gleb = world.sign_in(GLEB).await;

        gleb.get("/locations/theirs/departure").await.says("nobody else has access yet").does_not_offer("Hand over");
        gleb.post("/locations/theirs/departure", &[]).await.is(422).says("Not yet").says_nothing_of("There is a problem");

        gleb.get("/locations/theirs/team").await.is(200);
    }
}

story! {
    async fn g8_an_access_that_has_ended_inherits_nothing(world) {
        let anna = world.sign_in(ANNA).await;
        let max = world.access_path(world.user(MAX)).rsplit('/').next().unwrap().to_owned();
        world.sql(&format!("UPDATE accesses SET ends_on = '2020-01-01' WHERE id = {max}"));

        anna.get("/locations/ours/departure").await.says("Rita, Receptionist").says_nothing_of("Max, Manager");
        anna.post("/locations/ours/departure", &[("heir", &max)]).await.is(422).complains("heir", "who has access");

        anna.get("/locations/ours").await.is(200);
    }
}

story! {
    async fn g8_only_owners_hand_over(world) {
        let max = world.sign_in(MAX).await;
        let vera = world.access_path(world.user(VERA)).rsplit('/').next().unwrap().to_owned();

        max.post("/locations/ours/departure", &[("heir", &vera)]).await.is(403).says("Only an owner can make someone an owner");

        max.get("/locations/ours/team").await.is(200);
    }
}

story! {
    async fn g7_two_owners_who_leave_at_once_leave_one_behind(world) {
        let owner = world.role("owner");
        let anna = world.user(ANNA);
        for round in 0..10 {
            let olga = world.person("Olga", &format!("olga{round}@ours.test"), Some("owner"));
            let tasks: Vec<_> = [ANNA.1.to_owned(), format!("olga{round}@ours.test")]
                .into_iter()
                .map(|login| {
                    let visitor = world.guest();
                    async move {
                        visitor.post("/sign-in", &[("login", &login), ("password", PASSWORD)]).await.is(303);
                        visitor.post("/locations/ours/departure", &[]).await.status
                    }
                })
                .collect();

            let mut statuses = at_once(tasks).await;

            statuses.sort_unstable();
            assert!(statuses == [303, 409] || statuses == [303, 422], "{statuses:?}");
            let owners = format!("SELECT count(*) FROM accesses WHERE location_id = {} AND role_id = {owner}", world.ours);
            assert_eq!(world.number(&owners), 1, "round {round}");
            world.sql(&format!("DELETE FROM accesses WHERE user_id IN ({anna}, {olga}) AND location_id = {}", world.ours));
            world.sql(&format!(
                "INSERT INTO accesses (location_id, user_id, role_id, created_at) VALUES ({}, {anna}, {owner}, '2026-01-01 00:00:00')",
                world.ours
            ));
        }
    }
}

story! {
    async fn e14_se14_the_invitations_of_somebody_who_left_wait_for_approval(world) {
        let rita = world.sign_in(RITA).await;
        let link = invited(&world, &rita, "Gleb", GLEB.1, "view-only").await;
        rita.get("/locations/ours/departure").await.says("Invitations that you sent here stay open");
        rita.post("/locations/ours/departure", &[]).await.leads_to("/");
        let gleb = world.sign_in(GLEB).await;

        gleb.post(&link, &[]).await.is(303);

        gleb.get("/locations/ours").await.is(404);
        world.sign_in(ANNA).await.get("/locations/ours/invitations").await.says("Waiting for approval");
    }
}
