//! Pay as a file and on paper: whoever takes it away is asked again and written down, and no cell is a formula.

use chrono::TimeDelta;

use crate::story;
use crate::support::pay::around;
use crate::support::world::*;

const FILE: &str = "/locations/ours/payroll/export";
const LOGGED: &str = "SELECT count(*) FROM activity WHERE deed = 'payroll.exported'";

story! {
    async fn the_table_of_a_period_is_a_file_in_which_amounts_stay_numbers(world) {
        let paid = world.paid();
        paid.done(&world, 600, &[paid.salon.ilse, paid.salon.boris]);
        world.wrote_down(paid.salon.otto, paid.day, "adjustment", -8_450, "A client who did not come");
        world.sql(&format!("UPDATE members SET name = '=SUM(A1)' WHERE id = {}", paid.salon.ilse));
        let anna = world.sign_in(ANNA).await;

        let file = anna.get(&format!("{FILE}?what=period&{}", around(paid.day))).await;

        assert_eq!(file.is(200).headers["content-type"], "text/csv; charset=utf-8");
        for row in [
            "\"Team member\",\"Position\",\"Appointments\",\"Without a rule\",\"Services (EUR)\",\"Assisting (EUR)\",\"Time (EUR)\",\"Bonuses and adjustments (EUR)\",\"Deductions (EUR)\",\"To pay (EUR)\"\r\n",
            "\"Marta\",\"\",\"1\",\"0\",\"35.00\",\"0.00\",\"0.00\",\"0.00\",\"0.00\",\"35.00\"\r\n",
            "\"'=SUM(A1)\",\"\",\"1\",\"0\",\"0.00\",\"10.00\",",
            "\"Boris\",\"\",\"1\",\"1\",\"0.00\",\"0.00\",",
            "\"Otto\",\"\",\"0\",\"0\",\"0.00\",\"0.00\",\"0.00\",\"-84.50\",\"0.00\",\"-84.50\"\r\n",
        ] {
            assert!(file.body.contains(row), "{row} is not in {}", file.body);
        }
        let log = anna.get("/locations/ours/activity?deed=payroll.exported").await;
        log.says("exported pay: Pay").says("Period:").says("Rows: 5");
    }
}

story! {
    async fn every_amount_is_a_row_that_says_why(world) {
        let paid = world.paid();
        paid.done(&world, 600, &[paid.salon.ilse]);
        world.wrote_down(paid.salon.ilse, paid.day, "bonus", 5_000, "=HYPERLINK(\"x\")");
        world.wrote_down(paid.salon.ilse, paid.day, "payment", 777, "In cash");
        world.sql("UPDATE clients SET name = '+351 Clara' WHERE name = 'Clara Nunes'");
        let (anna, day) = (world.sign_in(ANNA).await, paid.day);

        let file = anna.get(&format!("{FILE}?what=lines&{}", around(day))).await;

        let start = |member: &str, kind: &str| format!("\"{day}\",\"{member}\",\"{kind}\",");
        for row in [
            "\"Day\",\"Team member\",\"For\",\"Service\",\"Client\",\"Amount (EUR)\",\"Why\"\r\n".to_owned(),
            format!("{}\"Balayage\",\"'+351 Clara\",\"35.00\",\"Rule 1 from", start("Marta", "Service")),
            format!("{}\"Balayage\",\"'+351 Clara\",\"10.00\",\"Rule 1 from", start("Ilse", "Assisting")),
            format!("{}\"\",\"\",\"50.00\",\"'=HYPERLINK(\"\"x\"\")\"", start("Ilse", "Bonus")),
        ] {
            assert!(file.is(200).body.contains(&row), "{row} is not in {}", file.body);
        }
        assert!(!file.body.contains("In cash"));
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'payroll.exported' AND changes LIKE '%Rows%3%'"), 1);
    }
}

story! {
    async fn each_report_is_a_file(world) {
        let paid = world.paid();
        paid.done(&world, 600, &[paid.salon.ilse]);
        let anna = world.sign_in(ANNA).await;
        for (what, row) in [
            ("member", "\"Marta\",\"1\",\"100.00\",\"35.00\",\"10.00\",\"55.00\",\"0.00\",\"0.00\"\r\n"),
            ("service", "\"Balayage\",\"1\",\"100.00\",\"35.00\",\"10.00\",\"55.00\"\r\n"),
            ("assistant", "\"Ilse\",\"Marta (1 service)\",\"1\",\"100.00\",\"10.00\"\r\n"),
            ("help", "\"With one assistant\",\"1\",\"100.00\",\"35.00\",\"10.00\",\"55.00\",\"55.0\"\r\n"),
        ] {
            let file = anna.get(&format!("{FILE}?what={what}&{}", around(paid.day))).await;

            assert!(file.is(200).body.contains(row), "{row} is not in {}", file.body);
        }
        assert_eq!(world.number(LOGGED), 4);
        anna.get(&format!("{FILE}?what=everything")).await.is(404);
        anna.get(&format!("{FILE}?what=period&from=2026-01-01&to=2026-12-31")).await.is(422);
        assert_eq!(world.number(LOGGED), 4);
    }
}

story! {
    async fn a_file_takes_the_right_and_goes_no_further_back_than_pay_is_seen(world) {
        let paid = world.paid();
        let old = paid.day - TimeDelta::days(20);
        paid.done_on(&world, old, 600, &[]);
        paid.done(&world, 600, &[paid.salon.ilse]);
        let vera = world.sign_in(VERA).await;
        let file = format!("{FILE}?what=lines&from={old}&to={}", paid.day);

        world.vera_holds("payroll.view");
        vera.get(&file).await.is(403).says("Export and print pay");
        vera.get("/locations/ours/payroll").await.does_not_offer("Export").does_not_offer("Print");
        world.vera_holds("payroll.export");
        vera.get(&file).await.is(403).says("See everyone’s pay");
        world.vera_holds("payroll.view:7d payroll.export");
        let some = vera.get(&file).await;
        vera.get(&format!("{FILE}?what=lines&from={old}&to={old}")).await.is(403).says("does not reach back");

        assert!(some.is(200).body.contains("35.00") && !some.body.contains("40.00"), "{}", some.body);
        assert_eq!(world.number(LOGGED), 1);
    }
}

story! {
    async fn printed_pages_say_whose_they_are_who_printed_them_and_where_to_sign(world) {
        let paid = world.paid();
        paid.done(&world, 600, &[paid.salon.ilse]);
        let anna = world.sign_in(ANNA).await;
        for page in ["payroll?", "payroll/reports?", &format!("payroll/day?day={}&", paid.day), &format!("payroll/members/{}?", paid.salon.marta)] {
            let seen = anna.get(&format!("/locations/ours/{page}{}", around(paid.day))).await;

            assert!(seen.is(200).texts_of(".papers").concat().contains("by Anna"), "{page}");
            assert!(seen.texts_of(".sign").concat().contains("Date and signature"), "{page}");
            seen.offers("Print");
        }
        world.vera_holds("payroll.view");
        let vera = world.sign_in(VERA).await.get("/locations/ours/payroll").await;
        assert!(vera.texts_of(".papers, .sign").is_empty());
    }
}

story! {
    async fn after_sixty_files_in_an_hour_the_next_has_to_wait(world) {
        let anna = world.sign_in(ANNA).await;
        for _ in 0..60 {
            anna.get(&format!("{FILE}?what=period")).await.is(200);
        }

        anna.get(&format!("{FILE}?what=period")).await.is(429).says("Try again in");

        assert_eq!(world.number(LOGGED), 60);
    }
}
