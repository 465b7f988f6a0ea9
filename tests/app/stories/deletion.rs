//! Deleting one's own account.

use super::{invited, newest_invitation, register};
use crate::story;
use crate::support::world::*;

story! {
    async fn g5_j3_se14_sf6_an_account_is_deleted_everywhere_and_history_keeps_the_name(world) {
        let anna = world.sign_in(ANNA).await;
        let max = world.sign_in(MAX).await;
        max.post("/locations/ours/positions", &[("title", "Stylist")]).await.is(303);
        let card = world.member("Max");
        world.sql(&format!("UPDATE members SET user_id = {} WHERE id = {card}", world.user(MAX)));
        let elsewhere = world.sign_in(MAX).await;
        max.get("/account").await.offers("Delete your account");

        max.get("/account/deletion").await.says("You can no longer open Ours, where you are Manager").offers("Keep it");
        max.post("/account/deletion", &[]).await.leads_to("/sign-in");

        max.get("/sign-in").await.says("Your account is deleted");
        max.get("/account").await.leads_to("/sign-in");
        elsewhere.get("/locations/ours").await.leads_to("/sign-in");
        world.letter_to(MAX.1).await.says("your account at Parlour is deleted");
        world.guest().post("/sign-in", &[("login", MAX.1), ("password", PASSWORD)]).await.is(422);
        world.guest().post("/forgotten", &[("email", MAX.1)]).await.is(303);
        assert_eq!(world.number("SELECT count(*) FROM password_resets"), 0);
        let log = anna.get("/locations/ours/activity").await;
        log.says("Max added the position Stylist").says("Max deleted their own account and left Ours");
        anna.get(&format!("/locations/ours/team/{card}")).await.is(200).says("Max");
        anna.get("/locations/ours/users").await.says_nothing_of("max@ours.test").says_nothing_of("Former user");
        let gone = world.number("SELECT count(*) FROM users WHERE name = 'Former user' AND password_hash IS NULL AND deleted_at IS NOT NULL");
        assert_eq!(gone, 1);
    }
}

story! {
    async fn g5_a_last_owner_is_told_what_to_do_first(world) {
        let anna = world.sign_in(ANNA).await;

        let page = anna.get("/account/deletion").await;
        page.says("you are the only one at").offers("hand Ours over and leave").does_not_offer("Delete my account");
        anna.post("/account/deletion", &[]).await.is(422).offers("hand Ours over and leave");

        anna.get("/locations/ours").await.is(200);
        let max = world.access_path(world.user(MAX)).rsplit('/').next().unwrap().to_owned();
        anna.post("/locations/ours/departure", &[("heir", &max)]).await.is(303);
        let anna = world.sign_in(ANNA).await;
        anna.post("/account/deletion", &[]).await.leads_to("/sign-in");
    }
}

story! {
    async fn sb8_deleting_asks_for_the_password_again(world) {
        let vera = world.sign_in(VERA).await;
        world.minutes_pass(11);

        vera.get("/account/deletion").await.leads_to("/account/confirmation");
        vera.post("/account/deletion", &[]).await.leads_to("/account/confirmation");

        vera.get("/account").await.is(200);
    }
}

story! {
    async fn a18_somebody_who_deleted_their_account_is_invited_as_a_new_person(world) {
        let vera = world.sign_in(VERA).await;
        vera.post("/account/deletion", &[]).await.is(303);
        let anna = world.sign_in(ANNA).await;

        let link = invited(&world, &anna, "Vera", VERA.1, "receptionist").await;
        register(&world.guest(), &link, "Vera").await.leads_to("/locations/ours");

        assert_eq!(world.number("SELECT count(*) FROM contacts WHERE value = 'vera@ours.test'"), 1);
        assert_eq!(world.number(&format!("SELECT count(*) FROM accesses WHERE user_id = {}", world.user(VERA))), 0);
        assert_eq!(world.number("SELECT count(*) FROM users WHERE name = 'Vera'"), 1);
    }
}

story! {
    async fn e14_invitations_of_a_deleted_person_wait_for_approval(world) {
        let rita = world.sign_in(RITA).await;
        let link = invited(&world, &rita, "Boris", "boris@new.test", "view-only").await;
        rita.post("/account/deletion", &[]).await.is(303);
        let boris = world.guest();

        register(&boris, &link, "Boris").await.leads_to("/locations");

        let anna = world.sign_in(ANNA).await;
        anna.get("/locations/ours/invitations").await.says("Waiting for approval").says("Invited by Rita");
        anna.post(&format!("{}/approval", newest_invitation(&world)), &[]).await.is(303);
        boris.get("/locations/ours").await.is(200);
    }
}

story! {
    async fn somebody_who_waits_for_approval_and_deletes_their_account_is_never_let_in(world) {
        let rita = world.sign_in(RITA).await;
        let link = invited(&world, &rita, "Boris", "boris@new.test", "view-only").await;
        rita.post("/locations/ours/departure", &[]).await.is(303);
        let boris = world.guest();
        register(&boris, &link, "Boris").await.is(303);

        boris.post("/account/deletion", &[]).await.leads_to("/sign-in");

        let anna = world.sign_in(ANNA).await;
        anna.post(&format!("{}/approval", newest_invitation(&world)), &[]).await.is(409);
        anna.get("/locations/ours/activity").await.says("Boris declined the invitation to Boris");
        assert_eq!(world.number("SELECT count(*) FROM accesses JOIN users ON users.id = user_id WHERE deleted_at IS NOT NULL"), 0);
    }
}

story! {
    async fn joining_and_deleting_at_once_leaves_no_access_of_nobody(world) {
        let anna = world.sign_in(ANNA).await;
        for round in 0..10 {
            let email = format!("nora{round}@new.test");
            world.person("Nora", &email, None);
            invited(&world, &anna, "Nora", &email, "view-only").await;
            let accept = format!("/account/invitations/{}/acceptance", world.number("SELECT max(id) FROM invitations"));
            let (one, other) = (world.sign_in_as(&email, PASSWORD).await, world.sign_in_as(&email, PASSWORD).await);
            one.get("/account/deletion").await.is(200);
            other.get("/account/invitations").await.is(200);
            let tasks: Vec<std::pin::Pin<Box<dyn Future<Output = u16>>>> = vec![
                Box::pin(async move { one.post("/account/deletion", &[]).await.status }),
                Box::pin(async move { other.post(&accept, &[]).await.status }),
            ];

            let statuses = at_once(tasks).await;

            assert_eq!(statuses[0], 303, "{statuses:?}");
            assert!([303, 403, 404, 409].contains(&statuses[1]), "{statuses:?}");
            let ghosts = "SELECT count(*) FROM accesses JOIN users ON users.id = user_id WHERE deleted_at IS NOT NULL";
            assert_eq!(world.number(ghosts), 0, "{statuses:?}");
        }
    }
}

story! {
    async fn deleting_twice_at_once_is_calm(world) {
        for (round, who) in [VERA, RITA].into_iter().enumerate() {
            let tabs = [world.sign_in(who).await, world.sign_in(who).await];
            for tab in &tabs {
                tab.get("/account/deletion").await.is(200);
            }
            let tasks = tabs.map(|tab| async move { tab.post("/account/deletion", &[]).await.status });

            let statuses = at_once(tasks).await;

            assert!(statuses.iter().all(|status| [303, 404, 409].contains(status)), "{statuses:?}");
            assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'account.deleted'"), round as i64 + 1);
        }
    }
}
