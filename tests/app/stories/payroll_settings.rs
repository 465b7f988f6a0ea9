//! Payroll › General settings: what each choice means, and saving them.

use crate::story;
use crate::support::world::*;

const PAGE: &str = "/locations/ours/payroll/settings";

story! {
    async fn the_two_ways_of_paying_assistants_are_explained_by_an_example(world) {
        let anna = world.sign_in(ANNA).await;

        let page = anna.get(PAGE).await;

        page.is(200).says("10.00 EUR and 10.00 EUR, together 20.00 EUR").says("5.00 EUR and 5.00 EUR, together 10.00 EUR");
        anna.post(PAGE, &[("several", "yes"), ("mode", "split"), ("earned", "appointment"), ("base", "paid"), ("version", "0")]).await.leads_to(PAGE);
        anna.get(PAGE).await.says("General settings saved.");
        let written = "SELECT changes FROM activity WHERE deed = 'payroll.settings_changed'";
        assert!(world.word(written).contains("One reward, divided"));
        anna.post(PAGE, &[("mode", "half"), ("earned", "appointment"), ("base", "paid"), ("version", "1")]).await.is(422).says("Choose how several assistants are paid");
        anna.post(PAGE, &[("mode", "full"), ("earned", "appointment"), ("base", "paid"), ("pay", "yes"), ("version", "1")]).await.is(400);
    }
}

story! {
    async fn the_second_of_two_sees_what_the_first_one_saved(world) {
        let anna = world.sign_in(ANNA).await;
        anna.post(PAGE, &[("several", "yes"), ("mode", "full"), ("earned", "appointment"), ("base", "paid"), ("version", "0")]).await.is(303);
        for version in ["0", "7"] {
            let late = anna.post(PAGE, &[("mode", "split"), ("earned", "appointment"), ("base", "paid"), ("version", version)]).await;

            late.is(409).says("Saved by somebody else meanwhile").says("More than one assistant in a service");
            assert_eq!(late.value_of_name("version"), "1");
        }
        assert_eq!(world.word("SELECT reward_mode FROM payroll_settings"), "full");
    }
}

story! {
    async fn every_choice_is_explained_by_an_example_in_the_currency_of_the_location(world) {
        let anna = world.sign_in(ANNA).await;
        let page = anna.get(PAGE).await;
        page.says("gets 10.00 EUR").says("gets 0.00 EUR").says("40 % of 100.00 EUR less 20 % discount: 32.00 EUR").says("whatever the discount: 40.00 EUR");
        page.says("less 1.5 %: 39.40 EUR. Paid in cash: 40.00 EUR").says("it is earned on 2 December");
        world.sql(&format!("UPDATE locations SET currency = 'JPY' WHERE id = {}", world.ours));
        let typed = [("mode", "full"), ("earned", "payment"), ("base", "list"), ("fee", "5"), ("version", "0")];
        anna.post(PAGE, &typed).await.is(303);
        anna.get(PAGE).await.says("40 % of 100 JPY paid by card, less 5 %: 38 JPY").says("5 JPY and 5 JPY, together 10 JPY");
    }
}

story! {
    async fn a_fee_that_is_none_stands_beside_its_field_and_stays_as_it_was_typed(world) {
        let anna = world.sign_in(ANNA).await;
        let again = anna.post(PAGE, &[("mode", "split"), ("earned", "payment"), ("base", "list"), ("fee", "1e2"), ("version", "0")]).await;
        again.is(422).complains("fee", "Write the card fee as a percentage from 0 to 100");
        assert_eq!(again.value_of("fee"), "1e2");
        assert_eq!(world.number("SELECT count(*) FROM pay_terms"), 0);
    }
}
