//! Settings › Channels: connecting, trying, keeping secrets, two people at once.

use crate::story;
use crate::support::gateway::{Gateway, Manner};
use crate::support::world::*;

const PAGE: &str = "/locations/ours/settings/channels";

story! {
    async fn the_owner_connects_an_aggregator_and_sends_a_test(world) {
        let gateway = Gateway::open();
        let anna = world.sign_in(ANNA).await;
        anna.get(PAGE).await.says("Not connected").offers("Connect SMS aggregator");
        world.connect(&gateway, &[("price", "0.0398"), ("monthly_limit", "10")]).await;

        anna.post(&format!("{PAGE}/sms/trial"), &[("to", "912 555 031")]).await.leads_to(PAGE);
        anna.get(PAGE).await.says("+351 *** 031").says("Queued").says_nothing_of("912555031");
        world.deliver().await;

        let page = anna.get(PAGE).await;
        page.says("Connected").says("Sent").says("Portugal").says("1 of 50").says("0.04 EUR of 10.00 EUR");
        let [text] = gateway.texts().try_into().unwrap();
        assert_eq!(text.to, "+351912555031");
        assert!(text.body.contains("Anna sent this test from Ours"), "{}", text.body);
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed IN ('channel.connected', 'channel.tested')"), 2);
    }
}

story! {
    async fn a_test_that_fails_says_why_and_a_test_that_cannot_go_says_so_beside_its_field(world) {
        let gateway = Gateway::open();
        world.connect(&gateway, &[]).await;
        gateway.behaves(Manner::Says(400, r#"{"code":21211,"message":"Invalid 'To' number"}"#));
        let anna = world.sign_in(ANNA).await;

        anna.post(&format!("{PAGE}/sms/trial"), &[("to", "+351 912 555 031")]).await.leads_to(PAGE);
        world.deliver().await;
        anna.get(PAGE).await.says("Not delivered. The gateway refused it (400). It says: Invalid 'To' number");

        let again = anna.post(&format!("{PAGE}/sms/trial"), &[("to", "+351 912 555 031")]).await;
        again.is(422).complains("to-sms", "got a message a moment ago. The next one can go in 1 minute");
        assert_eq!(again.value_of("to-sms"), "+351 912 555 031");
        anna.post(&format!("{PAGE}/sms/trial"), &[("to", "+34 612 345 678")]).await.complains("to-sms", "Messages to Spain are not allowed here");
        anna.post(&format!("{PAGE}/sms/trial"), &[("to", "+351 760 123 456")]).await.complains("to-sms", "premium or special number");
        anna.post(&format!("{PAGE}/sms/trial"), &[("to", "12")]).await.complains("to-sms", "with its country code");
        anna.post(&format!("{PAGE}/email/trial"), &[("to", "anna")]).await.complains("to-email", "in full");
    }
}

story! {
    async fn a_test_email_arrives_and_the_fifth_in_an_hour_is_the_last(world) {
        let anna = world.sign_in(ANNA).await;

        for _ in 0..5 {
            anna.post(&format!("{PAGE}/email/trial"), &[("to", "me@new.test")]).await.leads_to(PAGE);
        }

        anna.post(&format!("{PAGE}/email/trial"), &[("to", "me@new.test")]).await.is(422).complains("to-email", "Try again in");
        world.letter_to("me@new.test").await.says("A test from Ours");
        anna.get(PAGE).await.says("m***@new.test").says("Sent").says_nothing_of("me@new.test");
    }
}

story! {
    async fn secrets_are_never_shown_and_never_go_to_another_server(world) {
        let (gateway, other) = (Gateway::open(), Gateway::open());
        world.connect(&gateway, &[]).await;
        let anna = world.sign_in(ANNA).await;

        anna.get(PAGE).await.says_nothing_of("s3cret");
        anna.get(&format!("{PAGE}/sms")).await.is(200).says("Leave it empty to keep").says_nothing_of("s3cret");
        world.connect(&gateway, &[("secret", ""), ("version", "1"), ("sender", "Ours")]).await;
        anna.post(&format!("{PAGE}/sms/trial"), &[("to", "+351 912 555 031")]).await.is(303);
        world.deliver().await;
        assert!(gateway.requests()[0].contains("Basic QUMxOnMzY3JldC10b2tlbg=="), "the kept secret is used");

        let fields = [
            ("provider", "twilio"), ("base", other.url.as_str()), ("account", "AC1"), ("secret", ""), ("sender", "Ours"),
            ("countries", "Portugal"), ("daily_limit", "50"), ("version", "2"),
        ];
        anna.post(&format!("{PAGE}/sms"), &fields).await.is(422).complains("secret", "Enter the secret of this account");
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE changes LIKE '%s3cret%'"), 0);
        anna.get("/locations/ours/activity").await.says("changed the settings of").says_nothing_of("s3cret");
        if crate::GROUND == Ground::Sqlite {
            let file = std::fs::read(world.house.config.data.join("parlour.sqlite-wal")).unwrap();
            assert!(!file.windows(6).any(|part| part == b"s3cret"), "secrets lie sealed");
        }
    }
}

story! {
    async fn of_two_people_at_one_form_the_second_sees_what_the_first_saved(world) {
        let gateway = Gateway::open();
        world.connect(&gateway, &[]).await;
        world.connect(&gateway, &[("version", "1"), ("daily_limit", "7")]).await;
        let anna = world.sign_in(ANNA).await;

        let late = [
            ("provider", "twilio"), ("base", gateway.url.as_str()), ("account", "AC1"), ("secret", "new"), ("sender", "Ours"),
            ("countries", "Portugal"), ("daily_limit", "9"), ("version", "1"),
        ];
        let again = anna.post(&format!("{PAGE}/sms"), &late).await;

        again.is(422).says("Saved by somebody else meanwhile").says("Most in a day 7").says_nothing_of("s3cret");
        assert_eq!(again.value_of("daily_limit"), "9");
        anna.post(&format!("{PAGE}/sms"), &[late.as_slice(), &[]].concat().iter().map(|(name, value)| if *name == "version" { ("version", "2") } else { (*name, *value) }).collect::<Vec<_>>()).await.is(303);
    }
}

story! {
    async fn what_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(world) {
        let anna = world.sign_in(ANNA).await;
        let fields = [
            ("provider", "http"), ("method", "POST"), ("url", "http://sms.example.com/send"), ("body", "to={to}"), ("header", "bad header"),
            ("countries", "Portugal, Atlantis"), ("daily_limit", "0"), ("price", "dear"), ("monthly_limit", "5"),
        ];

        let again = anna.post(&format!("{PAGE}/sms"), &fields).await;

        again.is(422)
            .complains("url", "Use https")
            .complains("header", "name of a header")
            .complains("countries", "no country called Atlantis")
            .complains("daily_limit", "from 1 to")
            .complains("price", "amount in EUR");
        assert_eq!(again.value_of("url"), "http://sms.example.com/send");
        let bare = [("provider", "http"), ("url", "https://sms.example.com/send"), ("countries", "PT"), ("daily_limit", "5"), ("monthly_limit", "5")];
        anna.post(&format!("{PAGE}/sms"), &bare).await.complains("url", "Write {to}").complains("price", "what a message costs");
        anna.post(&format!("{PAGE}/chatbot"), &bare).await.is(400);
        anna.get(&format!("{PAGE}/carrier-pigeon")).await.is(404);
    }
}

story! {
    async fn any_gateway_can_be_described_by_a_template(world) {
        let gateway = Gateway::open();
        let anna = world.sign_in(ANNA).await;
        let url = format!("{}/send?to={{to}}&text={{text}}&key={{key}}", gateway.url);
        let fields = [
            ("provider", "http"), ("method", "GET"), ("url", url.as_str()), ("header", "Authorization"), ("secret", "Bearer abc"),
            ("countries", "Portugal"), ("daily_limit", "50"),
        ];
        anna.post(&format!("{PAGE}/sms"), &fields).await.leads_to(PAGE);

        anna.post(&format!("{PAGE}/sms/trial"), &[("to", "+351 912 555 031")]).await.is(303);
        world.deliver().await;

        let [text] = gateway.texts().try_into().unwrap();
        assert_eq!(text.to, "+351912555031");
        assert!(text.body.starts_with("Anna sent this test from Ours."));
        let [request] = gateway.requests().try_into().unwrap();
        assert!(request.starts_with("GET ") && request.contains("Bearer abc") && request.contains(&format!("key={}", text.key)), "{request}");
    }
}

story! {
    async fn a_chatbot_gets_the_words_of_its_template_in_order(world) {
        let gateway = Gateway::open();
        let anna = world.sign_in(ANNA).await;
        let fields = [
            ("provider", "whatsapp"), ("base", gateway.url.as_str()), ("number", "1055"), ("secret", "token"), ("template", "invitation"),
            ("language", "en"), ("countries", "Portugal"), ("daily_limit", "50"),
        ];
        anna.post(&format!("{PAGE}/chatbot"), &fields).await.leads_to(PAGE);

        super::invite(&anna, "Yusuf", "+351 912 555 031", &world.role("receptionist")).await.is(303);
        world.deliver().await;

        let [text] = gateway.texts().try_into().unwrap();
        let words: Vec<&str> = text.body.lines().collect();
        assert_eq!(words[..3], ["Anna", "Ours", "Receptionist"]);
        assert!(words[3].contains("(Lisbon time)") && words[4].contains("/join/"));
        let [request] = gateway.requests().try_into().unwrap();
        assert!(request.starts_with("POST /v23.0/1055/messages Bearer token"), "{request}");
        anna.get("/locations/ours/invitations").await.says("Chatbot message sent");
        super::register(&world.guest(), &text.body.lines().last().map(|link| url::Url::parse(link).unwrap().path().to_owned()).unwrap(), "Yusuf").await.leads_to("/locations/ours");
    }
}

story! {
    async fn a_channel_that_is_disconnected_forgets_and_what_waited_for_it_is_said_not_to_have_left(world) {
        let gateway = Gateway::open();
        world.connect(&gateway, &[]).await;
        let anna = world.sign_in(ANNA).await;
        super::invite(&anna, "Yusuf", "+351 912 555 031", &world.role("view-only")).await.is(303);

        anna.post(&format!("{PAGE}/sms/removal"), &[]).await.leads_to(PAGE);
        world.deliver().await;

        assert_eq!(world.number("SELECT count(*) FROM channels"), 0);
        assert!(gateway.requests().is_empty());
        anna.get("/locations/ours/invitations").await.says("Text not delivered. No SMS aggregator is connected any more.");
    }
}

story! {
    async fn whoever_may_only_connect_channels_finds_them_in_the_menu(world) {
        world.sql(&format!("UPDATE roles SET rights = 'settings.channels' WHERE template = 'view-only' AND location_id = {}", world.ours));
        let vera = world.sign_in(VERA).await;

        let home = vera.get("/locations/ours").await;

        assert!(home.address_with("/settings/channels").is_some());
        vera.get(PAGE).await.is(200).says_nothing_of("/settings/sign-in");
        world.sign_in(MAX).await.get(PAGE).await.is(403);
    }
}
