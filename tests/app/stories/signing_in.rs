//! Coming in and going out.

use super::NEW_PASSWORD;
use crate::story;
use crate::support::visitor::Visitor;
use crate::support::world::*;

story! {
    async fn people_sign_in_and_land_where_they_may_be(world) {
        for (who, home) in [(ANNA, "/locations/ours/team"), (RITA, "/locations/ours/team"), (VERA, "/locations/ours")] {
            let visitor = world.guest();
            visitor.get("/").await.leads_to("/sign-in");
            visitor.post("/sign-in", &[("login", who.1), ("password", PASSWORD)]).await.leads_to(home);
            visitor.get("/").await.leads_to(home);
            visitor.get("/sign-in").await.leads_to("/");
        }
    }
}

story! {
    async fn sb1_a_wrong_password_and_an_unknown_name_get_the_same_answer(world) {
        let long = "x".repeat(100);
        let mut answers = Vec::new();
        for (login, password) in [
            (ANNA.1, "wrong password here"), ("nobody@ours.test", "wrong password here"), (ANNA.1, long.as_str()),
            ("+351 912 555 031", "wrong password here"), ("no contact at all", "x"),
        ] {
            let seen = world.guest().post("/sign-in", &[("login", login), ("password", password)]).await;
            seen.is(422).complains("login", "The phone number, email or password is not right");
            answers.push(seen.words());
        }
        assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
    }
}

story! {
    async fn a_page_that_was_asked_for_comes_after_signing_in(world) {
        let visitor = world.guest();
        let asked = visitor.get("/locations/ours/team?assists=yes").await;
        asked.leads_to("/sign-in");
        let form = visitor.get(asked.location()).await;

        let next = form.body.split(r#"name="next" value=""#).nth(1).unwrap().split('"').next().unwrap().to_owned();
        let next = next.replace("&#38;", "&");
        let seen = visitor.post("/sign-in", &[("login", ANNA.1), ("password", PASSWORD), ("next", &next)]).await;

        seen.leads_to(&format!("/locations/{}/team?assists=yes", world.ours));
    }
}

story! {
    async fn sc3_signing_out_ends_the_session_on_the_server(world) {
        let anna = world.sign_in(ANNA).await;
        let kept = world.number("SELECT count(*) FROM sessions");

        let out = anna.post("/sign-out", &[]).await;

        out.leads_to("/sign-in");
        assert_eq!(out.headers["clear-site-data"], "\"cache\"");
        assert_eq!(world.number("SELECT count(*) FROM sessions"), kept - 1);
        anna.get("/locations/ours/team").await.leads_to("/sign-in");
    }
}

story! {
    async fn sc2_a_session_that_was_there_before_signing_in_is_dead_after(world) {
        let victim = world.sign_in(VERA).await;
        let user = world.user(VERA);
        let old = world.number(&format!("SELECT max(id) FROM sessions WHERE user_id = {user}"));

        victim.post("/sign-in", &[("login", ANNA.1), ("password", PASSWORD)]).await.is(303);

        assert_eq!(world.number(&format!("SELECT count(*) FROM sessions WHERE id = {old}")), 0);
        victim.get("/locations/ours/users").await.is(200);
    }
}

story! {
    async fn sc4_sessions_end_when_they_are_not_used(world) {
        let anna = world.sign_in(ANNA).await;
        world.hours_pass(11);
        anna.get("/locations/ours/team").await.is(200);
        world.hours_pass(11);
        anna.get("/locations/ours/team").await.is(200);
        world.hours_pass(13);
        anna.get("/locations/ours/team").await.leads_to("/sign-in");
    }
}

story! {
    async fn sc1_the_table_of_sessions_holds_no_keys_and_the_cookie_is_opaque(world) {
        let visitor = world.guest();
        let seen = visitor.post("/sign-in", &[("login", ANNA.1), ("password", PASSWORD)]).await;
        let cookie = seen.headers.get_all("set-cookie").iter().find(|cookie| cookie.to_str().unwrap().starts_with("sid=")).unwrap().to_str().unwrap().to_owned();

        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
        assert_eq!(world.number("SELECT count(*) FROM sessions WHERE length(key_hash) <> 32"), 0);
        let forged = world.guest();
        let answer = forged.send(forged.request(reqwest::Method::GET, "/locations/ours").header("cookie", "sid=invented")).await;
        answer.leads_to("/sign-in");
    }
}

story! {
    async fn sb12_a_cheaper_hash_is_replaced_when_its_owner_signs_in(world) {
        use parlour::users::Passwords;
        let passwords = Passwords::new(world.house.secrets.clone(), 5);
        let stored = passwords.hash_now(PASSWORD).unwrap();

        assert!(!passwords.is_outdated(&stored));
        assert!(Passwords::new(world.house.secrets.clone(), 6).is_outdated(&stored));
        assert!(passwords.place().unwrap().check(PASSWORD, Some(&stored)).await.unwrap());
        assert!(!passwords.place().unwrap().check("four plum mirrors hu", Some(&stored)).await.unwrap());
    }
}

story! {
    async fn a_one_time_link_signs_in_once(world) {
        use parlour::sessions::SignInLink;
        let anna = world.user(ANNA);
        let token = world.db.write_now(|db| SignInLink::make(anna, db)).unwrap();
        let path = format!("/enter/{}", token.text());

        let visitor = world.guest();
        visitor.get(&path).await.is(200);
        visitor.get(&path).await.is(200).offers("Sign in");
        visitor.post(&path, &[]).await.leads_to("/locations/ours/team");
        visitor.get("/locations/ours/users").await.is(200);

        world.guest().get(&path).await.is(404);
        world.guest().post(&path, &[]).await.is(404);
    }
}

async fn set_up(visitor: &Visitor, fields: &[(&str, &str)]) -> crate::support::visitor::Seen {
    let mut all = vec![
        ("name", "Olga"),
        ("email", "olga@first.test"),
        ("password", NEW_PASSWORD),
        ("location", "First"),
        ("country", "PT"),
        ("time_zone", "Europe/Lisbon"),
        ("currency", "EUR"),
    ];
    for (name, value) in fields {
        all.retain(|(known, _)| known != name);
        all.push((name, value));
    }
    visitor.post("/setup", &all).await
}

story! {
    async fn sb11_first_run_opens_a_location_and_is_over(world) {
        world.guest().get("/setup").await.leads_to("/");
        set_up(&world.guest(), &[]).await.is(404);
        world.tamper("DELETE FROM activity; DELETE FROM log_heads WHERE location_id IS NOT NULL");
        for table in ["invitation_links", "invitations", "members", "accesses", "roles", "locations", "sessions", "contacts", "users"] {
            world.sql(&format!("DELETE FROM {table}"));
        }
        let olga = world.guest();
        olga.get("/").await.leads_to("/setup");
        olga.get("/setup").await.is(200).says("Welcome to Parlour");

        set_up(&olga, &[("email", "nonsense"), ("country", ""), ("password", "short")])
            .await
            .is(422)
            .complains("email", "in full")
            .complains("country", "Choose the country")
            .complains("password", "at least 10 characters");
        let opened = set_up(&olga, &[]).await;

        let team = olga.get(opened.location()).await;
        team.is(200).says("Your location is open").says("Olga").says("Owner");
        world.guest().get("/setup").await.leads_to("/");
        set_up(&world.guest(), &[]).await.is(404);
    }
}
