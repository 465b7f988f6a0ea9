//! Payroll › Day and one person: every amount with where it comes from.

use chrono::TimeDelta;

use crate::story;
use crate::support::pay::around;
use crate::support::world::*;

story! {
    async fn every_amount_of_a_day_says_where_it_comes_from_and_opens_its_appointment(world) {
        let paid = world.paid();
        let booked = paid.done(&world, 600, &[paid.salon.ilse]);
        world.wrote_down(paid.salon.ilse, paid.day, "bonus", 5_000, "Training completed");
        let anna = world.sign_in(ANNA).await;

        let seen = anna.get(&format!("/locations/ours/payroll/day?day={}", paid.day)).await;

        seen.is(200).says("services provided with an assistant: 35 % of 100.00 EUR").says("assisting: 10 % of 100.00 EUR");
        seen.says("Clara Nunes").says("Ilse assists").says("with Marta").says("Training completed").says("95.00 EUR");
        let appointment = seen.address_with("/appointments/").unwrap();
        assert!(appointment.ends_with(&format!("/appointments/{booked}")), "{appointment}");
        anna.get(&appointment).await.is(200).says("Clara Nunes");
        let before = seen.address_with(&format!("day={}", paid.day - TimeDelta::days(1))).unwrap();
        anna.get(&before).await.is(200).says("Nobody earned anything on this day");
        anna.get("/locations/ours/payroll/day?day=tomorrow").await.is(422).complains("day", "Choose a day, like 2026-11-30");
    }
}

story! {
    async fn whoever_does_not_see_the_calendar_reads_the_amounts_without_links(world) {
        let paid = world.paid();
        paid.done(&world, 600, &[paid.salon.ilse]);
        let mine = paid.done(&world, 720, &[paid.salon.otto]);
        let vera_day = format!("/locations/ours/payroll/day?day={}", paid.day);
        world.vera_holds("payroll.view");
        let vera = world.sign_in(VERA).await;

        let plain = vera.get(&vera_day).await;

        plain.is(200).says("Balayage").says("35.00");
        assert_eq!(plain.address_with("/appointments/"), None);
        world.vera_holds("payroll.view calendar.view:own");
        world.is_card_of(paid.salon.otto, VERA);
        let own = vera.get(&vera_day).await;
        assert_eq!(own.texts_of(".pay-lines a[href*='/appointments/']").len(), 2, "{}", own.words());
        assert!(own.address_with("/appointments/").unwrap().ends_with(&mine.to_string()));
    }
}

story! {
    async fn one_person_is_shown_day_by_day_with_sums_and_what_they_have_got(world) {
        let paid = world.paid();
        let (ilse, day) = (paid.salon.ilse, paid.day);
        paid.done(&world, 600, &[ilse]);
        paid.done_on(&world, day - TimeDelta::days(1), 600, &[ilse, paid.salon.otto]);
        world.wrote_down(ilse, day, "penalty", 300, "Broken bowl");
        world.wrote_down(ilse, day, "advance", 2_000, "For the train");
        world.wrote_down(paid.salon.otto, day, "bonus", 6_600, "Not hers");
        let anna = world.sign_in(ANNA).await;

        let seen = anna.get(&format!("/locations/ours/payroll/members/{ilse}?{}", around(day))).await;

        assert_eq!(seen.is(200).texts_of(".stats dd"), ["–", "20.00", "–", "–", "3.00", "17.00"]);
        seen.says("Broken bowl").says("-3.00").says("Advance: For the train").says("20.00");
        seen.says_nothing_of("Not hers").says_nothing_of("35.00");
        assert_eq!(seen.texts_of(".pay-lines tr.group td"), ["10.00", "7.00"]);
        seen.offers("Statements").offers("Rules");
        anna.get("/locations/ours/payroll/members/999999").await.is(404);
        let theirs = world.sign_in(GLEB).await;
        theirs.get(&format!("/locations/theirs/payroll/members/{ilse}")).await.is(404);
    }
}

story! {
    async fn an_old_rule_explains_what_was_done_while_it_counted(world) {
        let paid = world.paid();
        world.pays(paid.salon.marta, paid.day, &[("personal", "50 %")]);
        paid.done(&world, 600, &[]);
        paid.done_on(&world, paid.day - TimeDelta::days(1), 600, &[]);
        let anna = world.sign_in(ANNA).await;

        let seen = anna.get(&format!("/locations/ours/payroll/members/{}?{}", paid.salon.marta, around(paid.day))).await;

        seen.says("Rule 1 from").says("40 % of 100.00 EUR").says("Rule 2 from").says("50 % of 100.00 EUR").says("90.00");
    }
}
