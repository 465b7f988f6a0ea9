//! My pay: what somebody earned themselves, explained, and nothing of anybody else's.

use chrono::TimeDelta;

use super::matrix::statements_of;
use crate::story;
use crate::support::pay::around;
use crate::support::world::*;

const OWN: &str = "/locations/ours/my-pay";

story! {
    async fn i25_an_assistant_sees_their_own_reward_and_with_whom_and_nothing_of_others(world) {
        let paid = world.paid();
        world.is_card_of(paid.salon.ilse, VERA);
        let day = paid.day;
        paid.done(&world, 600, &[paid.salon.ilse, paid.salon.otto]);
        paid.done(&world, 720, &[]);
        world.wrote_down(paid.salon.ilse, day, "bonus", 5_000, "Training completed");
        world.wrote_down(paid.salon.marta, day, "bonus", 1_234, "For Marta alone");
        world.wrote_down(paid.salon.ilse, day, "payment", 2_100, "In cash");
        let number = world.has_statement(paid.salon.ilse, 7, day - TimeDelta::days(60), day - TimeDelta::days(31), 41_250);
        world.has_statement(paid.salon.marta, 8, day - TimeDelta::days(60), day - TimeDelta::days(31), 98_765);
        world.vera_holds("payroll.own");
        let vera = world.sign_in(VERA).await;

        let seen = vera.get(&format!("{OWN}?{}", around(day))).await;

        seen.is(200).says("with Marta").says("assisting: 10 % of 100.00 EUR").says("Training completed").says("60.00").says("Payment: In cash");
        for others in ["35.00", "40.00", "80.00", "12.34", "For Marta alone", "987.65", "Otto", "Statement 8"] {
            seen.says_nothing_of(others);
        }
        seen.says("412.50 EUR");
        assert!(seen.address_with("/my-pay/statements/").unwrap().ends_with(&format!("/{number}")));
        for page in ["/payroll", "/payroll/day", "/payroll/reports", "/payroll/settings"] {
            vera.get(&format!("/locations/ours{page}")).await.is(403);
        }
        vera.get(&format!("/locations/ours/payroll/members/{}", paid.salon.ilse)).await.is(403);
    }
}

story! {
    async fn whoever_provides_services_sees_who_assisted_but_not_what_they_got(world) {
        let paid = world.paid();
        world.is_card_of(paid.salon.marta, VERA);
        paid.done(&world, 600, &[paid.salon.ilse]);
        world.vera_holds("payroll.own");

        let seen = world.sign_in(VERA).await.get(&format!("{OWN}?{}", around(paid.day))).await;

        seen.is(200).says("Ilse assists").says("35 % of 100.00 EUR").says("35.00").says_nothing_of("10.00").says_nothing_of("10 %");
    }
}

story! {
    async fn the_menu_says_my_pay_to_whoever_sees_nobody_elses(world) {
        let paid = world.paid();
        world.is_card_of(paid.salon.ilse, VERA);
        let menu = async |rights: &str| {
            world.vera_holds(rights);
            let seen = world.sign_in(VERA).await.get("/locations/ours/my-pay").await;
            (seen.texts_of(".nav a"), seen.texts_of(".nav a[aria-current]"))
        };

        let (own, current) = menu("payroll.own").await;
        let (both, at) = menu("payroll.own payroll.view").await;

        assert!(own.contains(&"My pay".to_owned()) && !own.contains(&"Payroll".to_owned()), "{own:?}");
        assert_eq!(current, ["My pay"]);
        assert!(both.contains(&"Payroll".to_owned()) && !both.contains(&"My pay".to_owned()), "{both:?}");
        assert_eq!(at, ["Payroll"]);
    }
}

story! {
    async fn whoever_has_no_card_is_told_why_there_is_nothing(world) {
        world.vera_holds("payroll.own");
        world.sign_in(VERA).await.get(OWN).await.is(200).says("No card here is linked to you").says_nothing_of("<form class=\"filters");
    }
}

story! {
    async fn nobody_sees_somebody_elses_pay_by_looking_as_them(world) {
        let paid = world.paid();
        world.is_card_of(paid.salon.ilse, VERA);
        paid.done(&world, 600, &[paid.salon.ilse]);
        world.has_statement(paid.salon.ilse, 7, paid.day - TimeDelta::days(60), paid.day - TimeDelta::days(31), 41_250);
        world.vera_holds("payroll.own");
        let anna = world.sign_in(ANNA).await;
        anna.post(&format!("{}/look", world.access_path(world.user(VERA))), &[]).await.is(303);

        let seen = anna.get(&format!("{OWN}?{}", around(paid.day))).await;

        seen.is(200).says("Nobody sees it by looking as them").says_nothing_of("10.00").says_nothing_of("412.50");
    }
}

story! {
    async fn own_pay_asks_as_many_questions_for_many_services_as_for_few(world) {
        let paid = world.paid();
        world.is_card_of(paid.salon.ilse, VERA);
        paid.done(&world, 480, &[paid.salon.ilse]);
        world.vera_holds("payroll.own");
        let vera = world.sign_in(VERA).await;
        let asked = async || statements_of(&world, &vera, &format!("{OWN}?{}", around(paid.day))).await;
        let for_few = asked().await;
        for minute in 0..40 {
            paid.done(&world, 500 + minute, &[paid.salon.ilse, paid.salon.otto]);
        }

        assert_eq!(asked().await, for_few);
        assert!(for_few <= 20, "{for_few}");
    }
}
