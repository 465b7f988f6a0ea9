//! What is asked before every page is kept in memory until the stamp of the account changes: a change is seen at once.

use std::collections::BTreeSet;
use std::sync::mpsc::channel;

use diesel::connection::SimpleConnection;
use parlour::access::Standing;
use parlour::chains::Switcher;

use crate::story;
use crate::support::chain::MIRA;
use crate::support::world::*;

/// What can change of all that is asked before every page. Keys never do.
const CHANGING: &[&str] = &[
    "accesses.ends_on",
    "accesses.exceptions",
    "accesses.role_id",
    "chain_accesses.everywhere_role_id",
    "chain_accesses.role_id",
    "chain_grants.role_id",
    "chain_roles.name",
    "chains.deleted_at",
    "chains.name",
    "locations.closed_at",
    "locations.country",
    "locations.currency",
    "locations.invitation_days",
    "locations.language",
    "locations.name",
    "locations.time_zone",
    "roles.name",
    "roles.needs_second_factor",
    "roles.place",
    "roles.rights",
    "roles.template",
    "second_factors.confirmed_at",
    "users.name",
    "users.theme",
];

/// Whatever comes and goes: what has to be there first, and what may be taken away again.
const COMING: &[&str] = &["accesses", "second_factors", "chain_accesses", "chain_locations", "chain_grants"];

story! {
    async fn sc5_whatever_is_asked_before_every_page_gives_the_account_another_stamp_when_it_changes(world) {
        let chain = world.verbena();
        let mira = chain.mira;
        let manager = world.role("manager");
        let at = "'2026-01-01 00:00:00'";
        let stamp = || world.number(&format!("SELECT stamp FROM users WHERE id = {mira}"));
        let gets_another = |change: &str| {
            let before = stamp();
            world.sql(change);
            assert_ne!(stamp(), before, "{change}");
        };

        gets_another(&format!("INSERT INTO accesses (location_id, user_id, role_id, created_at) VALUES ({}, {mira}, {manager}, {at})", world.ours));
        gets_another(&format!("INSERT INTO second_factors (user_id, sealed, created_at) VALUES ({mira}, '', {at})"));
        let here = format!("(SELECT id FROM chain_accesses WHERE user_id = {mira})");
        gets_another(&format!("INSERT INTO chain_grants (chain_access_id, location_id, role_id, given_by, given_at) VALUES ({here}, {}, {manager}, 'Anna', {at})", world.ours));
        for asked in CHANGING {
            let (table, column) = asked.split_once('.').unwrap();
            gets_another(&format!("UPDATE {table} SET {column} = {column}"));
        }
        for table in COMING.iter().rev() {
            gets_another(&format!("DELETE FROM {table}"));
        }
    }
}

story! {
    async fn sc5_nothing_that_can_change_is_asked_before_every_page_and_not_watched(world) {
        if world.house.db.is_shared() { return }
        let anna = world.user(ANNA);
        world.keeps_statements();
        world.db.read_now(|db| Ok((Standing::of(anna, world.ours, db)?, Switcher::of(anna, db)?))).unwrap();
        let views = world.word("SELECT group_concat(sql) FROM sqlite_schema WHERE name IN ('ways_in', 'places_to_go')");
        let words = world.kept_statements().join(" ").replace('`', "") + &views;

        let tables: BTreeSet<&str> = CHANGING.iter().filter_map(|asked| asked.split_once('.')).map(|(table, _)| table).chain(COMING.iter().copied()).collect();
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '.';
        let columns = words.split(|letter| !is_word(letter)).filter_map(|word| word.split_once('.').filter(|(table, _)| tables.contains(table)));
        let keys = ["id", "user_id", "location_id", "chain_id", "chain_access_id"];
        let asked: BTreeSet<String> = columns.filter(|(_, column)| !keys.contains(column)).map(|(table, column)| format!("{table}.{column}")).collect();

        assert_eq!(asked.iter().map(String::as_str).collect::<Vec<_>>(), CHANGING);
    }
}

story! {
    async fn sc5_a_page_asks_once_where_somebody_stands_and_again_when_it_has_changed(world) {
        let chain = world.verbena();
        let mira = world.sign_in(MIRA).await;
        let home = format!("/locations/{}", chain.harbour);
        mira.get(&home).await.says("Harbour");

        world.keeps_statements();
        mira.get(&home).await.says("Harbour");
        let asks = |table: &str| world.kept_statements().iter().any(|statement| statement.contains(table));
        assert!(asks("sessions") && !asks("ways_in") && !asks("places_to_go"));

        world.sql(&format!("UPDATE locations SET name = 'Pier' WHERE id = {}", chain.harbour));
        mira.get(&home).await.says("Pier").says_nothing_of("Harbour");
        world.sql(&format!("UPDATE locations SET closed_at = '2026-01-01 00:00:00' WHERE id = {}", chain.harbour));
        mira.get(&home).await.is(404);
    }
}

story! {
    async fn sc5_what_a_page_learned_while_a_change_was_under_way_holds_until_it_is_done_and_no_longer(world) {
        let rita = world.sign_in(RITA).await;
        let (db, ours) = (world.db.clone(), world.ours);
        let ((begun, begins), (finish, finishes)) = (channel(), channel::<()>());
        let change = format!("UPDATE accesses SET role_id = {} WHERE location_id = {ours} AND user_id = {}", world.role("view-only"), world.user(RITA));

        let changing = std::thread::spawn(move || {
            db.write_now(|db| {
                db.batch_execute(&change)?;
                begun.send(()).unwrap();
                finishes.recv().unwrap();
                Ok(())
            })
        });
        begins.recv().unwrap();
        rita.get("/locations/ours").await.is(200).offers("Clients");
        finish.send(()).unwrap();
        changing.join().unwrap().unwrap();

        rita.get("/locations/ours").await.is(200).does_not_offer("Clients");
        rita.get("/locations/ours/clients").await.is(403);
    }
}
