//! Dismissing, deleting, restoring: access goes, history stays.

use super::{invited, register};
use crate::story;
use crate::support::world::*;

story! {
    async fn se14_dismissing_ends_access_at_once_and_restoring_does_not_bring_it_back(world) {
        let anna = world.sign_in(ANNA).await;
        let card = world.member("Boris");
        let role = world.role("receptionist");
        anna.post(&format!("/locations/ours/team/{card}/invitation"), &[("email", "boris@new.test"), ("role", &role)]).await.is(303);
        let link = world.letter_to("boris@new.test").await.link();
        let boris = world.guest();
        register(&boris, &link, "Boris").await.is(303);
        boris.get("/locations/ours/team").await.is(200);
        let path = format!("/locations/ours/team/{card}");

        let ask = anna.get(&format!("{path}/dismissal")).await;
        ask.says("Dismiss Boris?").says("Boris can no longer open Ours, from their next click on (role Receptionist)").says("Boris is signed in at one place, and is signed out at once").says("History stays").offers("Keep Boris");
        anna.post(&format!("{path}/dismissal"), &[("on", "soon")]).await.is(422).complains("on", "Enter the last day as a date");
        anna.post(&format!("{path}/dismissal"), &[("on", "2026-11-20")]).await.leads_to("/locations/ours/team");

        boris.get("/locations/ours/team").await.leads_to("/sign-in");
        anna.get("/locations/ours/team").await.says("Boris is dismissed").says_nothing_of("/team/2\"");
        anna.get(&path).await.says("Boris is dismissed since 20 November 2026").offers("Take back");
        anna.post(&format!("{path}/return"), &[]).await.leads_to(&path);
        anna.get(&format!("{path}/access")).await.says("Grant access");
        let history = anna.get(&format!("{path}/history")).await;
        history.says("dismissed Boris").says("restored Boris").says("removed the access of Boris");
    }
}

story! {
    async fn deleting_hides_a_card_from_all_but_its_own_filter(world) {
        let anna = world.sign_in(ANNA).await;
        let card = world.member("Boris");
        let path = format!("/locations/ours/team/{card}");

        anna.get(&format!("{path}/deletion")).await.says("Delete Boris?").says("You can restore it from the filter Deleted");
        anna.post(&format!("{path}/deletion"), &[]).await.leads_to("/locations/ours/team");

        for (filter, is_there) in [("", false), ("?employment=dismissed", false), ("?employment=deleted", true), ("?employment=all", true)] {
            let list = anna.get(&format!("/locations/ours/team{filter}")).await;
            assert_eq!(list.address_with(&format!("/team/{card}")).is_some(), is_there, "{filter}");
        }
        anna.post(&format!("{path}/deletion"), &[]).await.is(409).says("Boris is deleted already");
        anna.post(&format!("{path}/return"), &[]).await.is(409);
        anna.post(&format!("{path}/restoration"), &[]).await.leads_to(&path);
        anna.get("/locations/ours/team").await.says("Boris");
    }
}

story! {
    async fn who_leaves_takes_their_open_invitation_along(world) {
        let anna = world.sign_in(ANNA).await;
        let card = world.member("Boris");
        let role = world.role("view-only");
        anna.post(&format!("/locations/ours/team/{card}/invitation"), &[("email", "boris@new.test"), ("role", &role)]).await.is(303);
        let link = world.letter_to("boris@new.test").await.link();

        anna.get(&format!("/locations/ours/team/{card}/dismissal")).await.says("The invitation to boris@new.test is revoked");
        anna.post(&format!("/locations/ours/team/{card}/dismissal"), &[("on", "2026-11-20")]).await.is(303);

        world.guest().get(&link).await.is(404);
    }
}

story! {
    async fn only_who_may_delete_restores_what_was_deleted(world) {
        let anna = world.sign_in(ANNA).await;
        let card = world.member("Boris");
        let path = format!("/locations/ours/team/{card}");
        let max = world.sign_in(MAX).await;

        max.get(&path).await.offers("Dismiss").does_not_offer("Delete");
        max.post(&format!("{path}/deletion"), &[]).await.is(403);
        anna.post(&format!("{path}/deletion"), &[]).await.is(303);
        max.post(&format!("{path}/restoration"), &[]).await.is(403);
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        world.guest().get(&link).await.is(200);
    }
}

story! {
    async fn g1_g12_se14_the_page_says_first_what_becomes_of_sessions_and_invitations_and_then_it_does(world) {
        let anna = world.sign_in(ANNA).await;
        let max = world.sign_in(MAX).await;
        let mut links = Vec::new();
        for (name, role) in [("Ada", "view-only"), ("Bo", "view-only")] {
            links.push(invited(&world, &max, name, &format!("{}@new.test", name.to_lowercase()), role).await);
        }
        let removal = format!("{}/removal", world.access_path(world.user(MAX)));

        let ask = anna.get(&removal).await;
        ask.says("Max is signed in at one place").says("Max has sent 2 invitations that nobody has answered yet").says("I take over");
        anna.post(&removal, &[("legacy", "taken-over")]).await.leads_to("/locations/ours/users");

        max.get("/locations/ours").await.leads_to("/sign-in");
        register(&world.guest(), &links[0], "Ada").await.leads_to("/locations/ours");
        anna.get("/locations/ours/invitations").await.says("Invited by Anna").says_nothing_of("can no longer let them in");
    }
}

story! {
    async fn g1_the_invitations_of_a_leaver_can_be_revoked_with_the_access(world) {
        let anna = world.sign_in(ANNA).await;
        let max = world.sign_in(MAX).await;
        let link = invited(&world, &max, "Ada", "ada@new.test", "view-only").await;

        anna.post(&format!("{}/removal", world.access_path(world.user(MAX))), &[("legacy", "revoked")]).await.is(303);

        world.guest().get(&link).await.is(404);
    }
}

story! {
    async fn g1_other_locations_stay_open_to_whoever_is_removed_from_one(world) {
        let anna = world.sign_in(ANNA).await;
        let max = world.sign_in(MAX).await;
        world.sql(&format!(
            "INSERT INTO accesses (location_id, user_id, role_id, created_at) VALUES ({}, {}, {}, '2026-01-01 00:00:00')",
            world.theirs,
            world.user(MAX),
            world.role_at(world.theirs, "receptionist"),
        ));
        let removal = format!("{}/removal", world.access_path(world.user(MAX)));
        anna.get(&removal).await.says("stays so for other locations");

        anna.post(&removal, &[]).await.is(303);

        max.get("/locations/ours/team").await.is(404);
        max.get("/locations/theirs/team").await.is(200);
    }
}
