//! Services: what a location offers, for how much and how long, under which heading.

use parlour::access::Inside;
use parlour::id::ServiceId;
use parlour::services::Offer;

use super::matrix::statements_of;
use super::walk::Walk;
use crate::story;
use crate::support::visitor::{Seen, Visitor};
use crate::support::world::*;

pub const SERVICES: &str = "/locations/ours/services";

/// Adds a service through the form, and returns the path of its page.
async fn add(by: &Visitor, title: &str, more: &[(&str, &str)]) -> String {
    let mut fields = vec![("title", title), ("price", "45"), ("duration", "45")];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend(more);
    let seen = by.post(SERVICES, &fields).await;
    assert_eq!(seen.status, 303, "{}", seen.words());
    seen.location().to_owned()
}

/// What can be booked at *Ours*.
pub fn offers(world: &World) -> Vec<Offer> {
    let by = world.db.read_now(|db| Inside::enter(world.user(ANNA), "test".into(), world.ours, db)).unwrap();
    world.db.read_now(|db| Offer::all(&by, db)).unwrap()
}

/// An appointment tomorrow, or yesterday, that holds a service.
fn booked(world: &World, service: ServiceId, days: i64) {
    let at = parlour::clock::now() + chrono::TimeDelta::days(days);
    let (from, to) = (at.format("%Y-%m-%d %H:%M:%S"), (at + chrono::TimeDelta::hours(1)).format("%Y-%m-%d %H:%M:%S"));
    world.sql(&format!(
        "INSERT INTO clients (location_id, name, name_key, phone, email, created_at) VALUES ({0}, 'Clara', 'clara', '', '', '{from}');
         INSERT INTO appointments (location_id, client_id, status, starts_at, ends_at, comment, created_by, created_at)
             VALUES ({0}, (SELECT max(id) FROM clients), 'waiting', '{from}', '{to}', '', 'Anna', '{from}');
         INSERT INTO appointment_lines (appointment_id, service_id, title, member_id, place, starts_at, ends_at, takes_time, price, discount, quantity, reward_mode)
             VALUES ((SELECT max(id) FROM appointments), {service}, 'Cut', (SELECT min(id) FROM members), 1, '{from}', '{to}', true, 4500, 0, 1, 'full')",
        world.ours
    ));
}

/// Everything that is done with services, for the walk through every door.
pub async fn walk(walk: &mut Walk<'_>, anna: &Visitor) {
    walk.does(anna, SERVICES, &[("title", "Cut"), ("price", "45"), ("duration", "45"), ("new_category", "Hair")]).await;
    walk.does(anna, SERVICES, &[("title", "Gloss"), ("price", "42"), ("duration", "45")]).await;
    let gloss = format!("{SERVICES}/{}", walk.world.number("SELECT max(id) FROM services"));
    let fields = [("title", "Shine"), ("price", "40"), ("duration", "1:00"), ("version", "1")];
    walk.does(anna, &gloss, &fields).await;
    walk.does(anna, &format!("{gloss}/place"), &[("before", "")]).await;
    super::member_services::walk(walk, anna, &gloss).await;
    walk.does(anna, &format!("{gloss}/archive"), &[]).await;
    walk.does(anna, &format!("{gloss}/return"), &[]).await;
    walk.does(anna, &format!("{gloss}/deletion"), &[]).await;
    walk.does(anna, &format!("{SERVICES}/categories"), &[("title", "Nails")]).await;
    let nails = format!("{SERVICES}/categories/{}", walk.world.number("SELECT max(id) FROM service_categories"));
    walk.does(anna, &nails, &[("title", "Hands")]).await;
    walk.does(anna, &format!("{nails}/place"), &[("before", "")]).await;
    walk.does(anna, &format!("{nails}/removal"), &[]).await;
}

story! {
    async fn a_service_is_added_under_a_new_category_and_can_be_booked(world) {
        let anna = world.sign_in(ANNA).await;
        anna.get(SERVICES).await.is(200).says("No services yet").offers("Add service");

        let fields = [("price", "145,50"), ("duration", "2 h 30 min"), ("new_category", "Colour"), ("description", "By hand.\nNatural.")];
        let page = add(&anna, "Balayage", &fields).await;
        add(&anna, "Cut", &[]).await;

        let shown = anna.get(&page).await;
        shown.is(200).says("145.50 EUR").says("2 h 30 min").says("Category Colour").says("By hand.").says("Nobody yet, so it cannot be booked");
        shown.says("Anna added the service Balayage").says("Price: 145.50 EUR").says("Duration: 2 h 30 min");
        let list = anna.get(SERVICES).await;
        list.says("Colour Balayage 2 h 30 min Nobody yet 145.50 EUR Without a category Cut 45 min Nobody yet 45.00 EUR").says("2 services");
        let offers = offers(&world);
        let said: Vec<_> = offers.iter().map(|offer| (&*offer.title, &*offer.category, offer.price, offer.minutes)).collect();
        assert_eq!(said, [("Balayage", "Colour", 14550, 150), ("Cut", "", 4500, 45)]);
    }
}

story! {
    async fn a_price_is_in_the_currency_of_the_location_with_as_many_places_as_it_has(world) {
        let anna = world.sign_in(ANNA).await;
        for (currency, typed, amount, said, too_fine) in [
            ("JPY", "4500", 4500, "4500 JPY", "4500.5"),
            ("EUR", "45.5", 4550, "45.50 EUR", "45.505"),
            ("KWD", "4.505", 4505, "4.505 KWD", "4.5051"),
        ] {
            world.sql(&format!("UPDATE locations SET currency = '{currency}' WHERE id = {}", world.ours));
            let bad = [("title", currency), ("price", too_fine), ("duration", "45")];
            anna.post(SERVICES, &bad).await.is(422).complains("price", &format!("Enter a price in {currency}, like "));

            let page = add(&anna, currency, &[("price", typed)]).await;

            anna.get(&page).await.says(said);
            assert_eq!(world.number(&format!("SELECT price FROM services WHERE title = '{currency}'")), amount);
            let form = anna.get(&format!("{page}/edit")).await;
            assert_eq!(form.value_of("price"), said.split(' ').next().unwrap());
        }
    }
}

story! {
    async fn what_cannot_be_used_is_said_beside_its_field_and_nothing_typed_is_lost(world) {
        let anna = world.sign_in(ANNA).await;
        let fields = [("title", ""), ("price", "cheap"), ("duration", "12:05"), ("new_category", "Nails"), ("description", "Long text"), ("category", "999")];

        let again = anna.post(SERVICES, &fields).await;

        again.is(422).complains("title", "Enter a title").complains("price", "Enter a price in EUR, like 45.00").complains("duration", "in steps of 5 minutes, 12 hours at most");
        assert_eq!((again.value_of("price"), again.value_of("duration"), again.value_of("new_category")), ("cheap".into(), "12:05".into(), "Nails".into()));
        assert!(again.body.contains("Long text</textarea>"));
        assert_eq!(world.number("SELECT count(*) FROM services") + world.number("SELECT count(*) FROM service_categories"), 0);
        let long = "x".repeat(2001);
        anna.post(SERVICES, &[("title", "Cut"), ("price", "-1"), ("duration", "7"), ("description", &*long)]).await
            .complains("description", "Shorten the description to 2000 characters").complains("price", "Enter a price").complains("duration", "5 minutes");
        anna.post(SERVICES, &[("title", "Cut"), ("price", "1"), ("duration", "5"), ("category", "999")]).await.is(422).complains("category", "Choose one of the categories");
        anna.post(SERVICES, &[("title", "Cut"), ("price", "1"), ("duration", "5"), ("admin", "yes")]).await.is(400);
    }
}

story! {
    async fn a_title_is_given_once_at_a_location(world) {
        let anna = world.sign_in(ANNA).await;
        add(&anna, "Corte Clássico", &[]).await;

        anna.post(SERVICES, &[("title", "CORTE CLASSICO"), ("price", "1"), ("duration", "5")]).await.is(422).complains("title", "There is a service called CORTE CLASSICO already");

        let other = add(&anna, "Fringe", &[]).await;
        let fields = [("title", "Corte Clássico"), ("price", "1"), ("duration", "5"), ("version", "1")];
        anna.post(&other, &fields).await.is(422).complains("title", "There is a service called Corte Clássico already");
        world.service_at(world.theirs, "Corte Clássico", 1, 5);
        assert_eq!(world.number("SELECT count(*) FROM services"), 3);
    }
}

story! {
    async fn two_who_edit_one_service_see_both_versions(world) {
        let (anna, max) = (world.sign_in(ANNA).await, world.sign_in(MAX).await);
        let page = add(&anna, "Cut", &[]).await;
        let fields = |title: &'static str, price: &'static str, version: &'static str| [("title", title), ("price", price), ("duration", "45"), ("version", version)];
        max.post(&page, &fields("Cut", "48.00", "1")).await.leads_to(&page);

        let late = anna.post(&page, &fields("Haircut", "45.00", "1")).await;

        late.is(409).says("Somebody else changed the service Cut meanwhile").says("Saved by somebody else meanwhile: Title Cut Price 48.00");
        assert_eq!((late.value_of("title"), late.value_of("price"), late.value_of_name("version")), ("Haircut".into(), "45.00".into(), "2".into()));
        anna.post(&page, &fields("Haircut", "45.00", "2")).await.leads_to(&page);
        anna.get(&page).await.says("Max changed the service Cut").says("Price: 45.00 EUR 48.00 EUR").says("Title: Cut Haircut");
    }
}

story! {
    async fn what_is_in_the_archive_cannot_be_booked_and_comes_back_as_it_was(world) {
        let anna = world.sign_in(ANNA).await;
        let cut = world.service("Cut", 4500, 45);
        world.provides(world.member("Boris"), cut);
        let page = format!("{SERVICES}/{cut}");

        anna.post(&format!("{page}/archive"), &[]).await.leads_to(&page);
        assert!(offers(&world).is_empty());
        anna.get(&page).await.says("Cut is in the archive. Nobody can book it").says("Boris").offers("Take out of the archive");
        anna.get(SERVICES).await.says_nothing_of("Cut</a>");
        anna.get(&format!("{SERVICES}?shown=archived")).await.says("Cut In the archive").says("1 service");
        anna.post(&format!("{page}/archive"), &[]).await.is(409).says("Cut is in the archive already");

        anna.post(&format!("{page}/return"), &[]).await.leads_to(&page);
        assert_eq!(offers(&world)[0].providers.len(), 1);
        anna.post(&format!("{page}/return"), &[]).await.is(409);
    }
}

story! {
    async fn before_a_service_is_deleted_the_page_says_who_waits_for_it_and_what_was_booked_keeps_its_name(world) {
        let anna = world.sign_in(ANNA).await;
        let (cut, gloss) = (world.service("Cut", 4500, 45), world.service("Gloss", 4200, 45));
        world.provides(world.member("Boris"), cut);
        booked(&world, cut, 1);
        booked(&world, cut, -1);

        let asks = anna.get(&format!("{SERVICES}/{cut}/deletion")).await;
        asks.says("Delete Cut?").says("1 appointment that is still to come holds it. It stays as it is.").says("1 team member provides it");
        anna.post(&format!("{SERVICES}/{cut}/deletion"), &[]).await.leads_to(SERVICES);
        anna.post(&format!("{SERVICES}/{gloss}/deletion"), &[]).await.leads_to(SERVICES);

        anna.get(&format!("{SERVICES}/{cut}")).await.is(404);
        assert_eq!(world.word("SELECT title FROM services"), "Cut", "what was booked is there for what points to it");
        assert_eq!(world.number("SELECT count(*) FROM appointment_lines"), 2);
        assert!(offers(&world).is_empty());
        add(&anna, "Cut", &[]).await;
        let max = world.sign_in(MAX).await;
        let newest = world.number("SELECT max(id) FROM services");
        max.get(&format!("{SERVICES}/{newest}")).await.does_not_offer("Delete");
        max.post(&format!("{SERVICES}/{newest}/deletion"), &[]).await.is(403);
    }
}

story! {
    async fn categories_are_renamed_and_deleted_without_what_stands_under_them(world) {
        let anna = world.sign_in(ANNA).await;
        let all = format!("{SERVICES}/categories");
        anna.post(&all, &[("title", "Colour")]).await.leads_to(&all);
        anna.post(&all, &[("title", "COLOUR")]).await.is(422).complains("title", "There is a category called COLOUR already");
        anna.post(&all, &[("title", " ")]).await.is(422).complains("title", "Enter a title");
        add(&anna, "Gloss", &[("new_category", "colour")]).await;
        add(&anna, "Cut", &[]).await;
        let colour = format!("{all}/{}", world.number("SELECT id FROM service_categories"));
        anna.get(&all).await.says("Colour 1");

        anna.post(&colour, &[("title", "Colour and gloss")]).await.leads_to(&all);
        anna.get(&colour).await.says("1 service stands under it and stays, without a category.");
        anna.post(&format!("{colour}/removal"), &[]).await.leads_to(&all);

        anna.get(&all).await.says("The category Colour and gloss is deleted.").says("No categories yet");
        anna.get(SERVICES).await.says("Without a category Cut 45 min Nobody yet 45.00 EUR Gloss").says_nothing_of("Colour and gloss");
        anna.get("/locations/ours/activity").await.says("Anna deleted the category of services Colour and gloss").says("Without a category now: 1 service");
        let gleb = world.sign_in(GLEB).await;
        gleb.get(&format!("/locations/theirs/services/categories/{}", world.category("Nails"))).await.is(404);
    }
}

story! {
    async fn the_list_keeps_the_order_it_is_given(world) {
        let anna = world.sign_in(ANNA).await;
        for (title, category) in [("Gloss", "Colour"), ("Balayage", "Colour"), ("Toner", "Colour"), ("Cut", "Cuts")] {
            add(&anna, title, &[("new_category", category)]).await;
        }
        let id = |table: &str, title: &str| world.number(&format!("SELECT id FROM {table} WHERE title = '{title}'")).to_string();
        let order = format!("{SERVICES}/order");
        anna.get(&order).await.is(200).offers("Up: Toner").offers("Down: category Colour").does_not_offer("Up: Gloss").does_not_offer("Up: category Colour");

        let (toner, gloss) = (id("services", "Toner"), id("services", "Gloss"));
        anna.post(&format!("{SERVICES}/{toner}/place"), &[("before", &gloss)]).await.leads_to(&order);
        anna.post(&format!("{SERVICES}/{gloss}/place"), &[("before", "")]).await.leads_to(&order);
        let cuts = id("service_categories", "Cuts");
        anna.post(&format!("{SERVICES}/categories/{cuts}/place"), &[("before", &id("service_categories", "Colour"))]).await.leads_to(&order);

        let titles: Vec<String> = offers(&world).into_iter().map(|offer| offer.title).collect();
        assert_eq!(titles, ["Cut", "Toner", "Balayage", "Gloss"]);
        assert_eq!(anna.get(SERVICES).await.texts_of("tbody th a"), titles);
        let elsewhere = world.service_at(world.theirs, "Shave", 1, 5).to_string();
        anna.post(&format!("{SERVICES}/{toner}/place"), &[("before", &elsewhere)]).await.is(404);
        anna.post(&format!("{SERVICES}/{toner}/place"), &[("before", &id("services", "Cut"))]).await.is(404);
    }
}

story! {
    async fn the_list_is_filtered_and_asks_for_no_more_however_long_it_is(world) {
        let anna = world.sign_in(ANNA).await;
        add(&anna, "Corte Clássico", &[("new_category", "Cuts")]).await;
        add(&anna, "Gloss", &[("new_category", "Colour")]).await;
        let colour = world.number("SELECT id FROM service_categories WHERE title = 'Colour'");

        let names = |seen: &Seen| seen.texts_of("tbody th a");
        assert_eq!(names(&anna.get(&format!("{SERVICES}?search=classico")).await), ["Corte Clássico"]);
        assert_eq!(names(&anna.get(&format!("{SERVICES}?category={colour}")).await), ["Gloss"]);
        anna.get(&format!("{SERVICES}?search=100%25")).await.says("No service fits these filters");
        let few = statements_of(&world, &anna, SERVICES).await;
        let boris = world.member("Boris");
        for number in 0..40 {
            world.provides(boris, world.service(&format!("Service {number}"), 100, 5));
        }
        assert_eq!(statements_of(&world, &anna, SERVICES).await, few);
    }
}

story! {
    async fn who_only_sees_services_is_offered_nothing_else(world) {
        let rita = world.sign_in(RITA).await;
        let cut = world.service("Cut", 4500, 45);

        rita.get(SERVICES).await.is(200).does_not_offer("Add service").does_not_offer("Arrange");
        rita.get(&format!("{SERVICES}/{cut}")).await.is(200).does_not_offer("Change").does_not_offer("archive").says_nothing_of("History");
        rita.get("/locations/ours").await.offers("Services");
        world.sign_in(VERA).await.get(SERVICES).await.is(403);
        world.sign_in(GLEB).await.get(&format!("/locations/theirs/services/{cut}")).await.is(404);
    }
}
