//! Open invitations inside the product: found, joined and declined without the letter.

use super::{invite, invited, newest_invitation, register};
use crate::story;
use crate::support::world::*;

/// The form of a row of one's own invitations.
fn row(world: &World, deed: &str) -> String {
    format!("/account/invitations/{}/{deed}", world.number("SELECT max(id) FROM invitations"))
}

story! {
    async fn e22_open_invitations_are_listed_and_joined_one_by_one(world) {
        let anna = world.sign_in(ANNA).await;
        let max = world.sign_in(MAX).await;
        world.person("Nora", "nora@new.test", None);
        invited(&world, &anna, "Nora", "nora@new.test", "manager").await;
        let gleb = world.sign_in(GLEB).await;
        let role = world.role_at(world.theirs, "view-only");
        let fields = [("name", "Nora"), ("contact", "nora@new.test"), ("role", role.as_str())];
        gleb.post("/locations/theirs/invitations", &fields).await.is(303);
        let theirs = row(&world, "acceptance");

        let nora = world.guest();
        nora.post("/sign-in", &[("login", "nora@new.test"), ("password", PASSWORD)]).await.leads_to("/account/invitations");
        let list = nora.get("/account/invitations").await;
        list.says("Ours Invited by Anna").says("Manager").says("(Lisbon time)").says("Theirs Invited by Gleb").offers("Join Ours");
        nora.get("/locations").await.says("You are invited to join Theirs and Ours").says("Your invitations 2 open");

        nora.post(&theirs, &[]).await.leads_to("/locations/theirs");
        nora.get("/account/invitations").await.says("Ours Invited by Anna").says_nothing_of("Theirs</b>");
        nora.post(&theirs, &[]).await.leads_to("/locations/theirs");
        max.get("/account/invitations").await.says("No invitation waits for you");
        let log = gleb.get("/locations/theirs/activity").await;
        log.says("Nora accepted the invitation to Nora (nora@new.test)");
    }
}

story! {
    async fn e22_an_invitation_is_declined_inside_and_its_link_is_dead(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Gleb", GLEB.1, "manager").await;
        let gleb = world.sign_in(GLEB).await;

        gleb.get("/account/invitations").await.says("Decline the invitation to Ours?").says("Anna will see that you declined");
        gleb.post(&row(&world, "refusal"), &[]).await.leads_to("/account/invitations");

        gleb.get("/account/invitations").await.says("You have declined").says("No invitation waits for you");
        gleb.get(&link).await.is(410).says("You declined this invitation");
        gleb.post(&row(&world, "acceptance"), &[]).await.is(409).says("has been used or ended meanwhile");
        gleb.post(&row(&world, "refusal"), &[]).await.is(409);
        anna.get("/locations/ours/activity").await.says("Gleb declined the invitation to Gleb");
    }
}

story! {
    async fn sa6_an_invitation_to_somebody_else_is_nothing_at_all(world) {
        let anna = world.sign_in(ANNA).await;
        invited(&world, &anna, "Boris", "boris@new.test", "manager").await;
        let gleb = world.sign_in(GLEB).await;

        gleb.get("/account/invitations").await.says_nothing_of("Ours");
        gleb.post(&row(&world, "acceptance"), &[]).await.is(404);
        gleb.post(&row(&world, "refusal"), &[]).await.is(404);

        gleb.post("/account/invitations/99999/acceptance", &[]).await.is(404);
        gleb.get("/locations/ours").await.is(404);
        assert_eq!(world.number("SELECT count(*) FROM invitations WHERE state = 'pending'"), 1);
    }
}

story! {
    async fn sa6_a_contact_that_is_only_claimed_shows_and_opens_nothing(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        let boris = world.guest();
        boris.get(&link).await;
        let fields = [("name", "Boris"), ("phone", "+351912555031"), ("password", super::NEW_PASSWORD), ("terms", "yes")];
        boris.post(&format!("{link}/account"), &fields).await.is(303);
        let role = world.role_at(world.theirs, "owner");
        let gleb = world.sign_in(GLEB).await;
        let fields = [("name", "Somebody"), ("contact", "+351912555031"), ("role", role.as_str()), ("by_hand", "yes")];
        gleb.post("/locations/theirs/invitations", &fields).await.is(303);

        boris.get("/account/invitations").await.says("No invitation waits for you");
        boris.post(&row(&world, "acceptance"), &[]).await.is(404);
    }
}

story! {
    async fn sa3_what_ended_or_was_revoked_meanwhile_lets_nobody_in(world) {
        let anna = world.sign_in(ANNA).await;
        let gleb = world.sign_in(GLEB).await;
        invited(&world, &anna, "Gleb", GLEB.1, "manager").await;
        gleb.get("/account/invitations").await.offers("Join Ours");

        anna.post(&format!("{}/revocation", newest_invitation(&world)), &[]).await.is(303);
        gleb.post(&row(&world, "acceptance"), &[]).await.is(409);

        invited(&world, &anna, "Gleb", GLEB.1, "manager").await;
        world.sql("UPDATE invitations SET expires_at = '2020-01-01 00:00:00'");
        gleb.get("/account/invitations").await.says("No invitation waits for you");
        gleb.post(&row(&world, "acceptance"), &[]).await.is(409);
        gleb.get("/locations/ours").await.is(404);
    }
}

story! {
    async fn e14_sa9_inside_too_a_demoted_inviter_lets_nobody_in(world) {
        let rita = world.sign_in(RITA).await;
        let anna = world.sign_in(ANNA).await;
        world.person("Nora", "nora@new.test", None);
        invite(&rita, "Nora", "nora@new.test", &world.role("receptionist")).await.is(303);
        let access = world.access_path(world.user(RITA));
        anna.post(&access, &[("role", &world.role("view-only")), ("version", "1")]).await.is(303);
        let nora = world.sign_in_as("nora@new.test", PASSWORD).await;

        nora.post(&row(&world, "acceptance"), &[]).await.leads_to("/locations");

        nora.get("/locations").await.says("has to approve your access now").says_nothing_of("You are invited");
        anna.get("/locations/ours/invitations").await.says("Waiting for approval");
    }
}

story! {
    async fn e7_ten_tabs_that_join_at_once_make_one_access(world) {
        let anna = world.sign_in(ANNA).await;
        let gleb = world.sign_in(GLEB).await;
        for round in 0..5 {
            invited(&world, &anna, "Gleb", GLEB.1, "view-only").await;
            gleb.get("/account/invitations").await;
            let path = row(&world, "acceptance");
            // Each tab of its own connection: the session of the first is renewed, so that the others may be sent to sign in.
            let mut tabs = Vec::new();
            for _ in 0..10 {
                let tab = world.sign_in(GLEB).await;
                tab.get("/account/invitations").await.is(200);
                tabs.push(tab);
            }
            let tasks = tabs.into_iter().map(|tab| {
                let path = path.clone();
                async move { tab.post(&path, &[]).await.status }
            });

            let statuses = at_once(tasks.collect::<Vec<_>>()).await;

            assert!(statuses.iter().all(|status| [303, 409].contains(status)), "{statuses:?}");
            let accesses = format!("SELECT count(*) FROM accesses WHERE location_id = {} AND user_id = {}", world.ours, world.user(GLEB));
            assert_eq!(world.number(&accesses), 1);
            let joined = "SELECT count(*) FROM activity WHERE deed = 'invitation.accepted'";
            assert_eq!(world.number(joined), round + 1);
            anna.post(&format!("{}/removal", world.access_path(world.user(GLEB))), &[]).await.is(303);
        }
    }
}

story! {
    async fn somebody_who_registers_finds_the_other_invitations_to_the_same_address(world) {
        let anna = world.sign_in(ANNA).await;
        let gleb = world.sign_in(GLEB).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        let role = world.role_at(world.theirs, "view-only");
        gleb.post("/locations/theirs/invitations", &[("name", "Boris"), ("contact", "boris@new.test"), ("role", &role)]).await.is(303);
        let boris = world.guest();

        register(&boris, &link, "Boris").await.leads_to("/locations/ours");

        boris.get("/account/invitations").await.says("Theirs Invited by Gleb");
    }
}
