//! Cases D: what a link shows, and that looking changes nothing.

use super::{invited, newest_invitation, register};
use crate::story;
use crate::support::world::*;

story! {
    async fn d1_sa5_a_link_can_be_looked_at_any_number_of_times(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        let before = world.number("SELECT count(*) FROM sessions") + world.number("SELECT count(*) FROM activity");

        for _ in 0..50 {
            world.guest().get(&link).await.is(200);
            world.guest().head(&link).await.is(200);
        }

        let after = world.number("SELECT count(*) FROM sessions") + world.number("SELECT count(*) FROM activity");
        assert_eq!(before, after);
        register(&world.guest(), &link, "Boris").await.leads_to("/locations/ours");
    }
}

story! {
    async fn d2_d4_sa12_an_unknown_link_and_a_revoked_one_look_alike(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        anna.post(&format!("{}/revocation", newest_invitation(&world)), &[]).await.is(303);

        let revoked = world.guest().get(&link).await;
        let unknown = world.guest().get("/join/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").await;
        let cut = world.guest().get(&link[..link.len() - 5]).await;

        revoked.is(404).says_nothing_of("Ours").says_nothing_of("Anna");
        unknown.is(404);
        cut.is(404);
        assert_eq!(revoked.words(), unknown.words());
        assert_eq!(cut.words(), unknown.words());
    }
}

story! {
    async fn d3_an_ended_link_says_when_and_lets_ask_for_a_new_one(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        world.hours_pass(7 * 24 + 1);

        let boris = world.guest();
        boris.get(&link).await.is(410).says("This invitation has ended").says("Anna can send you a new one").offers("Ask for a new link");
        boris.post(&format!("{link}/renewal"), &[]).await.leads_to(&link);
        boris.get(&link).await.says("Anna has been asked for a new link.");
        boris.post(&format!("{link}/renewal"), &[]).await.leads_to(&link);

        world.letter_to("anna@ours.test").await.says("Boris would like a new link");
        let to_anna = world.mail.letters().into_iter().filter(|letter| letter.recipients[0].contains("anna@")).count();
        assert_eq!(to_anna, 1, "asking twice writes once");
    }
}

story! {
    async fn d5_a_used_link_leads_its_person_in_and_tells_others_that_it_is_used(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        let boris = world.guest();
        register(&boris, &link, "Boris").await.leads_to("/locations/ours");

        boris.get(&link).await.leads_to("/locations/ours");
        world.guest().get(&link).await.is(410).says("This invitation has been used");
    }
}

story! {
    async fn d6_a_declined_link_says_so(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        let boris = world.guest();
        boris.get(&link).await.offers("decline the invitation");

        boris.post(&format!("{link}/refusal"), &[]).await.is(410).says("You declined this invitation").says("ask Anna for a new one");

        boris.get(&link).await.is(410).says("You declined this invitation");
        register_is_refused(&world, &link).await;
        anna.get("/locations/ours/invitations?show=declined").await.says("Boris");
    }
}

async fn register_is_refused(world: &World, link: &str) {
    let fields = [("name", "Boris"), ("password", super::NEW_PASSWORD), ("terms", "yes")];
    world.guest().post(&format!("{link}/account"), &fields).await.is(410);
    assert_eq!(world.number("SELECT count(*) FROM users WHERE name = 'Boris'"), 0);
}

story! {
    async fn d7_after_inviting_again_the_earlier_link_still_works(world) {
        let anna = world.sign_in(ANNA).await;
        let first = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;

        world.hours_pass(1);
        anna.post(&format!("{}/renewal", newest_invitation(&world)), &[]).await.is(303);
        let second = world.letter_to("boris@new.test").await.link();

        assert_ne!(first, second);
        world.guest().get(&second).await.is(200);
        register(&world.guest(), &first, "Boris").await.leads_to("/locations/ours");
        world.guest().get(&second).await.is(410);
    }
}

story! {
    async fn d7_sa4_after_cancelling_earlier_links_they_point_to_the_newer_message(world) {
        let anna = world.sign_in(ANNA).await;
        let first = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;

        world.hours_pass(1);
        anna.post(&format!("{}/renewal", newest_invitation(&world)), &[("cancel_earlier", "yes")]).await.is(303);
        let second = world.letter_to("boris@new.test").await.link();

        world.guest().get(&first).await.is(410).says("A newer invitation was sent to b***@new.test");
        register_is_refused(&world, &first).await;
        world.guest().get(&second).await.is(200);
    }
}

story! {
    async fn d8_the_page_shows_the_name_that_the_location_has_now(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        let settings = [
            ("name", "Ours Renewed"), ("address", ""), ("country", "PT"), ("time_zone", "Europe/Lisbon"), ("currency", "EUR"), ("language", "en"), ("invitation_days", "7"), ("version", "1"),
        ];
        anna.post("/locations/ours/settings", &settings).await.leads_to("/locations/ours/settings");

        world.guest().get(&link).await.is(200).says("Join Ours Renewed");
    }
}

story! {
    async fn d9_sa13_the_page_is_the_same_whether_the_address_has_an_account_or_not(world) {
        let anna = world.sign_in(ANNA).await;
        world.person("Boris", "known@new.test", None);
        let known = invited(&world, &anna, "Boris", "known@new.test", "view-only").await;
        let unknown = invited(&world, &anna, "Boris", "other@new.test", "view-only").await;

        let (known, unknown) = (world.guest().get(&known).await, world.guest().get(&unknown).await);

        known.is(200).offers("Create account and join").offers("Sign in to join");
        assert_eq!(known.words(), unknown.words());
    }
}

story! {
    async fn d10_somebody_else_sees_both_identities_and_nothing_happens(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        let gleb = world.sign_in(GLEB).await;

        gleb.get(&link).await.is(200).says("You are signed in as Gleb").says("boris@new.test").does_not_offer("Join");
        gleb.post("/sign-out", &[("next", &link)]).await.leads_to(&link);
        gleb.get(&link).await.is(200).offers("Create account and join");

        assert_eq!(world.number("SELECT count(*) FROM invitations WHERE state = 'pending'"), 1);
    }
}

story! {
    async fn d11_d12_the_right_person_needs_one_button_and_no_script(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Gleb", "gleb@theirs.test", "receptionist").await;
        let gleb = world.sign_in(GLEB).await;

        gleb.get(&link).await.is(200).says("You are signed in as Gleb").offers("Join Ours");
        gleb.post(&link, &[]).await.leads_to("/locations/ours");

        gleb.get("/locations/ours").await.says("Your role here is Receptionist");
        gleb.get("/locations").await.says("Ours").says("Theirs");
    }
}

story! {
    async fn c11_c12_sa21_the_pages_behind_a_link_keep_it_to_themselves(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;

        let page = world.guest().get(&link).await;

        assert_eq!(page.headers["referrer-policy"], "no-referrer");
        assert_eq!(page.headers["x-robots-tag"], "noindex");
        assert_eq!(page.headers["cache-control"], "no-store");
        let token = link.strip_prefix("/join/").unwrap();
        anna.get("/locations/ours/activity").await.says_nothing_of(token);
        anna.get("/locations/ours/invitations").await.says_nothing_of(token);
    }
}

story! {
    async fn e9_sa4_a_link_reaches_its_end_at_the_very_moment(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;

        world.hours_pass(7 * 24 - 1);
        world.guest().get(&link).await.is(200);
        world.hours_pass(1);

        world.guest().get(&link).await.is(410);
        register_is_refused(&world, &link).await;
    }
}
