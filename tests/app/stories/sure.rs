//! Is it still you? Some deeds ask for the password again.

use super::NEW_PASSWORD;
use super::rights::send;
use crate::story;
use crate::support::world::*;

story! {
    async fn sc2_sc4_the_password_again_leads_back_under_a_new_key(world) {
        let vera = world.guest();
        let old = vera.post("/sign-in", &[("login", VERA.1), ("password", PASSWORD)]).await.cookie("sid").unwrap();
        world.minutes_pass(11);

        let wrong = vera.post("/account/confirmation", &[("password", "not this one"), ("next", "/account")]).await;
        wrong.is(422).complains("password", "This is not your password");
        assert_eq!(wrong.cookie("sid"), None);
        let right = vera.post("/account/confirmation", &[("password", PASSWORD), ("next", "/locations?a=b")]).await;

        right.leads_to("/locations?a=b");
        assert!(right.cookie("sid").is_some_and(|new| new != old));
        vera.get("/account").await.is(200);
        let thief = world.guest();
        thief.send(thief.request(reqwest::Method::GET, "/account").header("cookie", old)).await.leads_to("/sign-in");
    }
}

story! {
    async fn sd4_the_password_again_never_leads_to_another_site(world) {
        let vera = world.sign_in(VERA).await;

        for next in ["//evil.test", "https://evil.test/", "/\\evil.test", ""] {
            vera.post("/account/confirmation", &[("password", PASSWORD), ("next", next)]).await.leads_to("/account");
        }
    }
}

story! {
    async fn sb5_the_password_is_not_guessed_from_inside_either(world) {
        let thief = world.sign_in(VERA).await;
        for _ in 0..5 {
            thief.post("/account/confirmation", &[("password", "a wrong guess")]).await.is(422);
            let fields = [("current", "a wrong guess"), ("password", NEW_PASSWORD)];
            thief.post("/account/password", &fields).await.is(422);
        }

        thief.post("/account/confirmation", &[("password", PASSWORD)]).await.is(429).says("Try again in 3 minutes");
        thief.post("/account/password", &[("current", PASSWORD), ("password", NEW_PASSWORD)]).await.is(429);

        world.minutes_pass(4);
        thief.post("/account/confirmation", &[("password", PASSWORD)]).await.is(303);
    }
}

story! {
    async fn sc4_what_was_typed_survives_asking_for_the_password_again(world) {
        let anna = world.sign_in(ANNA).await;
        let max = world.access_path(world.user(MAX));
        world.minutes_pass(11);

        let asked = send(&anna, &max, &world.role("manager"), "1", "team.view users.view").await;
        asked.is(403).says("Is it still you?").says("What you typed is kept");
        world.sign_in(MAX).await.get("/locations/ours/activity").await.is(200);
        let kept = asked.fields_of("form[action='/account/confirmation']");
        let fields: Vec<_> = kept.iter().map(|(name, value)| (name.as_str(), value.as_str())).filter(|(name, _)| *name != "password").collect();
        let wrong = anna.post("/account/confirmation", &[&fields[..], &[("password", "not this one")]].concat()).await;
        assert_eq!(wrong.is(422).fields_of("form[action='/account/confirmation']").len(), kept.len(), "a wrong one loses nothing either");

        let again = anna.post("/account/confirmation", &[&fields[..], &[("password", PASSWORD)]].concat()).await;
        again.is(200).says("What you typed is still here").offers("Send what I typed");
        let typed = again.fields_of("main form");
        let typed: Vec<_> = typed.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        anna.post(&max, &typed).await.is(303);

        world.sign_in(MAX).await.get("/locations/ours/activity").await.is(403);
    }
}

story! {
    async fn sd1_nothing_is_kept_of_a_form_that_is_not_ours(world) {
        let anna = world.sign_in(ANNA).await;
        let max = world.access_path(world.user(MAX));
        world.minutes_pass(11);

        let foreign = anna.post_bare(&max, &[("mark", "AAAA"), ("role", "<script>")], &[]).await;

        foreign.leads_to("/account/confirmation");
    }
}
