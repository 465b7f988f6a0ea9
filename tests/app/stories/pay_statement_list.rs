//! The list of statements, who sees which, and statements as files.

use parlour::id::StatementId;

use super::matrix::statements_of;
use super::pay_statements::confirm;
use crate::story;
use crate::support::books::*;
use crate::support::world::*;

story! {
    async fn two_statements_of_one_person_never_hold_the_same_day(world) {
        let salon = world.salon();
        let anna = world.sign_in(ANNA).await;
        world.closed(salon.marta, 20, 11);
        world.drafted(salon.ilse, 9, 5);
        let (marta, ilse) = (salon.marta.to_string(), salon.ilse.to_string());

        for (first, last, fits) in [(30, 20, false), (11, 11, false), (15, 12, false), (40, 1, false), (10, 1, true), (30, 21, true)] {
            let (from, to) = (ago(first).to_string(), ago(last).to_string());
            let seen = anna.post(STATEMENTS, &[("from", &*from), ("to", &*to), ("member", &*marta)]).await;

            if fits {
                seen.is(303);
            } else {
                seen.is(422).complains(&format!("member-{marta}"), "Marta has the confirmed statement");
            }
        }
        let (from, to) = (ago(7).to_string(), ago(6).to_string());
        let both = [("from", &*from), ("to", &*to), ("member", &*ilse), ("member", &*salon.otto.to_string())];
        anna.post(STATEMENTS, &both).await.is(422).says("Ilse has a draft of the statement");
        assert_eq!(world.number("SELECT count(*) FROM pay_statements"), 4);
        anna.post(STATEMENTS, &[("from", &*from), ("to", &*to)]).await.is(422).says("Choose for whom to make a statement");
        anna.post(STATEMENTS, &[("from", &*to), ("to", &*from), ("member", &*ilse)]).await.is(422).complains("to", "not before the first");
        anna.post(STATEMENTS, &[("from", "soon"), ("to", &*to), ("member", &*ilse)]).await.is(422).complains("from", "as a date");
        anna.post(STATEMENTS, &[("from", &*from), ("to", &*to), ("member", "999999")]).await.is(404);
    }
}

story! {
    async fn several_drafts_are_confirmed_at_once_and_each_that_is_not_says_why(world) {
        let salon = world.salon();
        world.pays_salon(&salon);
        let cut = world.served(&salon, 15, 600);
        world.helped(cut, salon.ilse);
        let (one, other) = (world.drafted(salon.marta, 20, 11), world.drafted(salon.ilse, 20, 11));
        let anna = world.sign_in(ANNA).await;
        let list = anna.get(STATEMENTS).await;
        let ticks = [one, other].map(|id| list.value_of(&format!("statement-{id}")));
        world.written(salon.ilse, "bonus", 12, 2_000);

        let seen = anna.post(&format!("{STATEMENTS}/confirmation"), &[("statement", &*ticks[0]), ("statement", &*ticks[1])]).await;

        seen.is(422).says("Not everything is confirmed").says("comes to 24.50 EUR now");
        assert_eq!(world.number("SELECT count(*) FROM pay_statements WHERE state = 'confirmed'"), 1);
        assert!(world.word(&format!("SELECT state FROM pay_statements WHERE id = {other}")) == "draft");
        let tick = anna.get(STATEMENTS).await.value_of(&format!("statement-{other}"));
        anna.post(&format!("{STATEMENTS}/confirmation"), &[("statement", &*tick)]).await.leads_to(STATEMENTS);
        anna.get(STATEMENTS).await.says("1 statement is confirmed.");
    }
}

story! {
    async fn the_list_is_filtered_and_a_page_costs_the_same_however_many_there_are(world) {
        let salon = world.salon();
        world.pays_salon(&salon);
        let anna = world.sign_in(ANNA).await;
        let confirmed = world.closed(salon.marta, 40, 31);
        world.sql("UPDATE pay_statements SET touched_at = made_at");
        for member in [salon.marta, salon.ilse, salon.otto] {
            world.drafted(member, 20, 11);
        }
        let cost = async |address: &str| statements_of(&world, &anna, address).await;
        let (few, few_changed) = (cost(STATEMENTS).await, cost(&format!("{STATEMENTS}?state=changed")).await);

        for number in 60..80 {
            world.drafted(world.member(&format!("Helper {number}")), 20, 11);
        }
        for number in 0..60 {
            let member = world.member(&format!("Helper {number}"));
            for place in 0..3 {
                world.sql(&format!(
                    "INSERT INTO pay_statements (location_id, number, member_id, first_day, last_day, from_at, to_at, state, made_by, made_at, confirmed_by, confirmed_at, touched_at) \
                     VALUES ({}, {}, {member}, '2025-01-01', '2025-01-31', '2025-01-01 00:00:00', '2025-02-01 00:00:00', 'confirmed', 'Anna', '2025-02-01 09:00:00', 'Anna', '2025-02-01 09:00:00', '2025-02-02 09:00:00')",
                    world.ours, 1_000 + number * 3 + place
                ));
            }
        }

        assert_eq!(cost(STATEMENTS).await, few);
        assert_eq!(cost(&format!("{STATEMENTS}?state=changed")).await, few_changed);
        let mut address = format!("{STATEMENTS}?state=changed");
        let mut seen = 0;
        loop {
            let page = anna.get(&address).await;
            seen += page.texts_of("tbody tr").len();
            let Some(next) = page.address_with("after=").filter(|_| page.has_control("Next")) else { break };
            address = format!("{STATEMENTS}{next}");
        }
        assert_eq!(seen, 181);
        let of_marta = anna.get(&format!("{STATEMENTS}?member={}&state=confirmed", salon.marta)).await;
        assert_eq!(of_marta.texts_of("tbody tr").len(), 1);
        of_marta.says(&format!("{}", ago(31).format("%Y-1"))).says("Changed since");
        let old = anna.get(&format!("{STATEMENTS}?from={}&to={}", ago(45), ago(35))).await;
        assert_eq!(old.texts_of("tbody tr").len(), 1, "{confirmed}");
    }
}

story! {
    async fn i25_everybody_reads_their_own_confirmed_statements_and_nobody_elses(world) {
        let salon = world.salon();
        world.pays_salon(&salon);
        let cut = world.served(&salon, 15, 600);
        world.helped(cut, salon.ilse);
        world.is_card_of(salon.ilse, RITA);
        let theirs = world.closed(salon.marta, 20, 11);
        let own = world.closed(salon.ilse, 20, 11);
        let draft = world.drafted(salon.ilse, 10, 5);
        let rita = world.sign_in(RITA).await;
        let mine = |id: StatementId| format!("/locations/ours/my-pay/statements/{id}");

        let page = rita.get(&mine(own)).await;

        page.is(200).says("4.50 EUR").says("assisting: 10 % of 45.00 EUR").says_nothing_of("18.00 EUR").does_not_offer("Download CSV");
        rita.get(&mine(theirs)).await.is(404);
        rita.get(&mine(draft)).await.is(404);
        rita.get(&paper(own)).await.is(403);
        world.sign_in(GLEB).await.get(&mine(own)).await.is(404);
        world.role_holds("receptionist", "calendar.view");
        rita.get(&mine(own)).await.is(403);
    }
}

story! {
    async fn the_right_to_see_pay_reaches_back_by_the_last_day_of_a_statement(world) {
        let salon = world.salon();
        let (old, new) = (world.closed(salon.marta, 60, 41), world.closed(salon.marta, 20, 11));
        world.role_holds("manager", "payroll.view:30d payroll.statements payroll.export");
        let max = world.sign_in(MAX).await;

        let list = max.get(STATEMENTS).await;

        assert_eq!(list.is(200).texts_of("tbody tr").len(), 1);
        max.get(&paper(new)).await.is(200);
        max.get(&paper(old)).await.is(404);
        max.get(&format!("{}/export", paper(old))).await.is(404);
        max.post(&format!("{}/correction", paper(old)), &[("left", "0")]).await.is(404);
        let (from, to) = (ago(50).to_string(), ago(45).to_string());
        max.get(&format!("{STATEMENTS}/new?from={from}&to={to}")).await.says("you do not see pay that far back");
        max.post(STATEMENTS, &[("from", &*from), ("to", &*to), ("member", &*salon.ilse.to_string())]).await.is(422);
        max.get("/locations/ours/payroll/settlements").await.is(200).says("You do not see everything since the beginning");
        max.get(&format!("/locations/ours/payroll/settlements/{}", salon.marta)).await.is(404);
    }
}

story! {
    async fn sf2_a_statement_is_taken_as_a_file_and_the_log_says_so(world) {
        let salon = world.salon();
        world.pays_salon(&salon);
        world.served(&salon, 15, 600);
        world.sql("UPDATE clients SET name = '=HYPERLINK(1)'");
        let anna = world.sign_in(ANNA).await;
        let draft = world.drafted(salon.marta, 20, 11);
        confirm(&anna, draft).await.is(303);

        let file = anna.get(&format!("{}/export", paper(draft))).await;

        assert!(file.is(200).body.contains("\"'=HYPERLINK(1)\",\"18.00\""), "{}", file.body);
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'payroll.exported'"), 1);
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE changes LIKE '%18.00%'"), 0, "the log tells what somebody earns");
        world.role_holds("manager", "payroll.view");
        let max = world.sign_in(MAX).await;
        max.get(&paper(draft)).await.is(200).does_not_offer("Download CSV");
        max.get(&format!("{}/export", paper(draft))).await.is(403);
    }
}

story! {
    async fn a_statement_costs_the_same_however_much_it_holds(world) {
        let salon = world.salon();
        world.pays_salon(&salon);
        let anna = world.sign_in(ANNA).await;
        let cost = async |id: StatementId| statements_of(&world, &anna, &paper(id)).await;
        world.served(&salon, 15, 600);
        let draft = world.drafted(salon.marta, 20, 11);
        let few = cost(draft).await;

        for hour in 0..10 {
            for day in 11..=20 {
                world.served(&salon, day, 480 + hour * 60);
            }
        }

        assert_eq!(cost(draft).await, few);
        confirm(&anna, draft).await.is(303);
        let confirmed = cost(draft).await;
        world.sql("UPDATE appointments SET status = 'no_show'");
        assert_eq!(cost(draft).await, confirmed, "however much is different");
    }
}
