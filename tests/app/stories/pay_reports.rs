//! Reports: what services bring and cost, with and without an assistant.

use crate::story;
use crate::support::pay::around;
use crate::support::visitor::Seen;
use crate::support::world::*;

/// The rows of a report, the last of them its sum.
fn rows(seen: &Seen) -> Vec<Vec<String>> {
    let count = seen.texts_of(".pay-table tbody tr th").len();
    let row = |which: &str| {
        let mut cells = seen.texts_of(&format!(".pay-table {which} th"));
        cells.extend(seen.texts_of(&format!(".pay-table {which} td")));
        cells
    };
    (1..=count).map(|number| row(&format!("tbody tr:nth-child({number})"))).chain([row("tfoot tr")]).collect()
}

story! {
    async fn the_owner_sees_what_working_with_and_without_an_assistant_costs(world) {
        let paid = world.paid();
        let (ilse, otto) = (paid.salon.ilse, paid.salon.otto);
        paid.done(&world, 500, &[]);
        paid.done(&world, 600, &[ilse]);
        paid.done(&world, 700, &[ilse]);
        paid.done(&world, 800, &[ilse, otto]);
        let anna = world.sign_in(ANNA).await;
        let report = async |by: &str| {
            let seen = anna.get(&format!("/locations/ours/payroll/reports?by={by}&{}", around(paid.day))).await;
            rows(seen.is(200))
        };

        assert_eq!(report("help").await, [
            vec!["Without an assistant", "1", "100.00", "40.00", "–", "60.00", "60.0 %"],
            vec!["With one assistant", "2", "200.00", "70.00", "20.00", "110.00", "55.0 %"],
            vec!["With several assistants", "1", "100.00", "35.00", "20.00", "45.00", "45.0 %"],
            vec!["Total", "4", "400.00", "145.00", "40.00", "215.00", "53.8 %"],
        ]);
        assert_eq!(report("member").await, [
            vec!["Marta", "4", "400.00", "145.00", "40.00", "215.00", "–", "–"],
            vec!["Ilse", "–", "–", "–", "–", "–", "30.00", "–"],
            vec!["Otto", "–", "–", "–", "–", "–", "10.00", "–"],
            vec!["Total", "4", "400.00", "145.00", "40.00", "215.00", "40.00", "–"],
        ]);
        assert_eq!(report("service").await, [
            vec!["Balayage", "4", "400.00", "145.00", "40.00", "215.00"],
            vec!["Total", "4", "400.00", "145.00", "40.00", "215.00"],
        ]);
        assert_eq!(report("assistant").await, [
            vec!["Ilse", "Marta (3 services)", "3", "300.00", "30.00"],
            vec!["Otto", "Marta (1 service)", "1", "100.00", "10.00"],
            vec!["Total", "", "3", "300.00", "40.00"],
        ]);
    }
}

story! {
    async fn a_discount_and_a_quantity_count_as_what_the_client_paid(world) {
        let paid = world.paid();
        let booked = paid.done(&world, 600, &[]);
        world.sql(&format!("UPDATE appointment_lines SET quantity = 3, discount = 5000 WHERE appointment_id = {booked}"));
        let anna = world.sign_in(ANNA).await;

        let seen = anna.get(&format!("/locations/ours/payroll/reports?by=service&{}", around(paid.day))).await;

        assert_eq!(rows(&seen)[0], ["Balayage", "3", "150.00", "60.00", "–", "90.00"]);
        seen.offers("By assistant").offers("Export as CSV");
        anna.get("/locations/ours/payroll/reports?by=nonsense").await.is(200).says("By team member");
    }
}
