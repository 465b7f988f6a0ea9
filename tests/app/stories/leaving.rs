//! Dismissing, deleting, restoring: access goes, history stays.

use super::{invited, register};
use crate::story;
use crate::support::world::*;

story! {
    async fn dismissing_ends_access_at_once_and_restoring_does_not_bring_it_back(world) {
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
        ask.says("Dismiss Boris?").says("Boris loses access to Ours at once (role Receptionist)").says("History stays").offers("Keep Boris");
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
