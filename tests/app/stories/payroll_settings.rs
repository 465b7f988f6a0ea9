//! Payroll › General settings, as far as assistants go.

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
