//! Settlements: earned, paid, remaining.

use super::matrix::statements_of;
use crate::story;
use crate::support::books::*;
use crate::support::world::*;

const PAGE: &str = "/locations/ours/payroll/settlements";

story! {
    async fn what_remains_is_what_was_confirmed_less_what_was_paid(world) {
        let salon = world.salon();
        world.pays_salon(&salon);
        world.served(&salon, 35, 600);
        world.served(&salon, 15, 600);
        world.written(salon.marta, "bonus", 34, 2_000);
        world.closed(salon.marta, 40, 31);
        world.closed(salon.marta, 20, 11);
        world.written(salon.marta, "payment", 30, 3_000);
        world.written(salon.marta, "advance", 12, 500);
        world.written(salon.marta, "penalty", 5, 700);
        let voided = world.written(salon.marta, "payment", 3, 9_900);
        world.sql(&format!("UPDATE pay_entries SET voided_at = made_at, voided_by = 'Anna' WHERE id = {voided}"));
        let anna = world.sign_in(ANNA).await;

        let page = anna.get(PAGE).await;

        page.is(200).says("Marta").says("56.00 EUR").says("35.00 EUR").says("21.00 EUR").says("-7.00 EUR");
        let pay_out = page.address_with("kind=payment").unwrap();
        let form = anna.get(&pay_out).await;
        assert_eq!((form.value_of("amount"), form.value_of("day")), ("21.00".into(), ago(0).to_string()));
        let steps = anna.get(&format!("{PAGE}/{}", salon.marta)).await;
        let remaining: Vec<String> = steps.texts_of("tbody td:last-child");
        assert_eq!(remaining, ["21.00 EUR", "3.00 EUR", "8.00 EUR", "38.00 EUR"].map(|text| text.to_owned()).to_vec(), "{}", steps.words());
        let fields = [("member", &*salon.marta.to_string()), ("kind", "payment"), ("day", &*ago(0).to_string()), ("amount", "21.00"), ("reason", "By bank")];
        anna.post(ENTRIES, &fields).await.is(303);
        anna.get(PAGE).await.says("0.00 EUR").does_not_offer("Pay out 21.00 EUR to Marta");
    }
}

story! {
    async fn a_page_of_settlements_costs_the_same_however_many_people_there_are(world) {
        let salon = world.salon();
        world.closed(salon.marta, 20, 11);
        let anna = world.sign_in(ANNA).await;
        let few = statements_of(&world, &anna, PAGE).await;

        for number in 0..40 {
            let member = world.member(&format!("Helper {number}"));
            world.written(member, "payment", 3, 100);
        }

        assert_eq!(statements_of(&world, &anna, PAGE).await, few);
        anna.get(PAGE).await.says("Helper 39").says("-1.00 EUR");
    }
}

story! {
    async fn a_settlement_is_seen_with_the_right_and_paid_out_with_another_one(world) {
        let salon = world.salon();
        world.pays_salon(&salon);
        world.served(&salon, 15, 600);
        world.closed(salon.marta, 20, 11);
        let (max, rita) = (world.sign_in(MAX).await, world.sign_in(RITA).await);

        max.get(PAGE).await.is(200).says("18.00 EUR").does_not_offer("Pay out 18.00 EUR to Marta");

        rita.get(PAGE).await.is(403);
        rita.get(&format!("{PAGE}/{}", salon.marta)).await.is(403);
        world.is_instead(salon.marta, ANNA);
        world.sign_in(ANNA).await.get(PAGE).await.does_not_offer("Pay out 18.00 EUR to Marta");
    }
}
