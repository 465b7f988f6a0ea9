//! The key of a session changes when somebody else changes what its owner may do, and sessions end when the house says so.

use reqwest::Method;

use super::rights::send;
use crate::story;
use crate::support::visitor::Visitor;
use crate::support::world::*;

/// Signs in, and says with which key.
async fn sign_in(world: &World, who: Cast) -> (Visitor, String) {
    let visitor = world.guest();
    let key = visitor.post("/sign-in", &[("login", who.1), ("password", PASSWORD)]).await.cookie("sid").unwrap();
    (visitor, key)
}

/// Whether a key still opens the account of its owner.
async fn opens(world: &World, key: &str) -> bool {
    let finder = world.guest();
    // Not as a page of its own, which would give it a new key.
    let asked = finder.request(Method::GET, "/account").header("cookie", key).header("sec-fetch-mode", "cors");
    finder.send(asked).await.status == 200
}

story! {
    async fn sc2_a_session_gets_another_key_with_the_next_page_after_its_owner_got_another_role(world) {
        let anna = world.sign_in(ANNA).await;
        let (vera, old) = sign_in(&world, VERA).await;
        let (phone, old_on_the_phone) = sign_in(&world, VERA).await;
        let ends = "SELECT count(DISTINCT ends_at) FROM sessions WHERE user_id = (SELECT user_id FROM contacts WHERE value = 'vera@ours.test')";
        world.hours_pass(1);
        let distinct = world.number(ends);
        anna.post("/account/confirmation", &[("password", PASSWORD)]).await.is(303);
        assert_eq!(vera.get("/account").await.cookie("sid"), None);

        send(&anna, &world.access_path(world.user(VERA)), &world.role("manager"), "1", "").await.is(303);

        assert!(opens(&world, &old).await, "what a page loads by itself goes out with the key it came with");
        let first = vera.get("/locations/ours").await;
        let new = first.is(200).cookie("sid").expect("the key has not changed");
        assert!(new != old && opens(&world, &new).await);
        assert!(!opens(&world, &old).await, "the old key still opens");
        assert_eq!(vera.get("/account").await.is(200).cookie("sid"), None, "once is enough");
        assert!(phone.get("/account").await.is(200).cookie("sid").is_some());
        assert!(!opens(&world, &old_on_the_phone).await);
        assert_eq!(world.number(ends), distinct, "a new key is not a longer session");
        assert_eq!(anna.get("/account").await.is(200).cookie("sid"), None, "nobody changed hers");
    }
}

story! {
    async fn sc2_a_form_that_was_open_meanwhile_is_taken_and_the_page_behind_it_brings_the_key(world) {
        let (vera, old) = sign_in(&world, VERA).await;
        let mark = vera.fetch_mark().await;
        world.sql(&format!("UPDATE accesses SET exceptions = '' WHERE user_id = {}", world.user(VERA)));

        let sent = vera.post_bare("/account/name", &[("mark", &*mark), ("name", "Vera Maria")], &[]).await;

        assert_eq!(sent.is(303).cookie("sid"), None);
        assert!(vera.get("/account").await.says("Vera Maria").cookie("sid").is_some());
        assert!(!opens(&world, &old).await);
    }
}

story! {
    async fn sc2_whatever_changes_what_somebody_may_do_asks_for_another_key(world) {
        let vera = world.user(VERA);
        let manager = world.role("manager");
        let (chain, post) = ("(SELECT max(id) FROM chains)", "(SELECT max(id) FROM chain_roles)");
        let here = format!("(SELECT id FROM chain_accesses WHERE user_id = {vera})");
        world.sql(&format!(
            "INSERT INTO chains (name, main_location_id, created_at) VALUES ('Both', {ours}, '2026-01-01 00:00:00'); \
             INSERT INTO chain_locations (chain_id, location_id, place, added_at) VALUES ({chain}, {ours}, 1, '2026-01-01 00:00:00'); \
             INSERT INTO chain_roles (chain_id, name, name_key, rights, place) VALUES ({chain}, 'Helper', 'helper', '', 1)",
            ours = world.ours
        ));
        for (what, change) in [
            ("a role at a location", format!("UPDATE accesses SET role_id = {manager} WHERE user_id = {vera}")),
            ("a right that differs", format!("UPDATE accesses SET exceptions = '' WHERE user_id = {vera}")),
            ("a last day", format!("UPDATE accesses SET ends_on = '2099-01-01' WHERE user_id = {vera}")),
            ("the rights of the role", format!("UPDATE roles SET rights = 'team.view' WHERE id = {manager}")),
            ("a removal", format!("DELETE FROM accesses WHERE user_id = {vera}")),
            ("a chain", format!("INSERT INTO chain_accesses (chain_id, user_id, role_id, created_at, changed_by, changed_at) VALUES ({chain}, {vera}, {post}, '2026-01-01 00:00:00', 'Mira', '2026-01-01 00:00:00')")),
            ("a role that flows down", format!("INSERT INTO chain_grants (chain_access_id, location_id, role_id, given_by, given_at) VALUES ({here}, {}, {manager}, 'Mira', '2026-01-01 00:00:00')", world.ours)),
            ("its rights", format!("UPDATE roles SET rights = 'team.view users.view' WHERE id = {manager}")),
            ("the rights of the chain role", format!("UPDATE chain_roles SET rights = 'chain.users.view' WHERE id = {post}")),
            ("a location that leaves", format!("DELETE FROM chain_locations WHERE chain_id = {chain}")),
            ("a role that flows down no more", format!("DELETE FROM chain_grants WHERE chain_access_id = {here}")),
            ("the end of the chain", format!("UPDATE chains SET deleted_at = '2026-01-01 00:00:00' WHERE id = {chain}")),
            ("a removal from the chain", format!("DELETE FROM chain_accesses WHERE user_id = {vera}")),
        ] {
            let (visitor, old) = sign_in(&world, VERA).await;

            world.sql(&change);

            assert!(visitor.get("/account").await.is(200).cookie("sid").is_some(), "{what} leaves the key");
            assert!(!opens(&world, &old).await, "{what} leaves the old key alive");
        }
    }
}

story! {
    async fn sc4_an_installation_says_how_long_a_session_lives_idle_and_at_all(world) {
        let shorter = |config| parlour::config::Config { session_idle_hours: 2, session_days: 1, ..config };
        let Some(world) = World::open_with(if world.house.db.is_shared() { Ground::Postgres } else { Ground::Sqlite }, shorter).await else { return };
        let (vera, max) = (world.sign_in(VERA).await, world.sign_in(MAX).await);
        let cookie = world.guest().post("/sign-in", &[("login", RITA.1), ("password", PASSWORD)]).await;
        let cookie = cookie.headers.get_all("set-cookie").iter().find(|one| one.to_str().unwrap().starts_with("sid=")).unwrap().to_str().unwrap().to_owned();
        assert!(cookie.contains("Max-Age=86400"), "{cookie}");

        for _ in 0..23 {
            world.hours_pass(1);
            vera.get("/account").await.is(200);
        }
        max.get("/account").await.leads_to("/sign-in");
        world.hours_pass(1);
        vera.get("/account").await.leads_to("/sign-in");
    }
}

story! {
    async fn sc4_a_session_that_began_when_they_were_longer_ends_when_they_are_shorter(world) {
        let vera = world.sign_in(VERA).await;
        world.sql("UPDATE sessions SET created_at = '2026-01-01 00:00:00'");

        vera.get("/account").await.leads_to("/sign-in");
    }
}
