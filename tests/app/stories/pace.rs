//! Case A27: how many may be invited, and how often one person is written to.

use super::{invite, newest_invitation};
use crate::story;
use crate::support::world::*;

/// As if so many had been invited already.
fn tried(world: &World, scope: &str, times: usize) {
    use diesel::prelude::*;
    use parlour::schema::tries;
    world
        .db
        .write_now(|db| {
            for _ in 0..times {
                let row = (tries::scope.eq(parlour::secrets::digest(scope)), tries::at.eq(parlour::clock::now()));
                diesel::insert_into(tries::table).values(row).execute(db)?;
            }
            Ok(())
        })
        .unwrap();
}

/// How a time of day is written.
fn has_a_time(words: &str, before: &str) -> bool {
    let after = words.split(before).nth(1).unwrap_or_default();
    after.chars().take(22).any(|c| c == ':')
}

story! {
    async fn a27_sf5_c9_one_address_gets_five_letters_a_day_and_rests_between_them(world) {
        let anna = world.sign_in(ANNA).await;
        let role = world.role("view-only");
        invite(&anna, "Boris", "boris@new.test", &role).await.is(303);
        let renewal = format!("{}/renewal", newest_invitation(&world));

        let refused = anna.post(&renewal, &[]).await;
        refused.is(429).says("A letter left a moment ago. You can invite Boris ");
        assert!(refused.headers.contains_key("retry-after"));
        assert!(has_a_time(&refused.words(), "You can invite Boris "), "{}", refused.words());
        let list = anna.get("/locations/ours/invitations").await.words();
        assert!(has_a_time(&list, "A letter left a moment ago. You can invite Boris again "), "{list}");

        for round in 1..=4 {
            world.hours_pass(1);
            anna.post(&renewal, &[]).await.is(303);
            anna.get("/locations/ours/invitations").await.says(&format!("{} links", round + 1));
        }
        world.hours_pass(1);
        anna.post(&renewal, &[]).await.is(429).says("5 letters within a day are the most for one address");

        world.deliver().await;
        assert_eq!(world.mail.letters().len(), 5);
    }
}

story! {
    async fn a27_sf5_letters_of_all_locations_to_one_address_count_together(world) {
        let (anna, gleb) = (world.sign_in(ANNA).await, world.sign_in(GLEB).await);
        tried(&world, "letters to boris@new.test", 4);
        let at_theirs = [("name", "Boris"), ("contact", "boris@new.test"), ("role", &*world.role_at(world.theirs, "view-only"))];
        gleb.post("/locations/theirs/invitations", &at_theirs).await.is(303);

        let refused = invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await;

        refused.is(422).complains("contact-1", "5 letters within a day are the most for one address. You can invite Boris ");
        assert_eq!(refused.value_of("name-1"), "Boris");
        assert_eq!(world.number("SELECT count(*) FROM messages"), 1);
    }
}

story! {
    async fn a27_an_inviter_who_has_invited_enough_for_an_hour_is_told_when_to_go_on(world) {
        let (anna, max) = (world.sign_in(ANNA).await, world.sign_in(MAX).await);
        let role = world.role("view-only");
        tried(&world, &format!("invited by {}", world.user(ANNA)), 599);
        let list = [("text", "Ada,ada@new.test\nBoris,boris@new.test"), ("role", role.as_str())];

        anna.post("/locations/ours/invitations/list", &list).await.is(200).says("You can invite 1 more now");
        let seen = anna.post("/locations/ours/invitations/list/dispatch", &list).await;

        seen.is(422).says("The invitation to ada@new.test is ready.").complains("contact-1", "You have invited 600 people within an hour");
        assert!(has_a_time(&seen.words(), "You can invite Boris "), "{}", seen.words());
        assert_eq!(seen.value_of("contact-1"), "boris@new.test");
        invite(&max, "Boris", "boris@new.test", &role).await.is(303);
        world.hours_pass(1);
        invite(&anna, "Cora", "cora@new.test", &role).await.is(303);
    }
}

story! {
    async fn a27_a_location_sends_a_thousand_invitations_a_day(world) {
        let (anna, max) = (world.sign_in(ANNA).await, world.sign_in(MAX).await);
        let role = world.role("view-only");
        invite(&anna, "Ada", "ada@new.test", &role).await.is(303);
        tried(&world, &format!("invited to {}", world.ours), 999);

        let refused = invite(&max, "Boris", "boris@new.test", &role).await;

        refused.is(422).complains("contact-1", "1000 invitations within a day are the most for one location. You can invite Boris on ");
        world.hours_pass(24);
        invite(&world.sign_in(MAX).await, "Boris", "boris@new.test", &role).await.is(303);
    }
}

story! {
    async fn what_fails_for_another_reason_does_not_count(world) {
        let anna = world.sign_in(ANNA).await;
        for _ in 0..6 {
            invite(&anna, "Vera", "vera@ours.test", &world.role("view-only")).await.is(422);
        }

        assert_eq!(world.number("SELECT count(*) FROM tries"), 0);
    }
}

story! {
    async fn what_was_tried_the_day_before_is_forgotten(world) {
        tried(&world, "letters to boris@new.test", 2);
        world.sql("UPDATE tries SET at = '2026-01-01 10:00:00'");
        tried(&world, "letters to boris@new.test", 1);

        world.house.chores().round().await.unwrap();

        assert_eq!(world.number("SELECT count(*) FROM tries"), 1);
    }
}
