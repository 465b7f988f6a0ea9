//! A client is erased for good: nothing tells who they were, and what was paid stays.

use crate::story;
use crate::support::world::*;

const CLIENTS: &str = "/locations/ours/clients";

/// Every table and column that holds text, as the database itself names them.
fn columns(world: &World) -> Vec<(String, String)> {
    let all = match crate::GROUND {
        Ground::Sqlite => {
            "SELECT group_concat(t.name || '.' || c.name) FROM sqlite_schema t, pragma_table_info(t.name) c \
             WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%'"
        }
        Ground::Postgres => {
            "SELECT string_agg(table_name || '.' || column_name, ',') FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name IN (SELECT tablename FROM pg_tables)"
        }
    };
    let split = |name: &str| name.split_once('.').map(|(table, column)| (table.to_owned(), column.to_owned())).unwrap();
    world.word(all).split(',').map(split).collect()
}

/// Where in the whole database some words stand.
fn places_of(world: &World, words: &str) -> Vec<String> {
    let holds = |(table, column): &(String, String)| {
        let fits = format!("lower(CAST({column} AS TEXT)) LIKE '%{}%'", words.to_lowercase());
        world.number(&format!("SELECT count(*) FROM {table} WHERE {fits}")) > 0
    };
    columns(world).into_iter().filter(holds).map(|(table, column)| format!("{table}.{column}")).collect()
}

story! {
    async fn sf6_of_an_erased_client_nothing_is_left_but_what_was_paid_and_the_log(world) {
        let olga = world.member("Olga");
        let anna = world.sign_in(ANNA).await;
        let clara = world.client_reached("Clara Quintanilha", "+351912555031", "quinta@x.test");
        let twin = world.client_reached("C. Quintanilha", "+351912555032", "quinta2@x.test");
        let (card, merged) = (format!("{CLIENTS}/{clara}"), format!("{CLIENTS}/{twin}"));
        let visit = world.visit(clara, olga, -30, "came", 4500);
        world.sql(&format!("UPDATE appointments SET comment = 'Rings 912555031 before' WHERE id = {visit}"));
        world.sql(&format!(
            "INSERT INTO pay_statements (location_id, number, member_id, first_day, last_day, from_at, to_at, made_by, made_at) \
             VALUES ({}, 1, {olga}, '2026-01-01', '2026-01-31', '2026-01-01 00:00:00', '2026-02-01 00:00:00', 'Anna', '2026-02-01 00:00:00')",
            world.ours
        ));
        world.sql(&format!(
            "INSERT INTO pay_lines (statement_id, day, work, appointment_id, title, client_name, amount, why) \
             SELECT max(id), '2026-01-02', 'service', {visit}, 'Cut', 'Clara Quintanilha', 450, 'By rule' FROM pay_statements"
        ));
        anna.post(&format!("{card}/notes"), &[("text", "Her sister is Quintanilha too, quinta@x.test")]).await.is(303);
        anna.post(&format!("{card}/merge"), &[("with", &twin.to_string()), ("version", "1"), ("other_version", "1"), ("name", "kept"), ("phone", "kept"), ("email", "kept")]).await.is(303);
        for words in ["quintanilha", "quinta@x.test", "quinta2@x.test", "912555031", "5031", "912555032"] {
            assert!(!places_of(&world, words).is_empty(), "{words} stands nowhere: the look sees nothing");
        }
        anna.post(&format!("{card}/deletion"), &[]).await.is(303);
        assert!(anna.get(&card).await.is(200).address_with("/erasure").is_some());
        anna.get(&format!("{card}/erasure")).await.is(200).says("Nobody can undo this").offers("Erase Clara Quintanilha for good");

        anna.post(&format!("{card}/erasure"), &[]).await.leads_to(CLIENTS);

        for words in ["quinta@x.test", "quinta2@x.test", "912555031", "912555032", "sister"] {
            assert_eq!(places_of(&world, words), Vec::<String>::new(), "{words}");
        }
        let log = |place: &String| place.starts_with("activity.");
        assert!(places_of(&world, "quintanilha").iter().all(log), "{:?}", places_of(&world, "quintanilha"));
        assert_eq!(world.number(&format!("SELECT price FROM appointment_lines WHERE appointment_id = {visit}")), 4500);
        assert_eq!(world.word("SELECT client_name || ' ' || amount FROM pay_lines"), "Erased client 450");
        assert_eq!(world.word("SELECT subject FROM activity ORDER BY id DESC LIMIT 1"), format!("number {clara}"));
        anna.get(&format!("{CLIENTS}?show=deleted")).await.says_nothing_of("Erased client");
        anna.get(&format!("/locations/ours/appointments/{visit}")).await.is(200).says("Erased client");
        for gone in [&card, &merged] {
            let seen = anna.get(gone).await;
            assert!(seen.status == 404 || seen.location().ends_with(&format!("/clients/{clara}")), "{}", seen.words());
            anna.post(&format!("{gone}/restoration"), &[]).await.is(404);
            anna.post(&format!("{gone}/erasure"), &[]).await.is(404);
        }
    }
}

story! {
    async fn sf6_nobody_is_erased_who_is_expected_or_without_the_password_or_the_right(world) {
        let (olga, clara) = (world.member("Olga"), world.client("Clara"));
        let erasure = format!("{CLIENTS}/{clara}/erasure");
        let booked = world.visit(clara, olga, 30, "confirmed", 100);
        let anna = world.sign_in(ANNA).await;

        anna.get(&erasure).await.says("Clara still has 1 appointment to come").does_not_offer("Erase Clara for good");
        anna.post(&erasure, &[]).await.is(409).says("Clara still has 1 appointment to come");
        world.sql(&format!("DELETE FROM appointments WHERE id = {booked}"));
        world.sign_in(MAX).await.post(&erasure, &[]).await.is(403);
        world.minutes_pass(11);
        anna.post(&erasure, &[]).await.leads_to("/account/confirmation");
        assert_eq!(world.word("SELECT name FROM clients"), "Clara");
        anna.post("/account/confirmation", &[("password", PASSWORD)]).await.is(303);
        anna.post(&erasure, &[]).await.leads_to(CLIENTS);

        assert_eq!(world.word("SELECT name FROM clients"), "Erased client");
    }
}
