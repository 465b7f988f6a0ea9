//! What changes after a statement was confirmed becomes an adjustment of the open period (cases I21 and I23).

use parlour::id::AppointmentId;

use crate::story;
use crate::support::appointments::at;
use crate::support::books::*;
use crate::support::visitor::{Seen, Visitor};
use crate::support::world::*;

/// The version of an appointment, as its pages send it.
fn version(world: &World, id: AppointmentId) -> String {
    world.number(&format!("SELECT version FROM appointments WHERE id = {id}")).to_string()
}

async fn status(world: &World, by: &Visitor, id: AppointmentId, status: &str) -> Seen {
    by.post(&format!("{}/status", at(id)), &[("status", status), ("version", &version(world, id))]).await
}

story! {
    async fn i21_a_no_show_after_the_statement_is_answered_by_a_counter_entry(world) {
        let salon = world.salon();
        world.pays_salon(&salon);
        let cut = world.served(&salon, 15, 600);
        world.helped(cut, salon.ilse);
        world.served(&salon, 14, 600);
        let (marta, ilse) = (world.closed(salon.marta, 20, 11), world.closed(salon.ilse, 20, 11));
        let frozen = world.frozen();
        let anna = world.sign_in(ANNA).await;
        for page in [at(cut), format!("{}/time", at(cut)), format!("{}/edit", at(cut)), format!("{}/deletion", at(cut))] {
            anna.get(&page).await.says("It is in the confirmed statement").says("a change becomes an adjustment");
        }

        status(&world, &anna, cut, "no_show").await.is(303);

        assert!(world.is_touched(marta) && world.is_touched(ilse));
        anna.get(STATEMENTS).await.says("Changed since (2)");
        let page = anna.get(&paper(marta)).await;
        page.says("Changed since it was confirmed").says("36.00 EUR").offers("Carry over -18.00 EUR");
        anna.post(&format!("{}/correction", paper(marta)), &[("left", "-99900")]).await.is(409).says("What is to be carried over is -18.00 EUR now");
        anna.post(&format!("{}/correction", paper(marta)), &[("left", "-1800")]).await.leads_to(&paper(marta));
        anna.get(&paper(marta)).await.says("All of it is carried over").does_not_offer("Carry over -18.00 EUR");
        assert_eq!((world.frozen(), world.is_touched(marta), world.is_touched(ilse)), (frozen, false, true));
        let written = world.word(&format!("SELECT kind || ' ' || CAST(amount AS TEXT) || ' ' || CAST(day AS TEXT) || ' ' || reason FROM pay_entries WHERE corrects_id = {marta}"));
        assert!(written.starts_with(&format!("adjustment -1800 {}", ago(0))), "{written}");
        assert!(written.contains("Cut of Clara Nunes") && written.contains("18.00 EUR before, nothing now"), "{written}");
        let open = world.drafted(salon.marta, 10, 0);
        anna.get(&paper(open)).await.says("Adjustment").says("-18.00 EUR");
    }
}

story! {
    async fn i23_every_change_of_a_closed_day_shows_as_a_difference_and_only_what_is_left_is_carried_over(world) {
        let salon = world.salon();
        world.pays_salon(&salon);
        let (cut, other) = (world.served(&salon, 15, 600), world.served(&salon, 14, 600));
        let statement = world.closed(salon.marta, 20, 11);
        let anna = world.sign_in(ANNA).await;
        let carry = async |left: &str| anna.post(&format!("{}/correction", paper(statement)), &[("left", left)]).await;

        anna.post(&format!("{}/deletion", at(cut)), &[("version", &version(&world, cut))]).await.is(303);
        assert!(world.is_touched(statement));
        carry("-1800").await.is(303);
        let day = ago(5).to_string();
        let away = [("day", &*day), ("at", "10:00"), ("off_hours", "yes"), ("version", &*version(&world, other))];
        anna.post(&format!("{}/time", at(other)), &away).await.is(303);

        assert!(world.is_touched(statement), "where it was counts");
        let page = anna.get(&paper(statement)).await;
        page.says("Carried over before: -18.00 EUR").says("-36.00 EUR").offers("Carry over -18.00 EUR");
        let open = world.drafted(salon.marta, 10, 1);
        anna.get(&paper(open)).await.says("18.00 EUR").says("Cut");
        carry("-1800").await.is(303);
        let day = ago(15).to_string();
        let back = [("day", &*day), ("at", "10:00"), ("off_hours", "yes"), ("version", &*version(&world, other))];
        anna.post(&format!("{}/time", at(other)), &back).await.is(303);
        assert!(world.is_touched(statement), "where it is counts");
        anna.get(&paper(statement)).await.offers("Carry over 18.00 EUR");
        carry("1800").await.is(303);
        let adjusted = world.number("SELECT CAST(sum(amount) AS BIGINT) FROM pay_entries WHERE kind = 'adjustment'");
        assert_eq!((adjusted, world.number("SELECT total FROM pay_statements WHERE state = 'confirmed'")), (-1_800, 3_600));
    }
}

story! {
    async fn i23_a_closed_day_is_changed_only_with_the_right_to_change_completed_appointments(world) {
        let salon = world.salon();
        world.pays_salon(&salon);
        let cut = world.served(&salon, 5, 600);
        let statement = world.closed(salon.marta, 9, 1);
        let rita = world.sign_in(RITA).await;

        status(&world, &rita, cut, "no_show").await.is(403);

        assert!(!world.is_touched(statement));
        rita.get(&at(cut)).await.says_nothing_of("confirmed statement");
    }
}

story! {
    async fn whatever_comes_newly_to_closed_days_is_a_difference_too(world) {
        let salon = world.salon();
        world.pays_salon(&salon);
        let cut = world.booked(salon.clara, salon.cut, salon.marta, ago(15), 600, 45);
        let statement = world.closed(salon.marta, 20, 11);
        let anna = world.sign_in(ANNA).await;
        anna.get(&at(cut)).await.says_nothing_of("confirmed statement");

        status(&world, &anna, cut, "came").await.is(303);

        assert!(world.is_touched(statement));
        anna.get(&paper(statement)).await.says("Nothing").offers("Carry over 18.00 EUR");
        let ilse = world.closed(salon.ilse, 20, 11);
        let line = world.line_of(cut).to_string();
        let fields = [("version", &*version(&world, cut)), ("line", &*line), ("assistant", &*salon.ilse.to_string())];
        anna.post(&format!("{}/assistants", at(cut)), &fields).await.is(303);
        assert!(world.is_touched(ilse), "whoever comes to a line is paid for it");
        anna.get(&paper(ilse)).await.offers("Carry over 4.50 EUR");
    }
}

story! {
    async fn i23_a_service_that_comes_under_another_category_counts_where_people_are_paid_by_it(world) {
        let salon = world.salon();
        let hair = world.category("Hair");
        let rule = world.pays(salon.marta, ago(400), &[("personal", "40 %")]);
        world.pays(salon.boris, ago(400), &[("personal", "40 %")]);
        world.pays_by_category(rule, "personal", hair, "50 %");
        world.served(&salon, 15, 600);
        world.came(world.booked(salon.clara, salon.cut, salon.boris, ago(15), 700, 60));
        let (marta, boris) = (world.closed(salon.marta, 20, 11), world.closed(salon.boris, 20, 11));
        let before = world.closed(salon.marta, 40, 31);
        let anna = world.sign_in(ANNA).await;
        let (page, under) = (format!("/locations/ours/services/{}", salon.cut), hair.to_string());
        let cut = [("title", "Cut"), ("price", "45.00"), ("duration", "45"), ("category", &*under), ("version", "1")];

        anna.post(&page, &cut).await.is(303);

        assert!(world.is_touched(marta), "it comes under what she is paid by");
        assert!(!world.is_touched(boris) && !world.is_touched(before), "nothing of theirs has changed");
        anna.get(&paper(marta)).await.offers("Carry over 4.50 EUR");
        anna.post(&format!("{}/correction", paper(marta)), &[("left", "450")]).await.is(303);
        let category = format!("/locations/ours/services/categories/{hair}");
        anna.get(&category).await.says("Rules of pay lose their rate for it");
        anna.post(&format!("{category}/removal"), &[]).await.is(303);
        assert!(world.is_touched(marta), "it is gone with what she was paid by");
        anna.get(&paper(marta)).await.offers("Carry over -4.50 EUR");
    }
}

story! {
    async fn i23_a_service_that_is_deleted_is_paid_as_it_was(world) {
        let salon = world.salon();
        let hair = world.category("Hair");
        let rule = world.pays(salon.marta, ago(400), &[]);
        world.pays_by_category(rule, "personal", hair, "50 %");
        world.sql(&format!("UPDATE services SET category_id = {hair} WHERE id = {}", salon.cut));
        world.served(&salon, 15, 600);
        let statement = world.closed(salon.marta, 20, 16);
        let anna = world.sign_in(ANNA).await;

        anna.post(&format!("/locations/ours/services/{}/deletion", salon.cut), &[]).await.is(303);

        let open = world.drafted(salon.marta, 15, 1);
        anna.get(&paper(open)).await.says("22.50 EUR");
        assert!(!world.is_touched(statement));
        anna.get("/locations/ours/services/categories").await.says("Hair 0");
    }
}

story! {
    async fn hours_of_closed_days_count_where_time_is_paid(world) {
        let salon = world.salon();
        let rule = world.pays(salon.marta, ago(400), &[]);
        let (marta, boris) = (world.closed(salon.marta, 20, 11), world.closed(salon.boris, 20, 11));
        world.pays_time(rule, "hour", 1_000);
        let anna = world.sign_in(ANNA).await;
        let day = ago(15).to_string();

        for member in [salon.marta, salon.boris] {
            let fields = [("day", &*day), ("drawn", ""), ("from", "10:00"), ("to", "12:00")];
            anna.post(&format!("/locations/ours/team/{member}/schedule/day"), &fields).await.is(303);
        }

        assert!(world.is_touched(marta) && !world.is_touched(boris));
        anna.get(&paper(marta)).await.says("Time worked").offers("Carry over 20.00 EUR");
    }
}

story! {
    async fn a_mark_without_any_difference_is_taken_away_with_a_note(world) {
        let salon = world.salon();
        world.pays_salon(&salon);
        let cut = world.served(&salon, 15, 600);
        let statement = world.closed(salon.marta, 20, 11);
        let anna = world.sign_in(ANNA).await;
        status(&world, &anna, cut, "no_show").await.is(303);
        status(&world, &anna, cut, "came").await.is(303);

        anna.get(&paper(statement)).await.says("Everything counts as it was confirmed").offers("Note that nothing is to be carried over");

        anna.post(&format!("{}/correction", paper(statement)), &[("left", "0")]).await.is(303);
        assert_eq!((world.is_touched(statement), world.number("SELECT count(*) FROM pay_entries")), (false, 0));
        anna.post(&format!("{}/correction", paper(statement)), &[("left", "0")]).await.is(409).says("carried over already");
        let draft = world.drafted(salon.marta, 10, 1);
        anna.post(&format!("{}/correction", paper(draft)), &[("left", "0")]).await.is(409);
    }
}

story! {
    async fn an_adjustment_that_is_taken_back_is_left_to_carry_over_again(world) {
        let salon = world.salon();
        world.pays_salon(&salon);
        let cut = world.served(&salon, 15, 600);
        let statement = world.closed(salon.marta, 20, 11);
        let anna = world.sign_in(ANNA).await;
        status(&world, &anna, cut, "no_show").await.is(303);
        anna.post(&format!("{}/correction", paper(statement)), &[("left", "-1800")]).await.is(303);
        let entry = world.number("SELECT max(id) FROM pay_entries");

        anna.post(&format!("{ENTRIES}/{entry}/voiding"), &[]).await.is(303);

        assert!(world.is_touched(statement));
        anna.get(&paper(statement)).await.offers("Carry over -18.00 EUR");
    }
}

/// A rule that gives half of everything.
fn half<'a>(starts_on: &'a str, seen: &'a str) -> [(&'a str, &'a str); 4] {
    [("starts_on", starts_on), ("personal", "50"), ("personal_kind", "percent"), ("seen", seen)]
}

story! {
    async fn i23_a_rule_of_closed_days_and_a_payment_mark_the_statement_too(world) {
        let salon = world.salon();
        world.pays_salon(&salon);
        let cut = world.served(&salon, 15, 600);
        let (marta, ilse) = (world.closed(salon.marta, 20, 11), world.closed(salon.ilse, 20, 11));
        let anna = world.sign_in(ANNA).await;
        let rules = format!("/locations/ours/team/{}/pay", salon.marta);
        let (later, before) = (ago(10).to_string(), ago(12).to_string());

        anna.post(&rules, &half(&later, "1")).await.is(303);
        assert!(!world.is_touched(marta), "it begins after the statement");
        anna.post(&rules, &half(&before, "2")).await.is(303);

        assert!(world.is_touched(marta) && !world.is_touched(ilse));
        anna.get(&paper(marta)).await.says("Everything counts as it was confirmed");
        anna.post(&format!("{}/correction", paper(marta)), &[("left", "0")]).await.is(303);
        assert!(!world.is_touched(marta));
        let (day, version) = (ago(13).to_string(), version(&world, cut));
        let paid = [("paid_on", &*day), ("with", "card"), ("version", &*version)];
        anna.post(&format!("{}/payment", at(cut)), &paid).await.is(303);
        assert!(world.is_touched(marta));
    }
}
