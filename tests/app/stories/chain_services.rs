//! Services of a chain: side by side, given to several locations, changed in one go.

use parlour::id::LocationId;

use super::matrix::statements_of;
use super::walk::Walk;
use crate::story;
use crate::support::chain::*;
use crate::support::visitor::{Seen, Visitor};
use crate::support::world::*;

/// The form, as it is sent for these locations.
async fn send(by: &Visitor, path: &str, price: &str, duration: &str, places: &[LocationId]) -> Seen {
    let places: Vec<String> = places.iter().map(|id| id.to_string()).collect();
    let mut fields = vec![("title", "Cut"), ("category", "Cuts"), ("price", price), ("duration", duration)];
    fields.extend(places.iter().map(|id| ("location", id.as_str())));
    by.post(path, &fields).await
}

pub async fn walk(walk: &mut Walk<'_>, anna: &Visitor, chain: &str) {
    let ours = walk.world.ours.to_string();
    let fields = [("title", "Gift wrap"), ("price", "5"), ("duration", "5"), ("location", &*ours)];
    walk.does(anna, &format!("{chain}/services"), &fields).await;
}

story! {
    async fn services_stand_side_by_side_and_the_odd_one_is_marked(world) {
        let chain = world.verbena();
        let mira = world.sign_in(MIRA).await;
        let page = format!("{}/services", chain.path());
        mira.get(&page).await.is(200).says("No location offers a service yet").offers("Give a service");
        world.service("Cut", 4500, 45);
        world.service_at(chain.harbour, "CUT", 4800, 45);
        world.service_at(chain.garden, "Cut", 4500, 45);
        world.service_at(chain.garden, "Gloss", 4200, 45);
        world.service_at(world.theirs, "Shave", 4200, 45);

        let seen = mira.get(&page).await;

        seen.says("Cut 45.00 EUR, 45 min Harbour: 48.00 EUR, 45 min 3 of 3").says("Gloss 42.00 EUR, 45 min 1 of 3").says("2 services").says_nothing_of("Shave");
        mira.get(&format!("{page}?search=glo")).await.says("1 service").says_nothing_of("Harbour: 48");
        let few = statements_of(&world, &mira, &page).await;
        for number in 0..20 {
            world.service_at(chain.harbour, &format!("Service {number}"), 100, 5);
        }
        assert_eq!(statements_of(&world, &mira, &page).await, few);
        mira.get(&page).await.says("22 services").does_not_offer("Next");
        world.sign_in(RITA).await.get(&page).await.is(404);
    }
}

story! {
    async fn a_service_is_given_to_locations_after_the_page_says_what_will_happen(world) {
        let chain = world.verbena();
        let mira = world.sign_in(MIRA).await;
        let base = format!("{}/services", chain.path());
        world.service("Cut", 4500, 45);
        world.service_at(chain.harbour, "Cut", 4800, 60);
        let archived = world.service_at(chain.garden, "Cut", 100, 5);
        world.sql(&format!("UPDATE services SET archived_at = created_at WHERE id = {archived}"));
        let form = mira.get(&format!("{base}/given?title=Cut")).await;
        form.is(200).says("Harbour Now 48.00 EUR, 1 h.").says("Garden Does not have it.");
        let before = world.number("SELECT count(*) FROM activity");

        let all = [world.ours, chain.harbour, chain.garden];
        let plan = send(&mira, &format!("{base}/plan"), "45", "45", &all).await;

        plan.is(200).says("Ours has it like this already.").says("Harbour: 48.00 EUR, 1 h becomes 45.00 EUR, 45 min.").says("Garden has it in the archive. It comes out of there, for 45.00 EUR, 45 min.").offers("Save at 2 locations");
        assert_eq!(world.number("SELECT count(*) FROM activity"), before, "nothing was done");
        send(&mira, &base, "45", "45", &all).await.leads_to(&base);

        mira.get(&base).await.says("Cut is saved at 2 locations").says("Cut 45.00 EUR, 45 min 3 of 3");
        assert_eq!(world.number("SELECT count(*) FROM services"), 3);
        mira.get(&format!("{}/activity", chain.path())).await.says("Mira changed the service Cut").says("Locations: Harbour and Garden");
        mira.get(&format!("/locations/{}/activity", chain.harbour)).await.says("Chain manager of Verbena").says("Price: 48.00 EUR 45.00 EUR");
        send(&mira, &base, "45", "45", &all).await.leads_to(&base);
        mira.get(&base).await.says("Cut is like this already, everywhere you chose.");
    }
}

story! {
    async fn a_new_service_comes_with_its_category_and_each_location_reads_the_price_in_its_own_money(world) {
        let chain = world.verbena();
        let mira = world.sign_in(MIRA).await;
        let base = format!("{}/services", chain.path());
        world.sql(&format!("UPDATE locations SET currency = 'JPY' WHERE id = {}", chain.garden));
        let all = [world.ours, chain.garden];
        send(&mira, &format!("{base}/plan"), "45.50", "45", &all).await.is(422).complains("price", "Enter a price that Garden can take, in JPY");
        send(&mira, &base, "45.50", "45", &all).await.is(422).complains("price", "in JPY");
        assert_eq!(world.number("SELECT count(*) FROM services"), 0);

        send(&mira, &base, "4500", "45", &all).await.leads_to(&base);

        mira.get(&base).await.says("4500.00 EUR, 45 min").says("4500 JPY, 45 min");
        assert_eq!(world.number("SELECT count(*) FROM service_categories WHERE title = 'Cuts'"), 2);
        assert_eq!(world.number("SELECT count(*) FROM member_services"), 0, "nobody provides it yet");
    }
}

story! {
    async fn a_card_that_takes_in_another_provides_what_that_one_did(world) {
        let chain = world.verbena();
        let mira = world.sign_in(MIRA).await;
        let (cut, gloss) = (world.service("Cut", 4500, 45), world.service("Gloss", 4200, 45));
        let (noor, other) = (world.member("Noor"), world.member("Noor"));
        for (member, service) in [(noor, cut), (other, cut), (other, gloss)] {
            world.provides(member, service);
        }
        world.sql(&format!("INSERT INTO photos (member_id, small, large, digest) VALUES ({other}, '', '', 'abc')"));

        let (first, second) = (format!("m{noor}.1"), format!("m{other}.1"));
        mira.post(&format!("{}/team/merge", chain.path()), &[("card", &first), ("card", &second)]).await.is(303);

        let kept = world.number(&format!("SELECT id FROM members WHERE name = 'Noor' AND employment = 'working' AND location_id = {}", world.ours));
        assert_eq!(world.number(&format!("SELECT count(*) FROM member_services WHERE member_id = {kept}")), 2);
        assert_eq!(world.number(&format!("SELECT count(*) FROM photos WHERE member_id = {kept}")), 1);
    }
}

story! {
    async fn what_cannot_be_done_is_said_beside_its_field(world) {
        let chain = world.verbena();
        let mira = world.sign_in(MIRA).await;
        let base = format!("{}/services", chain.path());
        for path in [base.clone(), format!("{base}/plan")] {
            let again = send(&mira, &path, "45", "7", &[]).await;
            again.is(422).complains("duration", "in steps of 5 minutes").complains("location", "Choose at least one location");
            assert_eq!(again.value_of("title"), "Cut");
            send(&mira, &path, "45", "45", &[world.theirs]).await.is(422).complains("location", "Choose only open locations of this chain");
            world.sql(&format!("UPDATE locations SET closed_at = created_at WHERE id = {}", chain.garden));
            send(&mira, &path, "45", "45", &[chain.garden]).await.is(422).complains("location", "open locations");
        }
        assert_eq!(world.number("SELECT count(*) FROM services"), 0);
    }
}
