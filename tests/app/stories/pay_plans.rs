//! What the pages about pay ask is answered by an index, whatever the database.

use crate::story;
use crate::support::appointments::at;
use crate::support::books::*;
use crate::support::pay::today;
use crate::support::world::*;

/// Tables that grow with the salon.
const LARGE: [&str; 6] =
    ["appointments", "appointment_lines", "line_assistants", "pay_lines", "pay_entries", "pay_statements"];

story! {
    async fn no_page_about_pay_reads_a_whole_table(world) {
        let salon = world.salon();
        world.pays_salon(&salon);
        world.is_instead(salon.ilse, VERA);
        world.sql(&format!("INSERT INTO pay_terms (location_id, starts_on, pays_assistants, by_payment) VALUES ({}, '{}', TRUE, TRUE)", world.ours, ago(5)));
        for day in 1..20 {
            let cut = world.served(&salon, day, 600);
            world.helped(cut, salon.ilse);
        }
        world.written(salon.marta, "bonus", 3, 1_000);
        let (confirmed, draft) = (world.closed(salon.marta, 20, 11), world.drafted(salon.marta, 10, 1));
        let cut = world.served(&salon, 12, 700);
        let (anna, vera) = (world.sign_in(ANNA).await, world.sign_in(VERA).await);
        let days = format!("from={}&to={}", ago(20), today());
        let here = "/locations/ours/payroll";
        let paths = [
            format!("{here}?{days}"),
            format!("{here}/day?day={}", ago(3)),
            format!("{here}/members/{}?{days}", salon.marta),
            format!("{here}/reports?by=service&{days}"),
            format!("{here}/export?what=lines&{days}"),
            STATEMENTS.to_owned(),
            format!("{STATEMENTS}?member={}", salon.marta),
            format!("{STATEMENTS}/new?{days}"),
            paper(confirmed),
            paper(draft),
            ENTRIES.to_owned(),
            format!("{here}/settlements"),
            format!("{here}/settlements/{}", salon.marta),
            at(cut),
        ];

        world.keeps_statements();
        for path in &paths {
            anna.get(path).await.is(200);
        }
        vera.get(&format!("/locations/ours/my-pay?{days}")).await.is(200);

        let scans = world.scans(&LARGE);
        assert!(scans.is_empty(), "{scans:#?}");
    }
}
