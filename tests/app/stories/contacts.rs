//! The contacts somebody signs in with.

use super::{NEW_PASSWORD, code_to, invite, invited, register};
use crate::story;
use crate::support::gateway::Gateway;
use crate::support::visitor::{Seen, Visitor};
use crate::support::world::*;

async fn ask(by: &Visitor, email: &str) -> Seen {
    by.post("/account/contacts/new", &[("contact", email)]).await
}

async fn prove(by: &Visitor, code: &str) -> Seen {
    by.post("/account/contacts/proof", &[("code", code)]).await
}

/// The door for taking a contact away.
fn removal_of(world: &World, email: &str) -> String {
    format!(
        "/account/contacts/{}/removal",
        world.number(&format!("SELECT max(id) FROM contacts WHERE value = '{email}'"))
    )
}

story! {
    async fn g16_sb8_a_new_address_is_proved_with_a_code_and_old_and_new_are_told(world) {
        let vera = world.sign_in(VERA).await;
        vera.get("/account/contacts").await.says("vera@ours.test").says("Messages to you go here").does_not_offer("Remove");

        ask(&vera, "nonsense").await.is(422).complains("contact", "in full");
        ask(&vera, VERA.1).await.is(422).complains("contact", "You sign in with vera@ours.test already");
        ask(&vera, " Vera.Lind@New.test ").await.leads_to("/account/contacts");
        let code = code_to(&world, "vera.lind@new.test").await;
        vera.get("/account/contacts").await.says("Is Vera.Lind@New.test yours?");
        world.guest().post("/sign-in", &[("login", "vera.lind@new.test"), ("password", PASSWORD)]).await.is(422);
        prove(&vera, "000000").await.is(422).complains("code", "This code is not right");
        prove(&vera, &code).await.leads_to("/account/contacts");

        world.letter_to(VERA.1).await.says("Vera.Lind@New.test was added to your account");
        world.letter_to("vera.lind@new.test").await.says("was added to your account");
        let new = world.sign_in_as("vera.lind@new.test", PASSWORD).await;
        new.post(&removal_of(&world, VERA.1), &[]).await.leads_to("/account/contacts");
        world.letter_to(VERA.1).await.says("vera@ours.test was removed from your account");
        world.letter_to("vera.lind@new.test").await.says("was removed from your account");
        world.guest().post("/sign-in", &[("login", VERA.1), ("password", PASSWORD)]).await.is(422);
        prove(&vera, &code).await.is(422);
    }
}

story! {
    async fn g16_invitations_to_the_old_address_stay_as_they_are(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Gleb", GLEB.1, "view-only").await;
        let gleb = world.sign_in(GLEB).await;
        ask(&gleb, "gleb@new.test").await.is(303);
        prove(&gleb, &code_to(&world, "gleb@new.test").await).await.is(303);

        gleb.post(&removal_of(&world, GLEB.1), &[]).await.is(303);

        assert_eq!(world.number("SELECT count(*) FROM invitations WHERE state = 'pending' AND email = 'gleb@theirs.test'"), 1);
        gleb.get(&link).await.is(200).says("This invitation is for someone else").offers("Add gleb@theirs.test and join");
        gleb.get("/account/invitations").await.says("No invitation waits for you");
    }
}

story! {
    async fn the_last_contact_that_opens_the_door_stays(world) {
        let vera = world.sign_in(VERA).await;

        vera.post(&removal_of(&world, VERA.1), &[]).await.is(409).says("Add another contact first");
        vera.post(&removal_of(&world, GLEB.1), &[]).await.is(404);

        world.sign_in(VERA).await;
        world.sign_in(GLEB).await;
    }
}

story! {
    async fn two_tabs_that_remove_two_contacts_at_once_leave_one(world) {
        for round in 0..5 {
            let (one, other) = (format!("nora{round}@new.test"), format!("sara{round}@new.test"));
            let user = world.person("Nora", &one, None);
            world.sql(&format!(
                "INSERT INTO contacts (user_id, kind, value, shown, verified_at) VALUES ({user}, 'email', '{other}', '{other}', '2026-01-01 00:00:00')"
            ));
            let tasks: Vec<_> = [one.clone(), other.clone()]
                .into_iter()
                .map(|email| {
                    let (visitor, path, login) = (world.guest(), removal_of(&world, &email), one.clone());
                    async move {
                        visitor.post("/sign-in", &[("login", &login), ("password", PASSWORD)]).await;
                        visitor.post(&path, &[]).await.status
                    }
                })
                .collect();

            let statuses = at_once(tasks).await;

            assert!(statuses.iter().all(|status| [303, 409].contains(status)), "{statuses:?}");
            assert_eq!(world.number(&format!("SELECT count(*) FROM contacts WHERE user_id = {user}")), 1, "{statuses:?}");
        }
    }
}

story! {
    async fn an_address_of_another_account_is_told_from_a_free_one_only_to_who_reads_it(world) {
        let vera = world.sign_in(VERA).await;

        let free = ask(&vera, "free@new.test").await;
        let page = vera.get("/account/contacts").await.words().replace("free@new.test", "…");
        let taken = ask(&vera, GLEB.1).await;

        assert_eq!((free.status, free.location()), (taken.status, taken.location()));
        assert_eq!(vera.get("/account/contacts").await.words().replace(GLEB.1, "…"), page);
        let seen = prove(&vera, &code_to(&world, GLEB.1).await).await;
        seen.is(422).says("Another account signs in with gleb@theirs.test");
        world.sign_in(GLEB).await.get("/locations/theirs").await.is(200);
    }
}

story! {
    async fn a_code_ends_after_a_quarter_of_an_hour_five_tries_or_one_use(world) {
        let vera = world.sign_in(VERA).await;
        ask(&vera, "one@new.test").await.is(303);
        let code = code_to(&world, "one@new.test").await;
        world.minutes_pass(16);
        prove(&vera, &code).await.is(422);
        let vera = world.sign_in(VERA).await;
        ask(&vera, "two@new.test").await.is(303);
        let code = code_to(&world, "two@new.test").await;
        for _ in 0..5 {
            prove(&vera, "000001").await.is(422);
        }
        prove(&vera, &code).await.is(422);
        let max = world.sign_in(MAX).await;
        ask(&vera, "three@new.test").await.is(303);
        prove(&max, &code_to(&world, "three@new.test").await).await.is(422);
        assert_eq!(world.number("SELECT count(*) FROM contacts WHERE value LIKE '%@new.test'"), 0);
    }
}

story! {
    async fn codes_are_not_sent_without_end(world) {
        let vera = world.sign_in(VERA).await;
        for number in 0..5 {
            ask(&vera, &format!("n{number}@new.test")).await.is(303);
        }

        ask(&vera, "n5@new.test").await.is(429).says("Try again in 15 minutes");
        for round in 0..5 {
            world.minutes_pass(16);
            let who = world.sign_in([VERA, MAX][round % 2]).await;
            ask(&who, "target@new.test").await.is(303);
        }
        world.minutes_pass(16);
        ask(&world.sign_in(MAX).await, "target@new.test").await.is(429);
    }
}

story! {
    async fn sb8_without_a_recent_password_nothing_is_added_or_removed(world) {
        let vera = world.sign_in(VERA).await;
        world.minutes_pass(11);

        ask(&vera, "thief@evil.test").await.is(403).says("Is it still you?");
        assert_eq!(world.number("SELECT count(*) FROM contact_proofs"), 0);
        vera.post(&removal_of(&world, VERA.1), &[]).await.leads_to("/account/confirmation");
        vera.get("/account/contacts/new").await.leads_to("/account/confirmation");
        vera.post("/account/confirmation", &[("password", PASSWORD), ("next", "/account/contacts/new")]).await.leads_to("/account/contacts/new");

        ask(&vera, "vera@new.test").await.leads_to("/account/contacts");
        assert_eq!(world.number("SELECT count(*) FROM contact_proofs"), 1);
    }
}

story! {
    async fn r20_ten_tabs_that_send_and_prove_at_once_add_one_contact(world) {
        for round in 0..5 {
            let email = format!("vera{round}@new.test");
            world.minutes_pass(16);
            let mut tabs = Vec::new();
            for _ in 0..10 {
                tabs.push(world.sign_in(VERA).await);
            }
            let asking = tabs.iter().take(3).cloned().map(|tab| {
                let email = email.clone();
                async move { ask(&tab, &email).await.status }
            });
            let asked = at_once(asking.collect::<Vec<_>>()).await;
            assert!(asked.iter().all(|status| [303, 409, 429].contains(status)), "{asked:?}");
            world.deliver().await;
            let codes: Vec<String> = {
                let mine = |line: &str| line.contains(&email);
                let letters = world.mail.letters();
                let letters = letters.iter().filter(|letter| letter.recipients.iter().any(|line| mine(line)));
                letters.filter_map(|letter| letter.text.lines().find(|line| line.len() == 6).map(str::to_owned)).collect()
            };
            let right = codes.iter().cloned().cycle().take(10);
            let proving = tabs.into_iter().zip(right).map(|(tab, code)| async move { prove(&tab, &code).await.status });

            let statuses = at_once(proving.collect::<Vec<_>>()).await;

            assert!(statuses.iter().all(|status| [303, 422].contains(status)), "{statuses:?}");
            assert!(statuses.iter().filter(|status| **status == 303).count() <= 1, "{statuses:?}");
            assert!(world.number(&format!("SELECT count(*) FROM contacts WHERE value = '{email}'")) <= 1);
        }
    }
}

story! {
    async fn e6_sa7_an_unproven_claim_blocks_nobody_and_is_dropped_when_its_owner_comes(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Mallory", "mallory@evil.test", "view-only").await;
        let mallory = world.guest();
        register(&mallory, &link, "Mallory").await.is(303);
        let user = world.number("SELECT max(id) FROM users");
        world.sql(&format!("INSERT INTO contacts (user_id, kind, value, shown) VALUES ({user}, 'email', 'boris@new.test', 'boris@new.test')"));
        mallory.get("/account/contacts").await.says("Not proved, so it opens nothing").offers("Send a code");

        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        register(&world.guest(), &link, "Boris").await.leads_to("/locations/ours");

        assert_eq!(world.number("SELECT count(*) FROM contacts WHERE value = 'boris@new.test'"), 1);
        mallory.get("/account/contacts").await.says_nothing_of("boris@new.test");
        world.guest().post("/sign-in", &[("login", "boris@new.test"), ("password", PASSWORD)]).await.is(422);
        world.sign_in_as("boris@new.test", NEW_PASSWORD).await.get("/account").await.says("Boris");
    }
}

story! {
    async fn sa7_a_claimed_address_is_proved_with_a_code_and_a_claimed_phone_says_how(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        let boris = world.guest();
        boris.get(&link).await;
        let fields = [("name", "Boris"), ("phone", "+351 912 555 031"), ("password", NEW_PASSWORD), ("terms", "yes")];
        boris.post(&format!("{link}/account"), &fields).await.is(303);
        let user = world.number("SELECT max(id) FROM users");
        world.sql(&format!("INSERT INTO contacts (user_id, kind, value, shown) VALUES ({user}, 'email', 'b@work.test', 'b@work.test')"));
        let door = |value: &str| format!("/account/contacts/{}/proof", world.number(&format!("SELECT id FROM contacts WHERE value = '{value}'")));

        boris.get("/account/contacts").await.says("An invitation sent to it proves it");
        boris.post(&door("+351912555031"), &[]).await.is(422).says("when you join through an invitation");
        boris.post(&door("b@work.test"), &[]).await.leads_to("/account/contacts");
        prove(&boris, &code_to(&world, "b@work.test").await).await.leads_to("/account/contacts");

        world.sign_in_as("b@work.test", NEW_PASSWORD).await;
        boris.post(&door("+351912555031").replace("proof", "removal"), &[]).await.leads_to("/account/contacts");
        assert_eq!(world.number(&format!("SELECT count(*) FROM contacts WHERE user_id = {user}")), 2);
        invite(&anna, "Boris", "b@work.test", &world.role("view-only")).await.is(422).says("already has access here");
    }
}

story! {
    async fn g16_sf4_a_phone_is_proved_by_a_text_that_only_somebody_who_may_invite_can_cause(world) {
        let gateway = Gateway::open();
        world.connect(&gateway, &[]).await;
        let vera = world.sign_in(VERA).await;
        ask(&vera, "912 555 044").await.is(422).complains("contact", "Enter an email address in full");
        ask(&vera, "+351 912 555 044").await.is(422).complains("contact", "proved when you join through an invitation");
        world.deliver().await;
        assert!(gateway.texts().is_empty());

        let rita = world.sign_in(RITA).await;
        rita.get("/account/contacts/new").await.says("Email address or phone number");
        ask(&rita, "912 555 044").await.leads_to("/account/contacts");
        world.deliver().await;
        let [text] = gateway.texts().try_into().unwrap();
        let code = text.body.split(' ').next().unwrap().to_owned();
        prove(&rita, &code).await.leads_to("/account/contacts");

        world.sign_in_as("+351912555044", PASSWORD).await.get("/locations/ours/users").await.is(200);
        world.letter_to(RITA.1).await.says("912 555 044 was added to your account");
    }
}
