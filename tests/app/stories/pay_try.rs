//! The try-out calculator: the engine of payroll, asked before anything is booked.

use chrono::TimeDelta;

use super::pay_rules::{pay_of, today};
use crate::story;
use crate::support::world::*;

const COUNTS: &str =
    "SELECT (SELECT count(*) FROM activity) + (SELECT count(*) FROM pay_lines) + (SELECT count(*) FROM appointments)";

story! {
    async fn a_service_of_100_with_two_assistants_is_one_click_away(world) {
        let salon = world.salon();
        world.sql(&format!("UPDATE members SET assists = FALSE WHERE id = {}", salon.boris));
        world.pays_assistants(today());
        world.pays(salon.marta, today(), &[("personal", "40 %"), ("with_assistant", "35 %")]);
        world.pays(salon.ilse, today(), &[("assisting", "10 %")]);
        world.pays(salon.otto, today(), &[("assisting", "10 %")]);
        let anna = world.sign_in(ANNA).await;
        let before = world.number(COUNTS);
        let page = anna.get(&pay_of(salon.marta)).await.address_with("/pay/try").unwrap();

        let seen = anna.get(&page).await;

        seen.is(200).says("The client pays 100.00 EUR").says("35 % of 100.00 EUR").says("10 % of 100.00 EUR").says("The house keeps 45.00 EUR");
        assert_eq!(seen.texts_of("tbody td.n"), ["35.00 EUR", "10.00 EUR", "10.00 EUR"]);
        assert_eq!(world.number(COUNTS), before, "nothing is kept");
    }
}

story! {
    async fn i20_i26_what_is_tried_comes_out_as_the_rules_say(world) {
        let salon = world.salon();
        world.pays_assistants(today());
        world.pays(salon.marta, today(), &[("personal", "40 %")]);
        world.pays(salon.ilse, today(), &[("assisting", "8.00")]);
        let anna = world.sign_in(ANNA).await;
        let base = format!("{}/try?sent=yes&day={}&quantity=1", pay_of(salon.marta), today());
        let amounts = |query: String| {
            let (anna, path) = (anna.clone(), format!("{base}&{query}"));
            async move { anna.get(&path).await.is(200).texts_of("tbody td.n") }
        };
        let ilse = salon.ilse;
        assert_eq!(amounts("price=100&discount=0".into()).await, ["40.00 EUR"]);
        assert_eq!(amounts(format!("price=100&discount=0&assistant={ilse}")).await, ["40.00 EUR", "8.00 EUR"], "i26: nothing changes without a rule of theirs");
        assert_eq!(amounts(format!("price=100&discount=0&assistant={ilse}&of={ilse}&share=50")).await, ["40.00 EUR", "4.00 EUR"]);
        assert_eq!(amounts("price=100&discount=20".into()).await, ["32.00 EUR"], "i20: what the client paid");
        assert_eq!(amounts(format!("price=&service={}&discount=0", salon.colour)).await, ["36.00 EUR"]);
        world.sql("UPDATE pay_terms SET by_list_price = TRUE, card_fee = 250");
        assert_eq!(amounts("price=100&discount=20".into()).await, ["40.00 EUR"], "i20: the price before the discount");
        assert_eq!(amounts("price=100&discount=0&by_card=yes".into()).await, ["39.00 EUR"], "i20: less the card fee");
    }
}

story! {
    async fn i18_i22_what_is_changed_today_leaves_yesterday_as_it_was(world) {
        let salon = world.salon();
        let long_ago = today() - TimeDelta::days(40);
        world.pays(salon.marta, long_ago, &[("personal", "40 %")]);
        world.pays(salon.ilse, long_ago, &[("assisting", "10 %")]);
        let anna = world.sign_in(ANNA).await;
        let settings = [("pays", "yes"), ("mode", "full"), ("earned", "appointment"), ("base", "paid"), ("version", "0")];
        anna.post("/locations/ours/payroll/settings", &settings).await.is(303);
        let day = today().to_string();
        anna.post(&pay_of(salon.marta), &[("starts_on", &*day), ("seen", "1"), ("personal", "50"), ("personal_kind", "percent")]).await.is(303);

        for (back, expected) in [(0, ["50.00 EUR", "10.00 EUR"]), (1, ["40.00 EUR", "0.00 EUR"])] {
            let path = format!("{}/try?sent=yes&day={}&price=100&quantity=1&discount=0&assistant={}", pay_of(salon.marta), today() - TimeDelta::days(back), salon.ilse);
            let seen = anna.get(&path).await;
            assert_eq!(seen.texts_of("tbody td.n"), expected, "{back} days ago");
            if back == 1 {
                seen.says("Nobody was paid for assisting on that day").says("On that day nobody is paid for assisting");
            }
        }
    }
}

story! {
    async fn i24_whoever_has_no_rule_gets_nothing_and_the_calculator_says_so(world) {
        let salon = world.salon();
        let anna = world.sign_in(ANNA).await;
        let seen = anna.get(&format!("{}/try", pay_of(salon.marta))).await;
        seen.is(200).says("A rule is missing").says("Nobody has set a rule for that day: nothing is paid.").says("The house keeps 100.00 EUR");
    }
}

story! {
    async fn what_cannot_be_reckoned_is_said_beside_its_field(world) {
        let salon = world.salon();
        let anna = world.sign_in(ANNA).await;
        let page = format!("{}/try?sent=yes", pay_of(salon.marta));
        let wrong = format!("{page}&day=2026-11-31&price=dear&quantity=0&discount=101&assistant={0}&of={0}&share=x", salon.ilse);
        let again = anna.get(&wrong).await;
        again.is(422).complains("day", "Enter a day").complains("price", "Enter an amount in EUR").complains("quantity", "from 1 to 1000");
        again.complains("discount", "from 0 to 100").complains(&format!("share-{}", salon.ilse), "from 0 to 100");
        assert_eq!(again.value_of("price"), "dear");
        anna.get(&format!("{page}&day={}&price=100&quantity=1&discount=0&assistant=999999", today())).await.is(404);
    }
}

story! {
    async fn i17_the_calculator_speaks_every_currency(world) {
        let salon = world.salon();
        world.pays(salon.marta, today(), &[("personal", "33.33 %")]);
        let anna = world.sign_in(ANNA).await;
        let path = format!("{}/try?sent=yes&day={}&price=100&quantity=1&discount=0", pay_of(salon.marta), today());
        for (currency, amount, keeps) in [("JPY", "33 JPY", "67 JPY"), ("KWD", "33.330 KWD", "66.670 KWD"), ("EUR", "33.33 EUR", "66.67 EUR")] {
            world.sql(&format!("UPDATE locations SET currency = '{currency}' WHERE id = {}", world.ours));
            let seen = anna.get(&path).await;
            assert_eq!(seen.texts_of("tbody td.n"), [amount]);
            seen.says(&format!("The house keeps {keeps}"));
        }
    }
}
