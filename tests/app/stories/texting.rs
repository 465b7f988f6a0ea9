//! Inviting by phone: texts with links that prove the phone, limits, and gateways that misbehave.

use super::{NEW_PASSWORD, invite, newest_invitation, register};
use crate::story;
use crate::support::gateway::{Gateway, Manner};
use crate::support::world::*;

const NUMBER: &str = "+351 912 555 031";
const LIST: &str = "/locations/ours/invitations";

story! {
    async fn a2_e1_a_phone_is_invited_by_text_and_proved_by_its_link(world) {
        let gateway = Gateway::open();
        world.connect(&gateway, &[]).await;
        let anna = world.sign_in(ANNA).await;
        anna.get("/locations/ours/invitations/new").await.says_nothing_of("not connected");

        invite(&anna, "Yusuf", NUMBER, &world.role("professional")).await.leads_to(LIST);
        anna.get(LIST).await.says("Text queued");
        world.deliver().await;

        anna.get(LIST).await.says("Yusuf").says(NUMBER).says("Professional").says("Text sent");
        let [text] = gateway.texts().try_into().unwrap();
        assert!(text.body.starts_with("Anna invites you to Ours. Join here: http"));
        let yusuf = world.guest();
        assert_eq!(yusuf.get(&text.link()).await.value_of("phone"), "+351912555031");
        let fields = [("name", "Yusuf"), ("email", "yusuf@new.test"), ("password", NEW_PASSWORD), ("terms", "yes")];
        yusuf.post(&format!("{}/account", text.link()), &fields).await.leads_to("/locations/ours");

        world.sign_in_as("+351912555031", NEW_PASSWORD).await.get("/locations/ours").await.says("Your role here is Professional");
        let by_email = world.guest().post("/sign-in", &[("login", "yusuf@new.test"), ("password", NEW_PASSWORD)]).await;
        by_email.is(422).complains("login", "is not right");
    }
}

story! {
    async fn sa7_an_email_that_was_only_typed_hinders_nobody(world) {
        let gateway = Gateway::open();
        world.connect(&gateway, &[]).await;
        let anna = world.sign_in(ANNA).await;
        invite(&anna, "Eve", NUMBER, &world.role("view-only")).await.is(303);
        world.deliver().await;
        let fields = [("name", "Eve"), ("email", "boris@new.test"), ("password", NEW_PASSWORD), ("terms", "yes")];
        world.guest().post(&format!("{}/account", gateway.texts()[0].link()), &fields).await.leads_to("/locations/ours");

        let link = super::invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;

        register(&world.guest(), &link, "Boris").await.leads_to("/locations/ours");
        assert_eq!(world.number("SELECT count(*) FROM contacts WHERE value = 'boris@new.test'"), 1);
    }
}

story! {
    async fn sa6_the_phone_of_a_texted_invitation_cannot_be_changed(world) {
        let gateway = Gateway::open();
        world.connect(&gateway, &[]).await;
        let anna = world.sign_in(ANNA).await;
        invite(&anna, "Yusuf", NUMBER, &world.role("view-only")).await.is(303);
        world.deliver().await;

        let fields = [("name", "Yusuf"), ("phone", "+351 912 555 099"), ("password", NEW_PASSWORD), ("terms", "yes")];
        let seen = world.guest().post(&format!("{}/account", gateway.texts()[0].link()), &fields).await;

        seen.is(400).says("This invitation is for +351912555031");
        assert_eq!(world.number("SELECT count(*) FROM users WHERE name = 'Yusuf'"), 0);
    }
}

story! {
    async fn a4_c10_two_contacts_get_two_links_and_accepting_one_closes_both(world) {
        let gateway = Gateway::open();
        world.connect(&gateway, &[]).await;
        let anna = world.sign_in(ANNA).await;
        let card = world.member("Boris");
        let fields = [("email", "boris@new.test"), ("phone", NUMBER), ("role", &*world.role("view-only"))];
        anna.post(&format!("/locations/ours/team/{card}/invitation"), &fields).await.is(303);
        gateway.behaves(Manner::AsksForAPause("3600".into()));
        let letter = world.letter_to("boris@new.test").await;
        anna.get(LIST).await.says("Email sent").says("Text queued, not taken yet. The gateway asks for a pause.");
        assert_eq!(world.number("SELECT count(DISTINCT token_hash) FROM invitation_links"), 2);

        register(&world.guest(), &letter.link(), "Boris").await.leads_to("/locations/ours");

        gateway.behaves(Manner::Takes);
        world.hours_pass(2);
        world.deliver().await;
        assert!(gateway.texts().is_empty(), "nothing more goes out");
        assert_eq!(world.number("SELECT count(*) FROM messages WHERE channel = 'sms' AND state = 'cancelled'"), 1);
        assert_eq!(world.number("SELECT count(*) FROM contacts WHERE kind = 'phone' AND verified_at IS NOT NULL"), 0);
    }
}

story! {
    async fn a4_through_the_text_the_phone_is_proved_and_the_email_is_not(world) {
        let gateway = Gateway::open();
        world.connect(&gateway, &[]).await;
        let anna = world.sign_in(ANNA).await;
        let card = world.member("Boris");
        let fields = [("email", "boris@new.test"), ("phone", NUMBER), ("role", &*world.role("view-only"))];
        anna.post(&format!("/locations/ours/team/{card}/invitation"), &fields).await.is(303);
        world.deliver().await;

        register(&world.guest(), &gateway.texts()[0].link(), "Boris").await.leads_to("/locations/ours");

        assert_eq!(world.number("SELECT count(*) FROM contacts WHERE value = '+351912555031' AND verified_at IS NOT NULL"), 1);
        assert_eq!(world.number("SELECT count(*) FROM contacts WHERE value = 'boris@new.test' AND verified_at IS NULL"), 1);
        world.guest().get(&world.letter_to("boris@new.test").await.link()).await.is(410);
    }
}

story! {
    async fn a3_without_a_channel_whoever_may_is_shown_where_to_connect_one(world) {
        let role = world.role("view-only");

        let anna = world.sign_in(ANNA).await;
        anna.get("/locations/ours/invitations/new").await.offers("Connect them in Settings › Channels");
        invite(&anna, "Yusuf", NUMBER, &role).await.is(422).offers("Go to Settings › Channels");

        let rita = world.sign_in(RITA).await;
        rita.get("/locations/ours/invitations/new").await.says("Text messages are not connected").does_not_offer("Channels");
        invite(&rita, "Yusuf", NUMBER, &role).await.is(422).does_not_offer("Channels");
    }
}

story! {
    async fn e2_the_code_of_a_copied_link_goes_to_the_invited_phone(world) {
        let gateway = Gateway::open();
        world.connect(&gateway, &[]).await;
        let anna = world.sign_in(ANNA).await;
        let fields = [("name", "Yusuf"), ("contact", NUMBER), ("role", &*world.role("view-only"))];
        anna.post(LIST, &fields).await.is(303);
        let copied = anna.post(&format!("{}/link", newest_invitation(&world)), &[]).await;
        let link = url::Url::parse(&copied.value_of("link")).unwrap().path().to_owned();
        world.deliver().await;
        let yusuf = world.guest();
        yusuf.get(&link).await.says("we send a code to +351 *** 031").says_nothing_of("912555031");

        yusuf.post(&format!("{link}/code"), &[("email", "eve@evil.test")]).await.is(429).says("got a message a moment ago");
        world.minutes_pass(2);
        yusuf.post(&format!("{link}/code"), &[("email", "eve@evil.test")]).await.leads_to(&link);
        world.deliver().await;

        let texts = gateway.texts();
        let text = texts.last().unwrap();
        assert_eq!((texts.len(), text.to.as_str()), (2, "+351912555031"));
        assert!(world.mail.letters().is_empty());
        let code: String = text.body.chars().take(6).collect();
        yusuf.post(&format!("{link}/proof"), &[("code", &code)]).await.leads_to(&link);
        register(&yusuf, &link, "Yusuf").await.leads_to("/locations/ours");
        world.sign_in_as("+351912555031", NEW_PASSWORD).await;
    }
}

story! {
    async fn sf4_texts_stop_at_the_limits_and_say_when_they_go_again(world) {
        let gateway = Gateway::open();
        world.connect(&gateway, &[("daily_limit", "4")]).await;
        let anna = world.sign_in(ANNA).await;
        let role = world.role("view-only");
        invite(&anna, "Yusuf", NUMBER, &role).await.is(303);
        let again = format!("{}/renewal", newest_invitation(&world));

        anna.post(&again, &[]).await.is(429).says("got a message a moment ago. The next one can go in 1 minute");
        for _ in 0..2 {
            world.minutes_pass(2);
            anna.post(&again, &[]).await.is(303);
        }
        world.minutes_pass(2);
        anna.post(&again, &[]).await.is(429).says("+351912555031 has got 3 messages today. The next one can go in 24 hours");

        invite(&anna, "Nora", "+351 912 555 032", &role).await.is(303);
        let fifth = invite(&anna, "Olga", "+351 912 555 033", &role).await;
        fifth.is(422).complains("contact-1", "The 4 messages that may go to phones in a day are used up. The next one can go in 24 hours");
        assert_eq!(world.number("SELECT count(*) FROM invitations"), 2, "nothing half done");
        world.deliver().await;
        assert_eq!(gateway.texts().len(), 4);
        world.hours_pass(24);
        invite(&world.sign_in(ANNA).await, "Olga", "+351 912 555 033", &role).await.is(303);
    }
}

story! {
    async fn sf4_foreign_and_premium_numbers_and_spent_money_stop_a_text(world) {
        let gateway = Gateway::open();
        world.connect(&gateway, &[("price", "0.05"), ("monthly_limit", "0.12")]).await;
        let anna = world.sign_in(ANNA).await;
        let role = world.role("view-only");

        invite(&anna, "Sofia", "+34 612 345 678", &role).await.is(422).complains("contact-1", "Messages to Spain are not allowed here");
        invite(&anna, "Pia", "+351 760 123 456", &role).await.is(422).complains("contact-1", "premium or special number");
        for number in ["+351 912 555 001", "+351 912 555 002"] {
            invite(&anna, number, number, &role).await.is(303);
        }
        invite(&anna, "Rui", "+351 912 555 003", &role).await.is(422).complains("contact-1", "The 0.12 EUR that messages to phones may cost in a month are spent");

        let by_hand = [("name", "Rui"), ("contact", "+351 912 555 003"), ("role", role.as_str()), ("by_hand", "yes")];
        anna.post(LIST, &by_hand).await.leads_to(LIST);
        anna.get(&format!("{LIST}?search=Rui")).await.says("Link only: hand it over yourself");
        world.deliver().await;
        assert_eq!(gateway.texts().len(), 2);
        assert_eq!(world.number("SELECT sum(price) FROM messages"), 10);
    }
}

story! {
    async fn sf4_a_reset_asked_for_by_a_stranger_sends_no_text(world) {
        let gateway = Gateway::open();
        world.connect(&gateway, &[]).await;
        let anna = world.sign_in(ANNA).await;
        let card = world.member("Boris");
        let fields = [("email", "boris@new.test"), ("phone", NUMBER), ("role", &*world.role("view-only"))];
        anna.post(&format!("/locations/ours/team/{card}/invitation"), &fields).await.is(303);
        world.minutes_pass(2);

        world.guest().post("/forgotten", &[("email", "boris@new.test")]).await.is(303);
        world.deliver().await;

        assert_eq!(gateway.texts().len(), 1);
        assert_eq!(world.mail.letters().len(), 2);
    }
}

story! {
    async fn c7_a_text_with_long_names_keeps_its_link_whole(world) {
        let gateway = Gateway::open();
        world.connect(&gateway, &[("price", "1")]).await;
        world.sql(&format!("UPDATE locations SET name = '{}', language = 'ru' WHERE id = {}", "Щ".repeat(80), world.ours));
        world.sql(&format!("UPDATE users SET name = '{}' WHERE id = {}", "Ж".repeat(80), world.user(ANNA)));
        let anna = world.sign_in(ANNA).await;

        invite(&anna, "Yusuf", NUMBER, &world.role("view-only")).await.is(303);
        world.deliver().await;

        let [text] = gateway.texts().try_into().unwrap();
        assert!(text.body.encode_utf16().count() <= 201 && text.body.contains('…'), "{}", text.body);
        assert_eq!(world.newest_message("price"), "300", "three parts are paid for");
        world.guest().get(&text.link()).await.is(200);
    }
}
