//! Forgotten passwords, and doors that do not like to be tried.

use super::{NEW_PASSWORD, invited, newest_invitation, register};
use crate::story;
use crate::support::visitor::Seen;
use crate::support::world::*;

async fn ask_for_a_password(world: &World, email: &str) -> Seen {
    let visitor = world.guest();
    visitor.post("/forgotten", &[("email", email)]).await.leads_to("/sign-in");
    visitor.get("/sign-in").await
}

story! {
    async fn sb7_a_forgotten_password_is_replaced_by_a_letter_and_every_session_ends(world) {
        let elsewhere = world.sign_in(VERA).await;
        world.guest().get("/sign-in").await.offers("Forgot your password?");
        ask_for_a_password(&world, " Vera@Ours.test ").await.says("a letter is on its way");
        let link = world.letter_to(VERA.1).await.link();
        let vera = world.guest();

        vera.get(&link).await.is(200).says("For the account of Vera");
        vera.get(&link).await.is(200);
        vera.post(&link, &[("password", "vera12345678")]).await.is(422).complains("password", "harder to guess");
        vera.post(&link, &[("password", NEW_PASSWORD)]).await.leads_to("/sign-in");

        elsewhere.get("/locations/ours").await.leads_to("/sign-in");
        vera.get("/locations/ours").await.leads_to("/sign-in");
        vera.get(&link).await.is(404);
        world.letter_to(VERA.1).await.says("your password for Parlour has changed");
        world.guest().post("/sign-in", &[("login", VERA.1), ("password", PASSWORD)]).await.is(422);
        world.sign_in_as(VERA.1, NEW_PASSWORD).await;
    }
}

story! {
    async fn sb7_a_newer_request_and_half_an_hour_end_a_link(world) {
        ask_for_a_password(&world, VERA.1).await;
        let first = world.letter_to(VERA.1).await.link();
        ask_for_a_password(&world, VERA.1).await;
        let second = world.letter_to(VERA.1).await.link();
        world.guest().get(&first).await.is(404);
        world.guest().get(&second).await.is(200);

        world.hours_pass(1);

        world.guest().get(&second).await.is(404);
        world.guest().post(&second, &[("password", NEW_PASSWORD)]).await.is(404);
    }
}

story! {
    async fn sb7_two_who_use_one_link_at_once_set_one_password(world) {
        ask_for_a_password(&world, VERA.1).await;
        let link = world.letter_to(VERA.1).await.link();
        let tasks: Vec<_> = (0..6)
            .map(|number| {
                let (visitor, link) = (world.guest(), link.clone());
                async move { visitor.post(&link, &[("password", &format!("{NEW_PASSWORD} {number}"))]).await.status }
            })
            .collect();

        let statuses = at_once(tasks).await;

        assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| [303, 404].contains(status)), "{statuses:?}");
    }
}

story! {
    async fn j8_sb2_the_answer_is_the_same_for_known_and_unknown_addresses(world) {
        let known = ask_for_a_password(&world, VERA.1).await;
        let unknown = ask_for_a_password(&world, "none@ours.test").await;

        assert_eq!(known.words().replace(VERA.1, "…"), unknown.words().replace("none@ours.test", "…"));
        world.guest().post("/forgotten", &[("email", "nonsense")]).await.is(422).complains("email", "in full");
        let doubled = [("email", VERA.1), ("email", "thief@evil.test")];
        world.guest().post("/forgotten", &doubled).await.is(400);
        world.deliver().await;
        assert!(world.mail.letters().iter().all(|letter| letter.recipients[0].contains(VERA.1)));
    }
}

story! {
    async fn j7_somebody_who_has_not_joined_gets_their_invitation_again(world) {
        let anna = world.sign_in(ANNA).await;
        let first = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        let end = world.number("SELECT count(DISTINCT expires_at) FROM invitation_links");

        ask_for_a_password(&world, "boris@new.test").await.says("a letter is on its way");

        let letter = world.letter_to("boris@new.test").await;
        letter.says("Anna invites you to Ours");
        assert_ne!(letter.link(), first);
        assert_eq!(world.number("SELECT count(DISTINCT expires_at) FROM invitation_links"), end, "the end stays");
        assert_eq!(world.number("SELECT count(*) FROM password_resets"), 0);
        register(&world.guest(), &letter.link(), "Boris").await.leads_to("/locations/ours");
        assert!(newest_invitation(&world).ends_with("/1"));
    }
}

story! {
    async fn sf5_a_fourth_request_within_a_quarter_of_an_hour_sends_nothing_and_says_the_same(world) {
        for _ in 0..5 {
            ask_for_a_password(&world, VERA.1).await.says("a letter is on its way");
        }

        world.deliver().await;

        assert_eq!(world.mail.letters().len(), 3);
    }
}

story! {
    async fn sb5_after_ten_wrong_tries_the_door_waits_and_others_still_get_in(world) {
        let thief = world.guest();
        for _ in 0..10 {
            thief.post("/sign-in", &[("login", ANNA.1), ("password", "a wrong guess")]).await.is(422);
        }

        let refused = thief.post("/sign-in", &[("login", ANNA.1), ("password", PASSWORD)]).await;
        refused.is(429).says("That was too often").says("Try again in 3 minutes");
        assert!(refused.headers["retry-after"].to_str().unwrap().parse::<i64>().unwrap() <= 181);
        let mark = thief.fetch_mark().await;
        let spoofed = [("mark", mark.as_str()), ("login", ANNA.1), ("password", PASSWORD)];
        thief.post_bare("/sign-in", &spoofed, &[("x-forwarded-for", "9.9.9.9")]).await.is(429);

        world.sign_in(MAX).await;
        world.hours_pass(1);
        world.sign_in(ANNA).await;
    }
}

story! {
    async fn sb5_signing_in_rightly_is_never_too_often(world) {
        for _ in 0..25 {
            world.sign_in(ANNA).await;
        }
        assert_eq!(world.number("SELECT count(*) FROM tries"), 0);
    }
}

story! {
    async fn sb6_a_flood_of_sign_ins_is_turned_away_and_pages_go_on(world) {
        let anna = world.sign_in(ANNA).await;
        let tasks: Vec<_> = (0..60)
            .map(|number| {
                let visitor = world.guest();
                async move {
                    let login = format!("nobody{number}@ours.test");
                    visitor.post("/sign-in", &[("login", &login), ("password", "a wrong guess")]).await.status
                }
            })
            .collect();

        let statuses = at_once(tasks).await;

        assert!(statuses.iter().all(|status| [422, 503].contains(status)), "{statuses:?}");
        anna.get("/locations/ours/team").await.is(200);
    }
}

story! {
    async fn sb6_whoever_finds_the_queue_full_is_sent_away_before_anything_is_written(world) {
        let queue: Vec<_> = std::iter::from_fn(|| world.house.passwords.place().ok()).collect();
        let visitor = world.guest();
        let fields = [("login", "anna@ours.test"), ("password", "a wrong guess")];

        let full = visitor.post("/sign-in", &fields).await;
        let tries_then = world.number("SELECT count(*) FROM tries");
        drop(queue);
        visitor.post("/sign-in", &fields).await.is(422);

        full.is(503);
        assert!(tries_then == 0 && world.number("SELECT count(*) FROM tries") > 0);
    }
}
