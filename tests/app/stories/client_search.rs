//! Finding clients, and finding nothing out by searching.

use crate::story;
use crate::support::visitor::Visitor;
use crate::support::world::*;

async fn found(by: &Visitor, search: &str) -> Vec<String> {
    let query: String = url::form_urlencoded::byte_serialize(search.as_bytes()).collect();
    by.get(&format!("/locations/ours/clients?search={query}")).await.texts_of("tbody th a")
}

story! {
    async fn a_client_is_found_by_the_beginning_of_any_word_of_the_name(world) {
        for name in ["Clara Nunes", "Ana-Maria Sá", "Maria Clara Sá", "O’Neil"] {
            world.client(name);
        }
        let rita = world.sign_in(RITA).await;

        for (search, names) in [
            ("cla", vec!["Clara Nunes", "Maria Clara Sá"]),
            ("sa", vec!["Ana-Maria Sá", "Maria Clara Sá"]),
            ("SÁ mar", vec!["Ana-Maria Sá", "Maria Clara Sá"]),
            ("ana-m", vec!["Ana-Maria Sá"]),
            ("clara nunes", vec!["Clara Nunes"]),
            ("lara", vec![]),
            ("o’n", vec!["O’Neil"]),
            ("%", vec![]),
            ("_", vec![]),
        ] {
            assert_eq!(found(&rita, search).await, names, "{search}");
        }
        assert_eq!(found(&rita, "  ").await.len(), 4);
    }
}

story! {
    async fn a_client_is_found_by_phone_and_address_for_who_may_see_them(world) {
        world.client_reached("Clara", "+351912555031", "clara@nest.test");
        world.client("Dora");
        let rita = world.sign_in(RITA).await;

        for search in ["+351 912 555 031", "912 555", "912555031", "00351912", "0912555", "5031", "(912) 555-031", "clara@", "CLARA@nest.test"] {
            assert_eq!(found(&rita, search).await, ["Clara"], "{search}");
        }
        for search in ["555031", "130555219", "nest.test"] {
            assert!(found(&rita, search).await.is_empty(), "{search}");
        }
    }
}

story! {
    async fn h27_se6_without_the_right_no_search_touches_a_contact(world) {
        world.client_reached("Clara", "+351912555031", "clara@nest.test");
        world.vera_holds("clients.view clients.edit clients.delete calendar.view appointments.create clients.export");
        let vera = world.sign_in(VERA).await;
        let other = world.client("Dora");

        for search in ["+351912555031", "351912555031", "912555031", "912", "5031", "130555219", "clara@", "clara@nest.test", "nest", "•••"] {
            assert!(found(&vera, search).await.is_empty(), "{search}");
            let query: String = url::form_urlencoded::byte_serialize(search.as_bytes()).collect();
            for path in ["matches?q=".to_owned(), format!("{other}/merge?search=")] {
                vera.get(&format!("/locations/ours/clients/{path}{query}")).await.is(200).says_nothing_of("Clara");
            }
            let file = vera.get(&format!("/locations/ours/clients.csv?search={query}")).await;
            assert!([200, 429].contains(&file.status) && !file.body.contains("Clara"), "{search}");
        }
        assert_eq!(found(&vera, "clara").await, ["Clara"]);
        vera.get("/locations/ours/clients/matches?q=clara").await.says("Clara •••");
    }
}

story! {
    async fn a_word_that_fits_more_than_five_thousand_is_read_page_after_page_as_well(world) {
        let ours = world.ours;
        let numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5100)";
        world.sql(&format!(
            "INSERT INTO clients (location_id, name, name_key, created_at) \
             {numbers} SELECT {ours}, 'Maria ' || i, 'maria ' || i, '2026-01-01 09:00:00' FROM n"
        ));
        world.sql(&format!(
            "INSERT INTO client_words (location_id, client_id, kind, word) SELECT {ours}, id, 'name', 'maria' FROM clients"
        ));
        world.client("Maria Zita");
        let rita = world.sign_in(RITA).await;

        let all = rita.get("/locations/ours/clients").await;
        let common = rita.get("/locations/ours/clients?search=maria").await;
        let both = rita.get("/locations/ours/clients?search=maria+zita").await;

        all.says("More than 1,000 clients");
        common.says("More than 25 clients").offers("Next page");
        assert_eq!(common.texts_of("tbody th a").len(), 25);
        assert_eq!(both.texts_of("tbody th a"), ["Maria Zita"]);
        both.says("1 client");
    }
}
