//! Who provides what: ticked on the card and on the page of the service, with a price and a duration of one's own.

use parlour::id::ServiceId;
use parlour::services::Provider;

use super::matrix::statements_of;
use super::services::{SERVICES, offers};
use super::walk::Walk;
use crate::story;
use crate::support::visitor::{Seen, Visitor};
use crate::support::world::*;

/// Ticks, as a browser sends them: a row for each, ticked or not, with its own price and duration.
pub async fn tick(by: &Visitor, path: &str, rows: &[(i64, bool, &str, &str)]) -> Seen {
    let seen = by.get(path).await.value_of_name("seen");
    tick_as_seen(by, path, rows, &seen).await
}

async fn tick_as_seen(by: &Visitor, path: &str, rows: &[(i64, bool, &str, &str)], seen: &str) -> Seen {
    let ids: Vec<String> = rows.iter().map(|(id, ..)| id.to_string()).collect();
    let mut fields = vec![("seen", seen)];
    for ((_, is_on, price, minutes), id) in rows.iter().zip(&ids) {
        fields.push(("of", id));
        fields.extend(is_on.then_some(("provides", id.as_str())));
        fields.extend([("price", *price), ("minutes", *minutes)]);
    }
    by.post(path, &fields).await
}

fn providers(world: &World, service: ServiceId) -> Vec<(i64, i64, i64)> {
    let offer = offers(world).into_iter().find(|offer| offer.service == service).unwrap();
    offer.providers.iter().map(|Provider { member, price, minutes }| (member.0, *price, *minutes)).collect()
}

/// What is done with both pages, for the walk through every door.
pub async fn walk(walk: &mut Walk<'_>, anna: &Visitor, service: &str) {
    let member = walk.world.number("SELECT min(id) FROM members");
    let id = service.rsplit('/').next().unwrap();
    for (path, row, price) in [
        (format!("/locations/ours/team/{member}/services"), id.to_owned(), "40"),
        (format!("{service}/providers"), member.to_string(), "41"),
    ] {
        let seen = anna.get(&path).await.value_of_name("seen");
        let fields = [("seen", &*seen), ("of", &*row), ("provides", &*row), ("price", price), ("minutes", "")];
        walk.does(anna, &path, &fields).await;
    }
}

story! {
    async fn the_card_says_what_somebody_provides_and_on_which_terms(world) {
        let anna = world.sign_in(ANNA).await;
        let (cut, gloss, fringe) = (world.service("Cut", 4500, 45), world.service("Gloss", 4200, 45), world.service("Fringe", 1200, 15));
        let boris = world.member("Boris");
        let tab = format!("/locations/ours/team/{boris}/services");
        anna.get(&format!("/locations/ours/team/{boris}")).await.offers("Services");
        anna.get(&tab).await.is(200).says("Cut 45.00 EUR, 45 min").says("Fringe 12.00 EUR, 15 min");

        tick(&anna, &tab, &[(cut.0, true, "", ""), (gloss.0, true, "48,50", "1 h"), (fringe.0, false, "99", "5")]).await.leads_to(&tab);

        assert_eq!(providers(&world, cut), [(boris.0, 4500, 45)], "the terms of the service");
        assert_eq!(providers(&world, gloss), [(boris.0, 4850, 60)], "terms of one’s own");
        assert_eq!(providers(&world, fringe), [], "what is not ticked does not count");
        let saved = anna.get(&tab).await;
        assert_eq!((saved.value_of(&format!("price-{gloss}")), saved.value_of(&format!("minutes-{gloss}"))), ("48.50".into(), "1 h".into()));
        anna.get(&format!("/locations/ours/team/{boris}/history")).await
            .says("Anna changed the services of Boris").says("Gloss: no 48.50 EUR, 1 h").says("Cut: no on the terms of the service");
        anna.get("/locations/ours/team").await.says("2 services of Boris");
        anna.get(&format!("{SERVICES}/{gloss}")).await.says("Boris On terms of their own 1 h 48.50 EUR");

        world.sql(&format!("UPDATE services SET price = 5000 WHERE id = {cut}"));
        assert_eq!(providers(&world, cut), [(boris.0, 5000, 45)], "and they follow it");
        tick(&anna, &tab, &[(cut.0, false, "", ""), (gloss.0, true, "", "")]).await.is(303);
        assert_eq!((providers(&world, cut), providers(&world, gloss)), (vec![], vec![(boris.0, 4200, 45)]));
    }
}

story! {
    async fn the_service_says_who_provides_it(world) {
        let anna = world.sign_in(ANNA).await;
        let cut = world.service("Cut", 4500, 45);
        let (boris, dora) = (world.member("Boris"), world.member("Dora"));
        let page = format!("{SERVICES}/{cut}/providers");
        anna.get(&page).await.is(200).says("Who provides Cut").says("Boris").says("Dora");

        tick(&anna, &page, &[(boris.0, true, "", "30"), (dora.0, true, "0", "")]).await.leads_to(&format!("{SERVICES}/{cut}"));

        assert_eq!(providers(&world, cut), [(boris.0, 4500, 30), (dora.0, 0, 45)]);
        anna.get(&format!("{SERVICES}/{cut}")).await.says("Anna changed who provides Cut").says("Boris: no 30 min").says("Dora: no 0.00 EUR");
        anna.get(SERVICES).await.says("2 people");
        world.sql(&format!("UPDATE members SET employment = 'dismissed' WHERE id = {dora}"));
        assert_eq!(providers(&world, cut), [(boris.0, 4500, 30)], "who does not work here provides nothing");
        anna.get(SERVICES).await.says("Boris 45.00 EUR");
        anna.get(&page).await.says_nothing_of("Dora");
        let tab = format!("/locations/ours/team/{dora}/services");
        anna.get(&tab).await.is(200).does_not_offer("Save services");
        tick(&anna, &tab, &[(cut.0, true, "", "")]).await.is(409);
    }
}

story! {
    async fn what_cannot_be_used_is_said_in_its_row_and_nothing_typed_is_lost(world) {
        let anna = world.sign_in(ANNA).await;
        let (cut, gloss) = (world.service("Cut", 4500, 45), world.service("Gloss", 4200, 45));
        let boris = world.member("Boris");
        let tab = format!("/locations/ours/team/{boris}/services");

        let again = tick(&anna, &tab, &[(cut.0, true, "dear", "7"), (gloss.0, true, "50", "1 h")]).await;

        again.is(422).complains(&format!("price-{cut}"), "Enter a price in EUR").complains(&format!("minutes-{cut}"), "in steps of 5 minutes");
        assert_eq!((again.value_of(&format!("price-{cut}")), again.value_of(&format!("minutes-{gloss}"))), ("dear".into(), "1 h".into()));
        assert!(again.body.contains(&format!(r#"name="provides" value="{gloss}" checked"#)));
        assert_eq!(world.number("SELECT count(*) FROM member_services"), 0);
        let elsewhere = world.service_at(world.theirs, "Shave", 1, 5);
        tick(&anna, &tab, &[(elsewhere.0, true, "", "")]).await.is(404);
        anna.post(&tab, &[("of", "1"), ("seen", "")]).await.is(400);
        anna.post(&tab, &[("provides", "1"), ("seen", "")]).await.is(404);
    }
}

story! {
    async fn two_who_tick_at_once_see_both_versions(world) {
        let (anna, max) = (world.sign_in(ANNA).await, world.sign_in(MAX).await);
        let (cut, gloss) = (world.service("Cut", 4500, 45), world.service("Gloss", 4200, 45));
        let boris = world.member("Boris");
        let (tab, page) = (format!("/locations/ours/team/{boris}/services"), format!("{SERVICES}/{cut}/providers"));
        let (by_tab, by_page) = (anna.get(&tab).await.value_of_name("seen"), anna.get(&page).await.value_of_name("seen"));
        tick(&max, &tab, &[(cut.0, true, "48", ""), (gloss.0, false, "", "")]).await.is(303);

        let rows = [(cut.0, false, "", ""), (gloss.0, true, "", "")];
        let late = tick_as_seen(&anna, &tab, &rows, &by_tab).await;
        late.is(409).says("Somebody else changed the services of Boris meanwhile").says("Cut 48.00 EUR").says("Gloss does not provide it");
        assert!(!late.body.contains(&format!(r#"name="provides" value="{cut}" checked"#)), "what was typed stays");
        tick_as_seen(&anna, &page, &[(boris.0, false, "", "")], &by_page).await.is(409).says("Boris 48.00 EUR");
        assert_eq!(providers(&world, cut), [(boris.0, 4800, 45)]);

        tick_as_seen(&anna, &tab, &rows, &late.value_of_name("seen")).await.is(303);
        assert_eq!((providers(&world, cut).len(), providers(&world, gloss).len()), (0, 1));
    }
}

story! {
    async fn who_sees_the_team_sees_what_they_provide_and_only_who_may_changes_it(world) {
        let cut = world.service("Cut", 4500, 45);
        let (boris, dora) = (world.member("Boris"), world.member("Dora"));
        world.provides(boris, cut);
        let rita = world.sign_in(RITA).await;
        let tab = format!("/locations/ours/team/{boris}/services");

        rita.get(&tab).await.is(200).says("Cut 45.00 EUR, 45 min As the service says").does_not_offer("Save services");
        rita.post(&tab, &[]).await.is(403);
        rita.get(&format!("{SERVICES}/{cut}/providers")).await.is(403);
        rita.get(&format!("/locations/ours/team/{dora}/services")).await.says("Dora provides no service");

        let own = r#"[{"right":"+team.view:own","by":"Anna","at":"2026-11-01T10:00:00"},{"right":"+team.services","by":"Anna","at":"2026-11-01T10:00:00"},{"right":"+services.view","by":"Anna","at":"2026-11-01T10:00:00"}]"#;
        let nora = world.person("Nora", "nora@ours.test", Some("view-only"));
        world.sql(&format!("UPDATE accesses SET exceptions = '{own}' WHERE user_id = {nora}"));
        world.sql(&format!("UPDATE members SET user_id = {nora} WHERE id = {dora}"));
        let nora = world.sign_in_as("nora@ours.test", PASSWORD).await;
        nora.get(&tab).await.is(404);
        let page = format!("{SERVICES}/{cut}/providers");
        nora.get(&page).await.is(200).says("Dora").says_nothing_of("Boris");
        tick(&nora, &page, &[(boris.0, false, "", "")]).await.is(404);
        tick(&nora, &page, &[(dora.0, true, "", "")]).await.is(303);
        assert_eq!(providers(&world, cut).len(), 2, "whom one does not see stays as they are");
    }
}

story! {
    async fn the_team_list_asks_for_no_more_however_much_everybody_provides(world) {
        let anna = world.sign_in(ANNA).await;
        let services: Vec<ServiceId> = (0..10).map(|number| world.service(&format!("Service {number}"), 100, 5)).collect();
        let few = statements_of(&world, &anna, "/locations/ours/team").await;
        for number in 0..20 {
            let member = world.member(&format!("Member {number}"));
            services.iter().for_each(|service| world.provides(member, *service));
        }

        assert_eq!(statements_of(&world, &anna, "/locations/ours/team").await, few);
        anna.get("/locations/ours/team").await.says("10 services of Member 3");
        let one = statements_of(&world, &anna, &format!("{SERVICES}/{}", services[0])).await;
        assert!(one < 20, "{one}");
    }
}
