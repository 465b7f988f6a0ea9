//! Cases E: accepting.

use super::{NEW_PASSWORD, invite, invited, newest_invitation, register};
use crate::story;
use crate::support::world::*;

story! {
    async fn the_owner_invites_a_colleague_who_registers_and_joins(world) {
        let anna = world.sign_in(ANNA).await;

        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        world.letter_to("boris@new.test").await.says("Anna invites you to Ours").says("View only").says("(Lisbon time)");

        let boris = world.guest();
        boris.get(&link).await.is(200).says("Anna invited you as View only");
        register(&boris, &link, "Boris").await.leads_to("/locations/ours");
        boris.get("/locations/ours").await.is(200).says("Welcome to Ours").says("See the appointment calendar (own only, without limit)");
        boris.get("/locations/ours/team").await.is(403);
    }
}

story! {
    async fn e1_a_new_person_gets_everything_in_one_step(world) {
        let anna = world.sign_in(ANNA).await;
        let card = world.member("Boris");
        let role = world.role("receptionist");
        anna.post(&format!("/locations/ours/team/{card}/invitation"), &[("email", "boris@new.test"), ("role", &role)]).await.is(303);
        let link = world.letter_to("boris@new.test").await.link();

        register(&world.guest(), &link, "Boris").await.leads_to("/locations/ours");

        assert_eq!(world.number("SELECT count(*) FROM contacts WHERE value = 'boris@new.test' AND verified_at IS NOT NULL"), 1);
        assert_eq!(world.number(&format!("SELECT count(*) FROM accesses WHERE role_id = {role} AND user_id = (SELECT user_id FROM members WHERE id = {card})")), 1);
        assert_eq!(world.number("SELECT count(*) FROM users WHERE name = 'Boris' AND terms_version IS NOT NULL AND terms_accepted_from IS NOT NULL"), 1);
        let boris = world.sign_in_as("Boris@New.test", NEW_PASSWORD).await;
        boris.get("/locations/ours/team").await.is(200);
    }
}

story! {
    async fn e2_a_copied_link_asks_for_a_code_first(world) {
        let anna = world.sign_in(ANNA).await;
        invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);
        let copied = anna.post(&format!("{}/link", newest_invitation(&world)), &[]).await;
        let link = url::Url::parse(&copied.value_of("link")).unwrap().path().to_owned();
        let boris = world.guest();

        boris.get(&link).await.is(200).says("we send a code to b***@new.test").does_not_offer("Create account");
        let early = [("name", "Boris"), ("password", NEW_PASSWORD), ("terms", "yes")];
        boris.post(&format!("{link}/account"), &early).await.is(422);
        boris.post(&format!("{link}/code"), &[]).await.leads_to(&link);
        let letter = world.letter_to("boris@new.test").await;
        let code = letter.text.lines().find(|line| line.len() == 6).unwrap().to_owned();
        boris.post(&format!("{link}/proof"), &[("code", "000000")]).await.is(422).complains("code", "This code is not right");
        boris.post(&format!("{link}/proof"), &[("code", &code)]).await.leads_to(&link);

        register(&boris, &link, "Boris").await.leads_to("/locations/ours");
        let thief = world.guest();
        thief.get(&link).await.is(410);
    }
}

story! {
    async fn e2_a_code_takes_five_tries(world) {
        let anna = world.sign_in(ANNA).await;
        invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);
        let copied = anna.post(&format!("{}/link", newest_invitation(&world)), &[]).await;
        let link = url::Url::parse(&copied.value_of("link")).unwrap().path().to_owned();
        let thief = world.guest();
        thief.post(&format!("{link}/code"), &[]).await.leads_to(&link);
        let code = world.letter_to("boris@new.test").await.text.lines().find(|line| line.len() == 6).unwrap().to_owned();

        for _ in 0..5 {
            thief.post(&format!("{link}/proof"), &[("code", "999999x")]).await.is(422);
        }

        thief.post(&format!("{link}/proof"), &[("code", &code)]).await.is(422);
    }
}

story! {
    async fn a_phone_alone_joins_with_an_address_of_their_own(world) {
        let anna = world.sign_in(ANNA).await;
        let role = world.role("view-only");
        let fields = [("name", "Yusuf"), ("contact", "912 555 031"), ("role", role.as_str()), ("by_hand", "yes")];
        anna.post("/locations/ours/invitations", &fields).await.is(303);
        let copied = anna.post(&format!("{}/link", newest_invitation(&world)), &[]).await;
        let link = url::Url::parse(&copied.value_of("link")).unwrap().path().to_owned();
        let yusuf = world.guest();

        yusuf.post(&format!("{link}/code"), &[("email", "yusuf@new.test")]).await.leads_to(&link);
        let code = world.letter_to("yusuf@new.test").await.text.lines().find(|line| line.len() == 6).unwrap().to_owned();
        yusuf.post(&format!("{link}/proof"), &[("code", &code)]).await.leads_to(&link);
        register(&yusuf, &link, "Yusuf").await.leads_to("/locations/ours");

        assert_eq!(world.number("SELECT count(*) FROM contacts WHERE value = '+351912555031' AND verified_at IS NULL"), 1);
        world.sign_in_as("yusuf@new.test", NEW_PASSWORD).await;
    }
}

story! {
    async fn e3_an_existing_person_signs_in_first_and_comes_back(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Gleb", "gleb@theirs.test", "view-only").await;
        let gleb = world.guest();
        gleb.get(&link).await.offers("Sign in to join");

        let back = gleb.post("/sign-in", &[("login", GLEB.1), ("password", PASSWORD), ("next", &link)]).await;
        back.leads_to(&link);
        gleb.post(&link, &[]).await.leads_to("/locations/ours");

        assert_eq!(world.number("SELECT count(*) FROM users WHERE name = 'Gleb'"), 1);
    }
}

story! {
    async fn e3_registering_with_an_address_that_has_an_account_leads_to_sign_in(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Gleb", "gleb@theirs.test", "view-only").await;

        let seen = register(&world.guest(), &link, "Gleb").await;

        seen.is(422).complains("email", "You have an account with gleb@theirs.test already. Sign in to join");
    }
}

story! {
    async fn e4_an_invitation_for_someone_else_is_refused(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "manager").await;
        let gleb = world.sign_in(GLEB).await;

        gleb.post(&link, &[]).await.is(200).says("This invitation is for someone else");

        gleb.get("/locations/ours").await.is(404);
        let forged = [("name", "Boris"), ("email", "gleb@theirs.test"), ("password", NEW_PASSWORD), ("terms", "yes")];
        world.guest().post(&format!("{link}/account"), &forged).await.is(400);
        let doubled = [("name", "Boris"), ("email", "boris@new.test"), ("email", "gleb@theirs.test"), ("password", NEW_PASSWORD), ("terms", "yes")];
        world.guest().post(&format!("{link}/account"), &doubled).await.is(400);
        assert_eq!(world.number("SELECT count(*) FROM invitations WHERE state = 'pending'"), 1);
    }
}

story! {
    async fn sa8_role_and_place_come_from_the_invitation_alone(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        let owner = world.role("owner");

        let forged = [("name", "Boris"), ("password", NEW_PASSWORD), ("terms", "yes"), ("role", owner.as_str())];
        world.guest().post(&format!("{link}/account"), &forged).await.is(400);

        assert_eq!(world.number("SELECT count(*) FROM users WHERE name = 'Boris'"), 0);
    }
}

story! {
    async fn e11_somebody_who_is_in_already_keeps_their_role(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Gleb", "gleb@theirs.test", "manager").await;
        world.sql(&format!(
            "INSERT INTO accesses (location_id, user_id, role_id, created_at) SELECT {}, {}, {}, '2026-01-01 00:00:00'",
            world.ours, world.user(GLEB), world.role("view-only")
        ));
        let gleb = world.sign_in(GLEB).await;

        gleb.post(&link, &[]).await.leads_to("/locations/ours");

        gleb.get("/locations/ours").await.says("You had access to Ours already").says("Your role here is View only");
    }
}

story! {
    async fn e13_the_page_shows_the_role_as_it_is_now(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;

        anna.post(&newest_invitation(&world), &[("email", "boris@new.test"), ("role", &world.role("accountant"))]).await.is(303);

        world.guest().get(&link).await.says("Anna invited you as Accountant");
    }
}

story! {
    async fn e14_sa9_when_the_inviter_was_demoted_somebody_else_approves(world) {
        let rita = world.sign_in(RITA).await;
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &rita, "Boris", "boris@new.test", "receptionist").await;
        let access = world.access_path(world.user(RITA));
        anna.post(&access, &[("role", &world.role("view-only")), ("version", "1")]).await.is(303);
        let boris = world.guest();

        register(&boris, &link, "Boris").await.leads_to("/locations");
        boris.get("/locations/ours").await.is(404);
        boris.get("/locations").await.says("No location is open to you now");
        boris.get(&link).await.is(410).says("waits for approval");
        anna.get("/locations/ours/invitations").await.says("Waiting for approval").offers("Approve");

        rita.post(&format!("{}/approval", newest_invitation(&world)), &[]).await.is(403);
        anna.post(&format!("{}/approval", newest_invitation(&world)), &[]).await.leads_to("/locations/ours/users");
        boris.get("/locations/ours").await.is(200).says("Your role here is Receptionist");
    }
}

story! {
    async fn e16_sd1_a_form_from_another_site_or_without_its_mark_is_refused(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Gleb", "gleb@theirs.test", "view-only").await;
        let gleb = world.sign_in(GLEB).await;
        let mark = gleb.fetch_mark().await;
        let with_mark = [("mark", mark.as_str())];

        gleb.post_bare(&link, &[], &[]).await.is(403);
        gleb.post_bare(&link, &with_mark, &[("sec-fetch-site", "cross-site")]).await.is(403);
        gleb.post_bare(&link, &with_mark, &[("origin", "https://evil.test")]).await.is(403);
        gleb.post_bare(&link, &with_mark, &[("origin", "null")]).await.is(403);
        let foreign = world.sign_in(VERA).await.fetch_mark().await;
        gleb.post_bare(&link, &[("mark", &foreign)], &[]).await.is(403);
        assert_eq!(world.number("SELECT count(*) FROM invitations WHERE state = 'pending'"), 1);

        gleb.post_bare(&link, &with_mark, &[("sec-fetch-site", "same-origin")]).await.leads_to("/locations/ours");
    }
}

story! {
    async fn e17_sd4_next_never_leads_to_another_site(world) {
        for next in ["//evil.test", "https://evil.test", "/\\evil.test", "javascript:alert(1)"] {
            let visitor = world.guest();

            let seen = visitor.post("/sign-in", &[("login", ANNA.1), ("password", PASSWORD), ("next", next)]).await;

            seen.leads_to("/locations/ours/team");
        }
    }
}

story! {
    async fn e18_sa20_without_the_agreement_nobody_joins_and_news_are_off_unless_wanted(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        let boris = world.guest();

        let refused = boris.post(&format!("{link}/account"), &[("name", "Boris"), ("password", NEW_PASSWORD)]).await;
        refused.is(422).complains("terms", "Accept the user agreement and the privacy policy to join");
        assert_eq!(refused.value_of("name"), "Boris");
        assert_eq!(refused.value_of("password"), "");
        register(&boris, &link, "Boris").await.is(303);

        assert_eq!(world.number("SELECT count(*) FROM users WHERE name = 'Boris' AND NOT wants_news"), 1);
    }
}

story! {
    async fn e19_sc2_the_session_is_a_new_one_after_joining(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Gleb", "gleb@theirs.test", "view-only").await;
        let gleb = world.sign_in(GLEB).await;
        let user = world.user(GLEB);
        let session = format!("SELECT max(id) FROM sessions WHERE user_id = {user}");
        let before = world.number(&session);

        let joined = gleb.post(&link, &[]).await;

        assert!(joined.headers.get_all("set-cookie").iter().any(|cookie| cookie.to_str().unwrap().starts_with("sid=")));
        assert!(world.number(&session) > before);
        assert_eq!(world.number(&format!("SELECT count(*) FROM sessions WHERE id = {before}")), 0);
    }
}

story! {
    async fn sa7_a_phone_that_was_only_typed_opens_nothing(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        let boris = world.guest();
        let fields = [("name", "Boris"), ("phone", "+351 912 555 031"), ("password", NEW_PASSWORD), ("terms", "yes")];
        boris.post(&format!("{link}/account"), &fields).await.is(303);

        let seen = world.guest().post("/sign-in", &[("login", "+351912555031"), ("password", NEW_PASSWORD)]).await;

        seen.is(422).complains("login", "is not right");
    }
}
