//! Gateways that misbehave: what is called sent was taken, what is unknown is called so, nothing goes round and round.

use super::{invite, newest_invitation};
use crate::story;
use crate::support::gateway::{Gateway, Manner};
use crate::support::world::*;

const NUMBER: &str = "+351 912 555 031";
const LIST: &str = "/locations/ours/invitations";

story! {
    async fn r30_a_gateway_that_asks_for_a_pause_gets_it_whole(world) {
        let gateway = Gateway::open();
        world.connect(&gateway, &[]).await;
        gateway.behaves(Manner::AsksForAPause("600".into()));
        let anna = world.sign_in(ANNA).await;
        for number in 31..39 {
            invite(&anna, &format!("N{number}"), &format!("+351 912 555 0{number}"), &world.role("view-only")).await.is(303);
        }

        world.deliver().await;
        let asked = gateway.requests().len();
        assert!(asked <= 4, "the channel rests, not one row: {asked} requests");
        gateway.behaves(Manner::Takes);
        world.minutes_pass(9);
        world.deliver().await;
        assert_eq!(gateway.requests().len(), asked);
        anna.get("/locations/ours/settings/channels").await.says("Rests until").says("The gateway asks for a pause.");

        world.minutes_pass(3);
        world.deliver().await;
        assert_eq!(gateway.texts().len(), 8);
        assert_eq!(world.number("SELECT max(attempts) FROM messages"), 1, "a pause is no try");
        anna.get("/locations/ours/settings/channels").await.says("Connected").says_nothing_of("Rests until");
    }
}

story! {
    async fn r30_retry_after_may_be_a_date(world) {
        let gateway = Gateway::open();
        world.connect(&gateway, &[]).await;
        let date = (chrono::Utc::now() + chrono::TimeDelta::minutes(20)).format("%a, %d %b %Y %H:%M:%S GMT").to_string();
        gateway.behaves(Manner::AsksForAPause(date));
        let anna = world.sign_in(ANNA).await;
        invite(&anna, "Yusuf", NUMBER, &world.role("view-only")).await.is(303);
        world.deliver().await;
        gateway.behaves(Manner::Takes);

        world.minutes_pass(18);
        world.deliver().await;
        assert!(gateway.texts().is_empty());
        world.minutes_pass(6);
        world.deliver().await;

        assert_eq!(gateway.texts().len(), 1);
    }
}

story! {
    async fn r3_without_keys_silence_after_sending_is_unknown_and_nothing_is_sent_twice(world) {
        for manner in [Manner::HangsAfterTaking, Manner::BreaksAfterTaking, Manner::ShowsAPage] {
            let gateway = Gateway::open();
            world.sql("DELETE FROM channels");
            world.sql("DELETE FROM invitation_links");
            world.sql("DELETE FROM invitations");
            world.hours_pass(25);
            world.connect(&gateway, &[]).await;
            gateway.behaves(manner.clone());
            let anna = world.sign_in(ANNA).await;
            invite(&anna, "Yusuf", NUMBER, &world.role("view-only")).await.is(303);

            world.deliver().await;
            assert_eq!(world.newest_message("state"), "unknown", "{manner:?}");
            gateway.behaves(Manner::Takes);
            world.minutes_pass(30);
            world.deliver().await;

            assert_eq!(gateway.requests().len(), 1, "{manner:?}");
            let list = anna.get(LIST).await;
            list.says("Text may have arrived.").says("Ask Yusuf before you invite again.").says_nothing_of("Text sent");
        }
    }
}

story! {
    async fn r3_with_keys_silence_is_tried_again_and_arrives_once(world) {
        let gateway = Gateway::open();
        world.connect(&gateway, &[("honours_keys", "yes")]).await;
        let anna = world.sign_in(ANNA).await;
        invite(&anna, "Yusuf", NUMBER, &world.role("view-only")).await.is(303);
        for manner in [Manner::HangsAfterTaking, Manner::BreaksAfterTaking] {
            gateway.behaves(manner);
            world.minutes_pass(20);
            world.deliver().await;
            anna.get(LIST).await.says("Text queued, not taken yet.");
        }

        gateway.behaves(Manner::Takes);
        world.minutes_pass(20);
        world.deliver().await;

        assert_eq!(gateway.texts().len(), 1, "one key, one text");
        assert_eq!(gateway.requests().len(), 3);
        anna.get(LIST).await.says("Text sent");
    }
}

story! {
    async fn r30_redirects_are_not_followed_and_refusals_are_final(world) {
        for (manner, why) in [
            (Manner::Redirects, "The gateway answers with a redirect (302)"),
            (Manner::Says(404, "gone"), "The gateway refused it (404)"),
        ] {
            let gateway = Gateway::open();
            world.sql("DELETE FROM channels");
            world.hours_pass(25);
            world.connect(&gateway, &[]).await;
            gateway.behaves(manner);
            let anna = world.sign_in(ANNA).await;
            let name = why.split_whitespace().last().unwrap();
            let number = if name == "(302)" { "+351 912 555 001" } else { "+351 912 555 002" };
            invite(&anna, "Yusuf", number, &world.role("view-only")).await.is(303);

            world.deliver().await;
            world.hours_pass(1);
            world.deliver().await;

            assert_eq!(gateway.requests().len(), 1);
            anna.get(LIST).await.says(&format!("Text not delivered. {why}"));
        }
    }
}

story! {
    async fn r5_a_gateway_that_does_not_know_us_rests_and_works_once_it_is_told_the_secret(world) {
        let gateway = Gateway::open();
        world.connect(&gateway, &[]).await;
        gateway.behaves(Manner::Says(401, ""));
        let anna = world.sign_in(ANNA).await;
        invite(&anna, "Yusuf", NUMBER, &world.role("view-only")).await.is(303);
        world.deliver().await;
        anna.get(LIST).await.says("Text queued, not taken yet. The gateway does not take the account or the secret (401)");

        gateway.behaves(Manner::Takes);
        world.connect(&gateway, &[("secret", "right"), ("version", "1")]).await;
        world.minutes_pass(2);
        world.deliver().await;

        assert_eq!(gateway.texts().len(), 1);
    }
}

story! {
    async fn c10_revoking_stops_a_text_that_waits(world) {
        let gateway = Gateway::open();
        world.connect(&gateway, &[]).await;
        let anna = world.sign_in(ANNA).await;
        invite(&anna, "Yusuf", NUMBER, &world.role("view-only")).await.is(303);

        anna.post(&format!("{}/revocation", newest_invitation(&world)), &[]).await.is(303);
        world.deliver().await;

        assert!(gateway.requests().is_empty());
        anna.get(&format!("{LIST}?show=revoked")).await.says("Text cancelled");
    }
}

story! {
    async fn the_chatbot_takes_over_while_sms_rests(world) {
        let (sms, chatbot) = (Gateway::open(), Gateway::open());
        world.connect(&sms, &[]).await;
        let anna = world.sign_in(ANNA).await;
        let fields = [
            ("provider", "whatsapp"), ("base", chatbot.url.as_str()), ("number", "1055"), ("secret", "token"), ("template", "invitation"),
            ("language", "en"), ("countries", "Portugal"), ("daily_limit", "50"),
        ];
        anna.post("/locations/ours/settings/channels/chatbot", &fields).await.is(303);
        sms.behaves(Manner::AsksForAPause("3600".into()));
        invite(&anna, "Yusuf", NUMBER, &world.role("view-only")).await.is(303);
        world.deliver().await;

        invite(&anna, "Nora", "+351 912 555 032", &world.role("view-only")).await.is(303);
        world.deliver().await;

        assert_eq!(chatbot.texts().len(), 1);
        assert_eq!(chatbot.texts()[0].to, "+351912555032");
    }
}
