//! Whoever is turned away is written down, once, and nobody can fill the log with that (security.md SH3).

use super::invite;
use crate::story;
use crate::support::device::Device;
use crate::support::world::*;

/// How many lines of the log say this.
fn count(world: &World, deed: &str) -> i64 {
    world.number(&format!("SELECT count(*) FROM activity WHERE deed = '{deed}'"))
}

/// The newest line of the log, in short.
fn newest(world: &World) -> String {
    world.word(
        "SELECT actor_name || '|' || actor_role || '|' || deed || '|' || subject || '|' || coalesce(location_id, 0) \
         FROM activity ORDER BY id DESC LIMIT 1",
    )
}

story! {
    async fn sh3_a_rule_that_refuses_inside_the_deed_is_written_down_after_the_deed_is_undone(world) {
        let max = world.sign_in(MAX).await;
        let anna = world.access_path(world.user(ANNA));

        let refused = max.post(&anna, &[("role", &world.role("view-only")), ("version", "1")]).await;

        refused.is(403).says("Anna holds rights that you do not hold yourself");
        assert_eq!(count(&world, "authz_fail"), 1);
        assert!(newest(&world).starts_with("Max|Manager|authz_fail|Anna holds rights that you do not hold yourself"), "{}", newest(&world));
        assert_eq!(world.word("SELECT request FROM activity ORDER BY id DESC LIMIT 1"), refused.headers["x-request-id"].to_str().unwrap());
        let changes = world.word("SELECT changes FROM activity ORDER BY id DESC LIMIT 1");
        assert!(changes.contains("POST /locations/{location}/users/{access}"), "{changes}");

        invite(&max, "Boris", "boris@new.test", &world.role("owner")).await.is(403);
        assert_eq!(count(&world, "authz_fail"), 2);
        max.get("/locations/ours/activity").await.says("Refused").says("Max was refused Only an owner can make someone an owner.");
    }
}

story! {
    async fn sh3_strangers_are_not_written_into_a_log_that_is_not_theirs(world) {
        let gleb = world.sign_in(GLEB).await;
        let before = world.number("SELECT count(*) FROM activity");

        gleb.get("/locations/ours/activity").await.is(404);
        gleb.post("/locations/ours/positions", &[("title", "x")]).await.is(404);
        gleb.post_bare("/locations/ours/positions", &[("title", "x")], &[("sec-fetch-site", "cross-site")]).await.is(403);

        assert_eq!(world.number("SELECT count(*) FROM activity"), before);
    }
}

story! {
    async fn sh3_a_failed_sign_in_belongs_to_no_location_and_says_nothing_that_was_typed(world) {
        let guest = world.guest();
        for (login, account) in [("anna@ours.test", world.user(ANNA).to_string()), ("nobody@new.test", "0".into())] {
            guest.post("/sign-in", &[("login", login), ("password", "s3cret-typed-here")]).await.is(422);
            assert_eq!(newest(&world), "Somebody||authn_login_fail|the password|0");
            assert_eq!(world.word("SELECT coalesce(actor_id, 0) FROM activity ORDER BY id DESC LIMIT 1"), account);
        }

        assert_eq!(count(&world, "authn_login_fail"), 2);
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE changes || subject || actor_name || address LIKE '%s3cret%'"), 0);
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE changes || subject || actor_name || address LIKE '%nobody%'"), 0);
        world.sign_in(ANNA).await.get("/locations/ours/activity").await.says_nothing_of("could not be let in");
    }
}

story! {
    async fn sh3_people_see_who_tried_to_come_in_as_them(world) {
        let thief = world.guest();
        thief.post("/sign-in", &[("login", "anna@ours.test"), ("password", "guessed")]).await.is(422);
        let anna = world.sign_in(ANNA).await;

        let sessions = anna.get("/account/sessions").await;

        sessions.says("Refused attempts").says("Somebody could not be let in with the password").says("127.0.0.1").says("just now");
        let max = world.sign_in(MAX).await;
        max.get("/account/sessions").await.says_nothing_of("Refused attempts");
        max.post("/account/confirmation", &[("password", "guessed")]).await.is(422);
        max.get("/account/sessions").await.says("Somebody could not be let in with the password");
    }
}

story! {
    async fn sh3_of_many_refusals_in_one_pause_one_is_written_down(world) {
        let thief = world.guest();
        for _ in 0..30 {
            thief.post("/sign-in", &[("login", "anna@ours.test"), ("password", "guessed")]).await;
        }
        assert_eq!((count(&world, "authn_login_fail"), count(&world, "authn_login_lock")), (10, 1));
        assert_eq!(newest(&world), "Somebody||authn_login_lock|the password|0");

        world.minutes_pass(4);
        for _ in 0..30 {
            thief.post("/sign-in", &[("login", "anna@ours.test"), ("password", "guessed")]).await;
        }
        assert_eq!((count(&world, "authn_login_fail"), count(&world, "authn_login_lock")), (20, 2));

        // Names that nobody has give an attacker no more lines than the places they come from.
        for turn in 0..130 {
            thief.post("/sign-in", &[("login", &format!("nobody{turn}@new.test")), ("password", "guessed")]).await;
        }
        assert_eq!((count(&world, "authn_login_fail"), count(&world, "authn_login_lock")), (100, 3));
        let locked = format!("SELECT count(*) FROM activity WHERE deed = 'authn_login_lock' AND actor_id = {}", world.user(ANNA));
        assert_eq!(world.number(&locked), 2);
    }
}

story! {
    async fn sh3_a_wrong_code_is_written_down_and_the_pause_after_many(world) {
        let anna = world.sign_in(ANNA).await;
        Device::of(&anna).await;
        let thief = world.guest();
        thief.post("/sign-in", &[("login", "anna@ours.test"), ("password", PASSWORD)]).await.leads_to("/sign-in/code");

        for _ in 0..8 {
            thief.post("/sign-in/code", &[("code", "000000")]).await;
        }

        assert_eq!((count(&world, "authn_login_fail"), count(&world, "authn_login_lock")), (5, 1));
        let told = anna.get("/account/sessions").await;
        told.says("Somebody could not be let in with the code").says("Somebody has to wait after too many tries with the code");
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE subject LIKE '%000000%' OR changes LIKE '%000000%'"), 0);
    }
}

story! {
    async fn sh3_a_form_that_no_page_would_send_is_written_down(world) {
        let anna = world.sign_in(ANNA).await;

        anna.post("/locations/ours/positions", &[("title", "Stylist"), ("is_admin", "1")]).await.is(400);

        assert_eq!(count(&world, "input_validation_fail"), 1);
        assert!(newest(&world).starts_with("Anna|Owner|input_validation_fail|POST /locations/{location}/positions|"), "{}", newest(&world));
        let vera = world.access_path(world.user(VERA));
        anna.post(&vera, &[("role", "999999"), ("version", "1")]).await.is(422);
        assert_eq!(count(&world, "input_validation_fail"), 2);
        assert!(newest(&world).starts_with("Anna|Owner|input_validation_fail|the access of Vera|"), "{}", newest(&world));
    }
}

story! {
    async fn sh3_guests_fill_no_disk_with_forms_from_elsewhere(world) {
        let guest = world.guest();

        for _ in 0..20 {
            guest.post_bare("/sign-in", &[("login", "x"), ("password", "x")], &[("sec-fetch-site", "cross-site")]).await.is(403);
        }

        assert_eq!(count(&world, "malicious_cors"), 1);
        assert_eq!(newest(&world), "Somebody||malicious_cors|POST /sign-in|0");
    }
}

story! {
    async fn sh3_whoever_is_refused_a_thousand_times_an_hour_is_believed(world) {
        let vera = world.sign_in(VERA).await;
        vera.get("/locations/ours/activity").await.is(403);
        let scope = "(SELECT scope FROM tries ORDER BY id DESC LIMIT 1)";
        let at = "(SELECT at FROM tries ORDER BY id DESC LIMIT 1)";
        world.sql(&format!(
            "INSERT INTO tries (scope, at) WITH RECURSIVE counted (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 998) \
             SELECT {scope}, {at} FROM counted"
        ));

        for _ in 0..3 {
            vera.get("/locations/ours/activity").await.is(403);
        }

        assert_eq!(count(&world, "authz_fail"), 2);
    }
}

story! {
    async fn sh3_a_refusal_stays_a_refusal_when_it_cannot_be_written_down(world) {
        let vera = world.sign_in(VERA).await;
        world.tamper(&format!("UPDATE log_heads SET number = number - 1 WHERE location_id = {}", world.ours));

        vera.get("/locations/ours/activity").await.is(403);

        assert_eq!(count(&world, "authz_fail"), 0);
    }
}
