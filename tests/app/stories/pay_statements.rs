//! Statements: drafts that show what counts now, and confirmed ones that stay as they are.

use parlour::id::StatementId;

use super::walk::Walk;
use crate::story;
use crate::support::appointments::sent;
use crate::support::books::*;
use crate::support::visitor::{Seen, Visitor};
use crate::support::world::*;

/// The fields with which a page of a draft confirms what it shows.
pub fn as_shown(page: &Seen) -> Vec<(String, String)> {
    ["version", "seen", "total"].iter().map(|name| ((*name).to_owned(), page.value_of_name(name))).collect()
}

/// Looks at a draft and confirms it.
pub async fn confirm(by: &Visitor, statement: StatementId) -> Seen {
    let page = by.get(&paper(statement)).await;
    by.post(&format!("{}/confirmation", paper(statement)), &sent(&as_shown(&page))).await
}

pub async fn walk(walk: &mut Walk<'_>, anna: &Visitor) {
    let salon = walk.world.salon();
    walk.world.pays_salon(&salon);
    let cut = walk.world.served(&salon, 15, 600);
    let (from, to) = (ago(20).to_string(), ago(11).to_string());
    let people = [("from", &*from), ("to", &*to), ("member", &*salon.marta.to_string())];
    walk.does(anna, STATEMENTS, &people).await;
    let newest = || paper(StatementId(walk.world.number("SELECT max(id) FROM pay_statements")));
    let draft = newest();
    walk.does(anna, &format!("{draft}/deletion"), &[]).await;
    walk.does(anna, STATEMENTS, &people).await;
    let draft = format!("{STATEMENTS}/{}", walk.world.number("SELECT max(id) FROM pay_statements"));
    let fields = as_shown(&anna.get(&draft).await);
    walk.does(anna, &format!("{draft}/confirmation"), &sent(&fields)).await;
    walk.world.sql(&format!("UPDATE appointments SET status = 'no_show' WHERE id = {cut}"));
    walk.does(anna, &format!("{draft}/correction"), &[("left", "-1800")]).await;
    let other = walk.world.drafted(salon.ilse, 20, 11);
    let ticked = anna.get(&format!("{STATEMENTS}?state=draft")).await.value_of(&format!("statement-{other}"));
    walk.does(anna, &format!("{STATEMENTS}/confirmation"), &[("statement", &ticked)]).await;
    let day = ago(1).to_string();
    let bonus = [
        ("member", &*salon.ilse.to_string()),
        ("kind", "bonus"),
        ("day", &*day),
        ("amount", "20"),
        ("reason", "Training"),
    ];
    walk.does(anna, ENTRIES, &bonus).await;
    let entry = walk.world.number("SELECT max(id) FROM pay_entries");
    walk.does(anna, &format!("{ENTRIES}/{entry}/voiding"), &[]).await;
}

story! {
    async fn a_draft_shows_what_counts_now_and_where_it_comes_from(world) {
        let salon = world.salon();
        world.pays_salon(&salon);
        let cut = world.served(&salon, 15, 600);
        world.helped(cut, salon.ilse);
        let anna = world.sign_in(ANNA).await;
        let (from, to) = (ago(20).to_string(), ago(11).to_string());

        let form = anna.get(&format!("{STATEMENTS}/new?from={from}&to={to}")).await;

        form.is(200).says("18.00 EUR").says("4.50 EUR");
        let made = anna.post(STATEMENTS, &[("from", &*from), ("to", &*to), ("member", &*salon.marta.to_string()), ("member", &*salon.ilse.to_string())]).await;
        made.leads_to(&format!("{STATEMENTS}?state=draft"));
        let drafts = anna.get(made.location()).await;
        drafts.says("2 drafts are made.").says("18.00 EUR").says("4.50 EUR");
        let draft = paper(StatementId(world.number(&format!("SELECT id FROM pay_statements WHERE member_id = {}", salon.ilse))));
        anna.get(&draft).await.is(200).says("assisting: 10 % of 45.00 EUR.").says("Clara Nunes").offers("Confirm 4.50 EUR");
        world.written(salon.ilse, "bonus", 12, 2_000);
        world.written(salon.ilse, "penalty", 12, 500);
        world.written(salon.ilse, "payment", 12, 900);
        world.written(salon.ilse, "bonus", 10, 7_700);
        anna.get(&draft).await.says("Training completed").says("-5.00 EUR").offers("Confirm 19.50 EUR").says_nothing_of("77.00");
        assert_eq!(world.number("SELECT count(*) FROM pay_lines"), 0);
    }
}

story! {
    async fn a_confirmed_statement_never_changes_whatever_is_edited_later(world) {
        let salon = world.salon();
        world.pays_salon(&salon);
        let cut = world.served(&salon, 15, 600);
        let gone = world.served(&salon, 14, 600);
        world.written(salon.marta, "bonus", 12, 2_000);
        let anna = world.sign_in(ANNA).await;
        let draft = world.drafted(salon.marta, 20, 11);
        confirm(&anna, draft).await.leads_to(&paper(draft));
        let (frozen, total) = (world.frozen(), world.number("SELECT total FROM pay_statements"));
        assert_eq!(total, 5_600);

        world.sql(&format!("UPDATE appointments SET status = 'no_show' WHERE id = {cut}"));
        world.sql(&format!("UPDATE appointments SET deleted_at = created_at WHERE id = {gone}"));
        world.sql(&format!("UPDATE members SET name = 'Marta Sá', employment = 'deleted' WHERE id = {}", salon.marta));
        world.sql("UPDATE clients SET name = 'Clara Sá'");
        world.pays(salon.marta, ago(300), &[("personal", "90 %")]);
        world.sql("UPDATE pay_terms SET by_payment = TRUE, by_list_price = TRUE, pays_assistants = FALSE");
        world.sql(&format!("UPDATE services SET title = 'Trim', price = 1 WHERE id = {}", salon.cut));

        let page = anna.get(&paper(draft)).await;
        page.is(200).says("Confirmed by Anna").says("Cut").says("Clara Nunes").says("40 % of 45.00 EUR").says("56.00 EUR");
        assert_eq!((world.frozen(), world.number("SELECT total FROM pay_statements")), (frozen, total));
        anna.post(&format!("{}/deletion", paper(draft)), &[]).await.is(409);
        confirm_again(&anna, draft).await.is(409).says("is confirmed already");
        assert_eq!(world.number("SELECT count(*) FROM pay_lines"), 3);
    }
}

async fn confirm_again(by: &Visitor, statement: StatementId) -> Seen {
    let page = format!("{}/confirmation", paper(statement));
    by.post(&page, &[("version", "2"), ("seen", "0000000000000000"), ("total", "5600")]).await
}

story! {
    async fn what_changed_since_it_was_looked_at_is_shown_before_it_is_confirmed(world) {
        let salon = world.salon();
        world.pays_salon(&salon);
        world.served(&salon, 15, 600);
        let anna = world.sign_in(ANNA).await;
        let draft = world.drafted(salon.marta, 20, 11);
        let fields = as_shown(&anna.get(&paper(draft)).await);
        world.served(&salon, 14, 600);

        let late = anna.post(&format!("{}/confirmation", paper(draft)), &sent(&fields)).await;

        late.is(409).says("came to 18.00 EUR when you looked, and comes to 36.00 EUR now").offers("Confirm 36.00 EUR");
        assert_eq!(world.number("SELECT count(*) FROM pay_statements WHERE state = 'confirmed'"), 0);
        anna.post(&format!("{}/confirmation", paper(draft)), &sent(&as_shown(&late))).await.is(303);
        let amounts = [("version", "1"), ("seen", "x"), ("total", "1"), ("amount", "99999")];
        anna.post(&format!("{}/confirmation", paper(draft)), &amounts).await.is(400);
    }
}

story! {
    async fn only_days_that_are_over_are_confirmed(world) {
        let salon = world.salon();
        world.pays_salon(&salon);
        let draft = world.drafted(salon.marta, 10, 0);
        let anna = world.sign_in(ANNA).await;

        let page = anna.get(&paper(draft)).await;

        page.says("it can be confirmed from the day after").does_not_offer("Confirm 0.00 EUR");
        let seen = world.seen(&world.proof::<parlour::access::rights::KeepStatements>(ANNA), draft);
        let fields = [("version", "1"), ("seen", &*seen.print), ("total", "0")];
        anna.post(&format!("{}/confirmation", paper(draft)), &fields).await.is(409).says("from the day after");
        anna.post(&format!("{}/deletion", paper(draft)), &[]).await.leads_to(STATEMENTS);
        anna.get(&paper(draft)).await.is(404);
    }
}

story! {
    async fn se13_nobody_confirms_what_they_earned_themselves_not_even_an_owner(world) {
        let salon = world.salon();
        world.pays_salon(&salon);
        world.is_instead(salon.marta, ANNA);
        let cut = world.served(&salon, 15, 600);
        let draft = world.drafted(salon.marta, 20, 11);
        let anna = world.sign_in(ANNA).await;
        let seen = world.seen(&world.proof::<parlour::access::rights::KeepStatements>(ANNA), draft);
        let fields = [("version", "1"), ("seen", &*seen.print), ("total", "1800")];

        anna.get(&paper(draft)).await.says("Nobody confirms what they earned themselves").does_not_offer("Confirm 18.00 EUR");

        anna.post(&format!("{}/confirmation", paper(draft)), &fields).await.is(403).says("Nobody confirms what they earned themselves");
        let all = format!("{draft}:1:{}:1800", seen.print);
        anna.post(&format!("{STATEMENTS}/confirmation"), &[("statement", &*all)]).await.is(422).says("Nobody confirms what they earned themselves");
        assert_eq!(world.number("SELECT count(*) FROM pay_statements WHERE state = 'confirmed'"), 0);
        world.person(ADA.0, ADA.1, Some("accountant"));
        let ada = world.sign_in_as(ADA.1, PASSWORD).await;
        confirm(&ada, draft).await.leads_to(&paper(draft));
        world.sql(&format!("UPDATE appointments SET status = 'no_show' WHERE id = {cut}"));
        anna.get(&paper(draft)).await.says("Nobody carries over what they earned themselves").does_not_offer("Carry over -18.00 EUR");
        anna.post(&format!("{}/correction", paper(draft)), &[("left", "-1800")]).await.is(403);
        assert_eq!(world.number("SELECT count(*) FROM pay_entries"), 0);
        ada.post(&format!("{}/correction", paper(draft)), &[("left", "-1800")]).await.is(303);
    }
}
