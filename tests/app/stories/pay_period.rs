//! Payroll › Period: what everybody earned, who worked without a rule, and how far back somebody sees.

use chrono::TimeDelta;

use super::matrix::statements_of;
use crate::story;
use crate::support::pay::{around, first_of, today};
use crate::support::world::*;

/// The page of the days around some day.
fn page(day: chrono::NaiveDate) -> String {
    format!("/locations/ours/payroll?{}", around(day))
}

/// The cells of somebody's row: appointments, services, assisting, time, bonuses, deductions, to pay.
fn row(seen: &crate::support::visitor::Seen, name: &str) -> Vec<String> {
    let rows = seen.texts_of(".pay-table tbody tr th");
    let place =
        rows.iter().position(|row| row.contains(name)).unwrap_or_else(|| panic!("{name} has no row: {}", seen.words()));
    seen.texts_of(&format!(".pay-table tbody tr:nth-child({}) td", place + 1))
}

story! {
    async fn the_worked_examples_stand_on_the_page_to_the_cent(world) {
        let paid = world.paid();
        let anna = world.sign_in(ANNA).await;
        let (ilse, otto) = (paid.salon.ilse, paid.salon.otto);
        let cases: [(&[_], &str, &str); 3] = [(&[], "40.00", "–"), (&[ilse], "35.00", "10.00"), (&[ilse, otto], "35.00", "10.00")];
        for (number, (assistants, main, assistant)) in cases.into_iter().enumerate() {
            let day = paid.day - TimeDelta::days(50 + number as i64);
            paid.done_on(&world, day, 600, assistants);

            let seen = anna.get(&format!("/locations/ours/payroll?from={day}&to={day}")).await;

            let ones = |services: &str, assisting: &str, total: &str| {
                ["1", services, assisting, "–", "–", "–", total].map(str::to_owned).to_vec()
            };
            assert_eq!(row(seen.is(200), "Marta"), ones(main, "–", main));
            for helper in ["Ilse", "Otto"].into_iter().take(assistants.len()) {
                assert_eq!(row(&seen, helper), ones("–", assistant, assistant), "{helper}");
            }
        }
        let day = paid.day - TimeDelta::days(60);
        let split = paid.done_on(&world, day, 600, &[ilse, otto, world.member("Nora")]);
        let nora = parlour::id::MemberId(world.number("SELECT id FROM members WHERE name = 'Nora'"));
        world.pays(nora, day, &[("assisting", "10 %")]);
        world.sql(&format!("UPDATE appointment_lines SET reward_mode = 'split' WHERE appointment_id = {split}"));

        let thirds = anna.get(&format!("/locations/ours/payroll?from={day}&to={day}")).await;

        let amounts: Vec<String> = ["Ilse", "Otto", "Nora"].map(|name| row(&thirds, name)[6].clone()).to_vec();
        assert_eq!(amounts, ["3.34", "3.33", "3.33"]);
        thirds.says("10.00 EUR").says("Clients paid 100.00 EUR").says("45.0 %");
    }
}

story! {
    async fn the_table_adds_up_services_assisting_time_bonuses_and_deductions(world) {
        let paid = world.paid();
        let (marta, ilse) = (paid.salon.marta, paid.salon.ilse);
        paid.done(&world, 600, &[ilse]);
        paid.done(&world, 720, &[]);
        world.wrote_down(ilse, paid.day, "bonus", 5_000, "Training completed");
        world.wrote_down(ilse, paid.day, "adjustment", -250, "A client who did not come");
        world.wrote_down(marta, paid.day, "penalty", 1_500, "Late");
        world.wrote_down(marta, paid.day, "payment", 99_900, "In cash");
        world.wrote_down(marta, paid.day, "bonus", 77_700, "Taken back");
        world.sql("UPDATE pay_entries SET voided_at = '2026-01-02 09:00:00', voided_by = 'Anna' WHERE amount = 77700");
        let anna = world.sign_in(ANNA).await;

        let seen = anna.get(&page(paid.day)).await;

        let said = |cells: [&str; 7]| cells.map(str::to_owned).to_vec();
        assert_eq!(row(&seen, "Marta"), said(["2", "75.00", "–", "–", "–", "15.00", "60.00"]));
        assert_eq!(row(&seen, "Ilse"), said(["1", "–", "10.00", "–", "47.50", "–", "57.50"]));
        assert_eq!(row(&seen, "Boris"), said(["–"; 7]));
        assert_eq!(seen.texts_of("tfoot td"), ["", "75.00", "10.00", "–", "47.50", "15.00", "117.50"]);
        assert_eq!(seen.texts_of(".stats dd")[0], "117.50 EUR");
        seen.says("8.5 % of pay, 1 service").says("58.8 %").says_nothing_of("777.00").says_nothing_of("999.00");
    }
}

story! {
    async fn hours_that_were_worked_are_paid_up_to_today(world) {
        let paid = world.paid();
        let (boris, day) = (paid.salon.boris, paid.day);
        let rule = world.pays(boris, day - TimeDelta::days(30), &[]);
        world.pays_time(rule, "hour", 1_200);
        for (day, to) in [(day - TimeDelta::days(1), 990), (day + TimeDelta::days(1), 990)] {
            world.sql(&format!("INSERT INTO work_spans (member_id, day, from_minute, to_minute) VALUES ({boris}, '{day}', 540, {to})"));
        }
        let anna = world.sign_in(ANNA).await;

        let seen = anna.get(&page(day)).await;

        assert_eq!(row(&seen, "Boris")[3], "90.00");
    }
}

story! {
    async fn i24_whoever_has_no_rule_is_named_and_not_silently_paid_nothing(world) {
        let paid = world.paid();
        let boris = paid.salon.boris;
        paid.done(&world, 600, &[boris]);
        paid.done(&world, 720, &[boris]);
        let own = world.booked(paid.salon.clara, paid.salon.cut, boris, paid.day, 840, 60);
        world.came(own);
        let anna = world.sign_in(ANNA).await;

        let seen = anna.get(&page(paid.day)).await;

        seen.says("One person worked without a rule that says what it pays.");
        assert!(row(&seen, "Boris").ends_with(&["–".to_owned()]));
        seen.says("No rule: 1 service and assisting in 2 services without pay").offers("Set a rule for Boris");
        assert!(seen.address_with(&format!("/team/{boris}/pay")).is_some());
        world.pays(boris, paid.day - TimeDelta::days(1), &[("personal", "40 %")]);
        anna.get(&page(paid.day)).await.says("No rule for assisting: 2 services without pay");
        world.vera_holds("payroll.view");
        world.sign_in(VERA).await.get(&page(paid.day)).await.says("No rule for assisting").does_not_offer("Set a rule");
    }
}

story! {
    async fn i21_what_turns_out_not_to_have_happened_is_gone_from_the_open_period(world) {
        let paid = world.paid();
        let booked = paid.done(&world, 600, &[paid.salon.ilse]);
        let anna = world.sign_in(ANNA).await;
        anna.get(&page(paid.day)).await.says("45.00 EUR");
        for status in ["no_show", "confirmed", "waiting"] {
            world.sql(&format!("UPDATE appointments SET status = '{status}' WHERE id = {booked}"));

            let seen = anna.get(&page(paid.day)).await;

            assert_eq!((row(&seen, "Marta")[6].as_str(), row(&seen, "Ilse")[6].as_str()), ("–", "–"), "{status}");
        }
    }
}

story! {
    async fn people_who_left_are_still_paid_for_what_they_did(world) {
        let paid = world.paid();
        paid.done(&world, 600, &[paid.salon.ilse]);
        let (marta, ilse, otto) = (paid.salon.marta, paid.salon.ilse, paid.salon.otto);
        world.sql(&format!("UPDATE members SET employment = 'deleted' WHERE id IN ({ilse}, {otto})"));
        world.sql(&format!("UPDATE members SET employment = 'dismissed', dismissed_on = '{}' WHERE id = {marta}", paid.day));
        let anna = world.sign_in(ANNA).await;

        let seen = anna.get(&page(paid.day)).await;

        assert_eq!((row(&seen, "Marta")[6].as_str(), row(&seen, "Ilse")[6].as_str()), ("35.00", "10.00"));
        seen.says("Works here no more");
        assert!(!seen.texts_of(".pay-table tbody th").iter().any(|name| name.contains("Otto")));
    }
}

story! {
    async fn days_that_cannot_be_used_are_told_beside_their_field_and_stay_as_typed(world) {
        let anna = world.sign_in(ANNA).await;

        let long = anna.get("/locations/ours/payroll?from=2026-01-01&to=2026-12-31").await;
        let turned = anna.get("/locations/ours/payroll?from=2026-02-02&to=2026-02-01").await;
        let odd = anna.get("/locations/ours/payroll?from=soon&to=").await;

        long.is(422).complains("to", "Choose 92 days at most");
        assert_eq!((long.value_of("from"), long.value_of("to")), ("2026-01-01".into(), "2026-12-31".into()));
        turned.is(422).complains("to", "Choose a last day that is not before the first");
        odd.is(422).complains("from", "Choose the first day").complains("to", "Choose the last day");
        assert_eq!(odd.value_of("from"), "soon");
        odd.says_nothing_of("pay-table");
        let month = anna.get("/locations/ours/payroll").await;
        assert_eq!(month.is(200).value_of("from"), first_of(today()).to_string());
        month.offers("This month").offers("Last month");
    }
}

story! {
    async fn the_right_reaches_back_only_so_far_and_the_page_says_so(world) {
        let paid = world.paid();
        let (recent, old) = (paid.day - TimeDelta::days(1), paid.day - TimeDelta::days(20));
        paid.done_on(&world, recent, 600, &[]);
        paid.done_on(&world, old, 600, &[]);
        world.vera_holds("payroll.view:7d");
        let vera = world.sign_in(VERA).await;

        let seen = vera.get(&format!("/locations/ours/payroll?from={}&to={}", old, paid.day)).await;
        let none = vera.get(&format!("/locations/ours/payroll?from={old}&to={old}")).await;

        assert_eq!(row(&seen, "Marta")[6], "40.00");
        seen.says("Your right to see pay reaches back to");
        none.is(200).says("does not reach back to these days").says_nothing_of("pay-table");
        for what in ["member", "service", "assistant", "help"] {
            let report = vera.get(&format!("/locations/ours/payroll/reports?by={what}&from={old}&to={old}")).await;
            report.is(200).says("does not reach back").says_nothing_of("pay-table");
        }
        vera.get(&format!("/locations/ours/payroll/day?day={old}")).await.says("does not reach back to this day").says_nothing_of("40.00");
        let person = format!("/locations/ours/payroll/members/{}", paid.salon.marta);
        vera.get(&format!("{person}?from={old}&to={old}")).await.says("does not reach back").says_nothing_of("40.00");
        vera.get(&format!("{person}?from={old}&to={}", paid.day)).await.says("40.00").says_nothing_of("80.00");
    }
}

story! {
    async fn a_page_asks_as_many_questions_for_many_appointments_as_for_few(world) {
        let paid = world.paid();
        paid.done(&world, 480, &[paid.salon.ilse]);
        world.wrote_down(paid.salon.ilse, paid.day, "bonus", 5_000, "Training");
        let rule = world.pays(paid.salon.boris, paid.day - TimeDelta::days(30), &[]);
        world.pays_time(rule, "hour", 1_200);
        let anna = world.sign_in(ANNA).await;
        let pages = [
            page(paid.day),
            format!("/locations/ours/payroll/day?day={}", paid.day),
            format!("/locations/ours/payroll/members/{}?{}", paid.salon.marta, around(paid.day)),
            format!("/locations/ours/payroll/reports?by=assistant&{}", around(paid.day)),
        ];
        let asked = async || {
            let mut counts = Vec::new();
            for page in &pages {
                counts.push(statements_of(&world, &anna, page).await);
            }
            counts
        };
        let for_few = asked().await;
        for minute in 0..60 {
            paid.done(&world, 500 + minute, &[paid.salon.ilse, paid.salon.otto]);
            world.wrote_down(paid.salon.otto, paid.day, "bonus", 100, "Another");
        }

        assert_eq!(asked().await, for_few);
        assert!(for_few.iter().all(|count| *count <= 20), "{for_few:?}");
    }
}
