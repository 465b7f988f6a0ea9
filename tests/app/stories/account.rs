//! One's own account.

use super::NEW_PASSWORD;
use crate::story;
use crate::support::world::*;

story! {
    async fn sb8_a_password_is_changed_with_the_current_one_and_other_sessions_end(world) {
        let elsewhere = world.sign_in(VERA).await;
        let vera = world.sign_in(VERA).await;
        vera.get("/account").await.is(200).says("You sign in with vera@ours.test");
        vera.get("/account/password").await.is(200).says("at 2 places");

        let wrong = vera.post("/account/password", &[("current", "not this one"), ("password", NEW_PASSWORD)]).await;
        wrong.is(422).complains("current", "This is not your current password");
        let weak = vera.post("/account/password", &[("current", PASSWORD), ("password", "vera vera vera")]).await;
        weak.is(422).complains("password", "harder to guess");
        vera.post("/account/password", &[("current", PASSWORD), ("password", NEW_PASSWORD)]).await.leads_to("/account/password");

        vera.get("/account/password").await.is(200).says("only here");
        elsewhere.get("/account").await.leads_to("/sign-in");
        world.letter_to(VERA.1).await.says("your password for Parlour has changed");
        world.sign_in_as(VERA.1, NEW_PASSWORD).await;
    }
}

story! {
    async fn g13_g15_a_new_name_counts_from_now_on_and_history_keeps_the_old_one(world) {
        let max = world.sign_in(MAX).await;
        max.post("/locations/ours/positions", &[("title", "Stylist")]).await.is(303);

        max.post("/account/name", &[("name", "")]).await.is(422).complains("name", "Enter your name");
        max.post("/account/name", &[("name", "Maximilian")]).await.leads_to("/account");
        max.post("/locations/ours/positions", &[("title", "Barber")]).await.is(303);

        let log = max.get("/locations/ours/activity").await;
        log.says("Max added the position Stylist").says("Maximilian added the position Barber");
    }
}

story! {
    async fn sb4_the_meter_says_what_the_form_will_say(world) {
        let boris = world.guest();

        for (password, strength) in [("short", "\"strength\":0"), (NEW_PASSWORD, "\"strength\":4")] {
            let judged = boris.post("/password-strength", &[("password", password)]).await;
            assert!(judged.is(200).body.contains(strength), "{}", judged.body);
        }

        boris.post("/password-strength", &[("password", "short")]).await.says("at least 10 characters");
        boris.post("/password-strength", &[("password", NEW_PASSWORD)]).await.says("Hard to guess");
    }
}
