//! The clients of all locations of a chain.

use parlour::id::LocationId;

use crate::story;
use crate::support::chain::{MIRA, Verbena};
use crate::support::world::*;

/// Adds a client at any location.
fn client_at(world: &World, location: LocationId, name: &str, phone: &str) {
    let key = name.to_lowercase();
    world.sql(&format!(
        "INSERT INTO clients (location_id, name, name_key, phone, created_at) VALUES ({location}, '{name}', '{key}', '{phone}', '2026-01-01 09:00:00')"
    ));
    let id = world.number("SELECT max(id) FROM clients");
    let words = key
        .split(' ')
        .map(|word| ("name", word.to_owned()))
        .chain([("contact", phone.trim_start_matches('+').to_owned())]);
    for (kind, word) in words {
        world.sql(&format!("INSERT INTO client_words (location_id, client_id, kind, word) VALUES ({location}, {id}, '{kind}', '{word}')"));
    }
}

/// Takes the role at the locations from Mira, and leaves her these chain rights.
fn mira_holds(world: &World, chain: &Verbena, rights: &str) {
    world.sql(&format!(
        "UPDATE chain_roles SET rights = '{rights}' WHERE template = 'manager' AND chain_id = {}",
        chain.id
    ));
    world.sql(&format!("UPDATE chain_accesses SET everywhere_role_id = NULL WHERE user_id = {}", chain.mira));
}

story! {
    async fn the_chain_sees_the_clients_of_all_its_locations_in_one_list(world) {
        let chain = world.verbena();
        for (location, name) in [(chain.harbour, "Clara Hall"), (world.ours, "Clara Nunes"), (chain.garden, "Ben"), (world.theirs, "Clara Strange")] {
            client_at(&world, location, name, "+351912555031");
        }
        let mira = world.sign_in(MIRA).await;
        let page = format!("{}/clients", chain.path());

        let all = mira.get(&page).await;
        let found = mira.get(&format!("{page}?search=clara")).await;
        let one = mira.get(&format!("{page}?search=clara&where={}", chain.harbour)).await;

        assert_eq!(all.texts_of("tbody th a"), ["Ben", "Clara Hall", "Clara Nunes"]);
        all.says("Harbour").says("Garden").says("+351912555031").says_nothing_of("Strange");
        assert_eq!(found.texts_of("tbody th a"), ["Clara Hall", "Clara Nunes"]);
        assert_eq!(one.texts_of("tbody th a"), ["Clara Hall"]);
        let card = all.address_with(&format!("/locations/{}/clients/", chain.harbour)).unwrap();
        mira.get(&card).await.is(200).says("Clara Hall");
    }
}

story! {
    async fn a_chain_right_alone_opens_no_card_and_shows_no_contact(world) {
        let chain = world.verbena();
        client_at(&world, chain.harbour, "Clara", "+351912555031");
        mira_holds(&world, &chain, "chain.clients.view");
        let (mira, page) = (world.sign_in(MIRA).await, format!("{}/clients", chain.path()));

        let all = mira.get(&page).await;

        all.is(200).says("Clara").says("•••").says_nothing_of("912555031").does_not_offer("Export");
        assert_eq!(all.address_with("/locations/"), None);
        for search in ["912555031", "351912555031", "5031"] {
            mira.get(&format!("{page}?search={search}")).await.says_nothing_of("Clara");
        }
        mira.get(&format!("{page}.csv")).await.is(403);
        mira_holds(&world, &chain, "chain.clients.view chain.clients.export");
        let file = mira.get(&format!("{page}.csv")).await;
        assert_eq!(file.is(200).body, "\u{feff}\"Name\",\"Location\",\"Last visit\",\"Visits\"\r\n\"Clara\",\"Harbour\",\"\",\"0\"\r\n");
    }
}

story! {
    async fn pages_of_a_chain_go_through_all_locations_by_name(world) {
        let chain = world.verbena();
        for number in 0..60 {
            let location = [world.ours, chain.harbour, chain.garden][number % 3];
            client_at(&world, location, &format!("Client {number:02}"), "");
        }
        let mira = world.sign_in(MIRA).await;
        let (mut path, mut seen) = (format!("{}/clients", chain.path()), Vec::new());

        while !path.is_empty() {
            let page = mira.get(&path).await;
            seen.extend(page.texts_of("tbody th a"));
            path = page.address_with("?after=").map(|query| format!("{}/clients{query}", chain.path())).unwrap_or_default();
        }

        assert_eq!(seen, (0..60).map(|number| format!("Client {number:02}")).collect::<Vec<_>>());
    }
}

story! {
    async fn an_export_stands_in_the_log_of_the_chain_and_of_each_location(world) {
        let chain = world.verbena();
        client_at(&world, chain.harbour, "Clara", "+351912555031");
        client_at(&world, chain.harbour, "Dora", "+351912555032");
        client_at(&world, world.ours, "Ben", "+351912555033");
        let (mira, file) = (world.sign_in(MIRA).await, format!("{}/clients.csv", chain.path()));

        let taken = mira.get(&file).await;

        assert!(taken.is(200).body.contains("\"Clara\",\"Harbour\",\"'+351912555031\""), "{}", taken.body);
        let told = |place: String| world.word(&format!("SELECT subject FROM activity WHERE deed = 'client.exported' AND {place}"));
        assert_eq!(told(format!("chain_id = {}", chain.id)), "3 clients");
        assert_eq!(told(format!("location_id = {}", chain.harbour)), "2 clients");
        assert_eq!(told(format!("location_id = {}", world.ours)), "1 client");
        mira.get(&file).await.is(200);
        mira.get(&file).await.is(200);
        mira.get(&file).await.is(429);
    }
}
