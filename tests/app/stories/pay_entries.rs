//! Bonuses, penalties, advances and payments: written down with a reason, and taken back, never deleted.

use super::matrix::statements_of;
use crate::story;
use crate::support::books::*;
use crate::support::world::*;

/// A bonus of yesterday for somebody, with whatever is to be different.
fn bonus(member: String, more: &[(&str, &str)]) -> Vec<(String, String)> {
    let usual = [
        ("member", member),
        ("kind", "bonus".to_owned()),
        ("day", ago(1).to_string()),
        ("amount", "20".to_owned()),
        ("reason", "Training completed".to_owned()),
    ];
    let mut fields: Vec<(String, String)> = usual.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    for (name, value) in more {
        fields.retain(|(known, _)| known != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields
}

fn sent(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (&**name, &**value)).collect()
}

story! {
    async fn whatever_is_written_down_has_a_person_a_day_an_amount_and_a_reason(world) {
        let salon = world.salon();
        let anna = world.sign_in(ANNA).await;
        let marta = salon.marta.to_string();
        let late = ago(-1).to_string();
        let far = ago(-400).to_string();

        for (more, field, why) in [
            ([("reason", ""), ("kind", "bonus")], "reason", "Enter the reason"),
            ([("amount", "0"), ("kind", "bonus")], "amount", "above nothing"),
            ([("amount", "-5"), ("kind", "penalty")], "amount", "above nothing"),
            ([("amount", "12.505"), ("kind", "bonus")], "amount", "Enter an amount in EUR"),
            ([("day", "soon"), ("kind", "bonus")], "day", "as a date"),
            ([("member", ""), ("kind", "bonus")], "member", "Choose a team member"),
            ([("kind", "adjustment"), ("amount", "5")], "kind", "Choose what it is"),
            ([("day", &*late), ("kind", "payment")], "day", "today or an earlier day"),
            ([("day", &*late), ("kind", "advance")], "day", "today or an earlier day"),
            ([("day", &*far), ("kind", "bonus")], "day", "the next 12 months"),
        ] {
            let fields = bonus(marta.clone(), &more);
            anna.post(ENTRIES, &sent(&fields)).await.is(422).complains(field, why);
        }
        assert_eq!(world.number("SELECT count(*) FROM pay_entries"), 0);
        anna.post(ENTRIES, &sent(&bonus(marta.clone(), &[]))).await.leads_to(ENTRIES);
        anna.post(ENTRIES, &sent(&bonus(marta.clone(), &[("kind", "penalty"), ("amount", "5,50"), ("day", &late)]))).await.leads_to(ENTRIES);
        anna.post(ENTRIES, &sent(&bonus("999999".into(), &[]))).await.is(404);
        anna.post(ENTRIES, &sent(&bonus(marta, &[("total", "7")]))).await.is(400);

        let list = anna.get(ENTRIES).await;

        list.says("Bonus for Marta").says("20.00 EUR").says("Penalty for Marta").says("5.50 EUR").says("Training completed").says("Anna");
        assert_eq!(anna.get(&format!("{ENTRIES}?kind=penalty")).await.texts_of("tbody tr").len(), 1);
        assert_eq!(anna.get(&format!("{ENTRIES}?member={}", salon.ilse)).await.texts_of("tbody tr").len(), 0);
    }
}

story! {
    async fn what_was_taken_back_stays_with_its_reason_and_counts_no_more(world) {
        let salon = world.salon();
        let entry = world.written(salon.marta, "bonus", 12, 2_000);
        let draft = world.drafted(salon.marta, 20, 11);
        let anna = world.sign_in(ANNA).await;
        anna.get(&paper(draft)).await.offers("Confirm 20.00 EUR");

        anna.post(&format!("{ENTRIES}/{entry}/voiding"), &[]).await.leads_to(ENTRIES);

        anna.get(ENTRIES).await.says("Taken back by Anna").says("Training completed");
        anna.get(&paper(draft)).await.offers("Confirm 0.00 EUR");
        anna.post(&format!("{ENTRIES}/{entry}/voiding"), &[]).await.is(409).says("taken back already");
        assert_eq!(world.number("SELECT count(*) FROM pay_entries"), 1);
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE changes LIKE '%20.00%'"), 0, "the log tells what somebody gets");
    }
}

story! {
    async fn what_a_confirmed_statement_holds_is_answered_by_its_opposite(world) {
        let salon = world.salon();
        let entry = world.written(salon.marta, "bonus", 12, 2_000);
        world.closed(salon.marta, 20, 11);
        let anna = world.sign_in(ANNA).await;

        anna.post(&format!("{ENTRIES}/{entry}/voiding"), &[]).await.is(409).says("Write down the opposite instead");

        let marta = salon.marta.to_string();
        let inside = ago(15).to_string();
        for kind in ["bonus", "penalty"] {
            let fields = bonus(marta.clone(), &[("kind", kind), ("day", &inside)]);
            anna.post(ENTRIES, &sent(&fields)).await.is(422).complains("day", "is part of the confirmed statement");
        }
        for kind in ["payment", "advance"] {
            let fields = bonus(marta.clone(), &[("kind", kind), ("day", &inside)]);
            anna.post(ENTRIES, &sent(&fields)).await.is(303);
        }
        let opposite = bonus(marta, &[("kind", "penalty"), ("day", &ago(10).to_string())]);
        anna.post(ENTRIES, &sent(&opposite)).await.is(303);
        anna.get(ENTRIES).await.says("In the statement").does_not_offer("Take back: Bonus for Marta");
    }
}

story! {
    async fn se13_nobody_writes_anything_down_for_themselves_or_takes_it_back(world) {
        let salon = world.salon();
        world.is_instead(salon.marta, ANNA);
        let penalty = world.written(salon.marta, "penalty", 12, 2_000);
        let anna = world.sign_in(ANNA).await;

        for kind in ["bonus", "penalty", "advance", "payment"] {
            let fields = bonus(salon.marta.to_string(), &[("kind", kind)]);
            anna.post(ENTRIES, &sent(&fields)).await.is(403).says("Nobody writes down anything for themselves");
        }
        anna.post(&format!("{ENTRIES}/{penalty}/voiding"), &[]).await.is(403).says("themselves");

        assert_eq!(world.number("SELECT count(*) FROM pay_entries WHERE voided_at IS NULL"), 1);
        let max = world.sign_in(MAX).await;
        max.get(ENTRIES).await.is(403);
        max.post(ENTRIES, &sent(&bonus(salon.ilse.to_string(), &[]))).await.is(403);
    }
}

story! {
    async fn a_page_of_entries_costs_the_same_however_many_there_are(world) {
        let salon = world.salon();
        world.written(salon.marta, "bonus", 12, 2_000);
        let anna = world.sign_in(ANNA).await;
        let few = statements_of(&world, &anna, ENTRIES).await;

        for day in 1..80 {
            world.written(salon.ilse, "bonus", day, 100 + day);
        }

        assert_eq!(statements_of(&world, &anna, ENTRIES).await, few);
        let page = anna.get(ENTRIES).await;
        assert_eq!(page.texts_of("tbody tr").len(), 25);
        let next = page.address_with("after=").unwrap();
        assert_eq!(anna.get(&format!("{ENTRIES}{next}")).await.texts_of("tbody tr").len(), 25);
    }
}
