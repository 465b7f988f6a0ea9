//! Cards of a chain: valid in several locations, edited in the chain, and read only at the locations.

use parlour::chains::Terms;
use parlour::id::LocationId;

use crate::story;
use crate::support::chain::*;
use crate::support::visitor::{Seen, Visitor};
use crate::support::world::*;

/// Adds a card of the chain, valid at some locations, and returns its path.
pub async fn add(by: &Visitor, chain: &Verbena, name: &str, places: &[LocationId], more: &[(&str, &str)]) -> String {
    let places: Vec<String> = places.iter().map(LocationId::to_string).collect();
    let mut fields = vec![("name", name)];
    fields.extend(places.iter().map(|place| ("location", place.as_str())));
    fields.extend(more);
    let seen = by.post(&format!("{}/team", chain.path()), &fields).await;
    assert_eq!(seen.status, 303, "{}", seen.words());
    seen.location().to_owned()
}

/// The path of the card of a location with a name.
pub fn card_at(world: &World, location: LocationId, name: &str) -> String {
    let id = world.number(&format!("SELECT max(id) FROM members WHERE location_id = {location} AND name = '{name}'"));
    format!("/locations/{location}/team/{id}")
}

/// Says where a card is valid.
pub async fn place(by: &Visitor, card: &str, places: &[LocationId]) -> Seen {
    let page = by.get(&format!("{card}/locations")).await;
    let version = page.value_of_name("version");
    let places: Vec<String> = places.iter().map(LocationId::to_string).collect();
    let mut fields = vec![("version", version.as_str())];
    fields.extend(places.iter().map(|place| ("location", place.as_str())));
    by.post(&format!("{card}/locations"), &fields).await
}

story! {
    async fn a_card_of_the_chain_is_valid_at_several_locations_and_saved_to_all_of_them(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let card = add(&anna, &chain, "Noor Haddad", &[world.ours, chain.harbour], &[("specialization", "Colour"), ("phone", "912 555 031")]).await;
        anna.get(&format!("{}/team?search=noor", chain.path())).await.says("Noor Haddad").says("Harbour, Ours");
        anna.get("/locations/ours/team").await.says("Noor Haddad").says("From the chain Verbena");

        let version = anna.get(&card).await.value_of_name("version");
        let form = [("name", "Noor H."), ("specialization", "Colour and cuts"), ("version", &*version)];
        anna.post(&card, &form).await.leads_to(&card);

        for location in [world.ours, chain.harbour] {
            let here = card_at(&world, location, "Noor H.");
            anna.get(&here).await.is(200).says("From the chain Verbena").says("Colour and cuts").says_nothing_of("912 555 031");
            anna.get(&format!("{here}/history")).await.says("changed the chain card of");
        }
        anna.get(&format!("{card}/history")).await.says("Colour and cuts").says("added to the team of the chain");
        assert_eq!(world.number(&format!("SELECT count(*) FROM members WHERE location_id = {} AND name LIKE 'Noor%'", chain.garden)), 0);
    }
}

story! {
    async fn what_a_location_may_and_may_not_do_with_a_card_of_the_chain(world) {
        let chain = world.verbena();
        let (anna, max) = (world.sign_in(ANNA).await, world.sign_in(MAX).await);
        add(&anna, &chain, "Noor", &[world.ours, chain.harbour], &[]).await;
        let here = card_at(&world, world.ours, "Noor");
        let page = max.get(&here).await;
        page.says("edited in the chain").does_not_offer("Dismiss…").does_not_offer("Delete…").does_not_offer("Open the card in the chain");
        anna.get(&here).await.offers("Open the card in the chain");

        for (path, form) in [
            (here.clone(), vec![("name", "Nora"), ("version", "2")]),
            (format!("{here}/dismissal"), vec![("on", "2026-11-20")]),
        ] {
            max.post(&path, &form).await.is(403).says("changed in the chain only");
            anna.post(&path, &form).await.is(403).says("changed in the chain only");
        }
        anna.post(&format!("{here}/deletion"), &[]).await.is(403).says("changed in the chain only");
        assert_eq!(world.number("SELECT count(*) FROM members WHERE name = 'Noor' AND employment = 'working'"), 2);

        max.post(&format!("{here}/settings"), &[("assists", "yes"), ("external_id", "77"), ("version", "2")]).await.is(303);
        max.post(&format!("{here}/place"), &[("before", "")]).await.is(303);
        let role = world.role("view-only");
        max.post(&format!("{here}/invitation"), &[("email", "noor@new.test"), ("role", &role)]).await.is(303);
        anna.post(&here, &[("name", "Noor"), ("birthday", "1990-05-31"), ("home_address", "Rua 1"), ("version", "3")]).await.is(303);
        anna.get(&here).await.says("Kept at this location only");
        assert_eq!(world.number("SELECT count(*) FROM members WHERE name = 'Noor' AND birthday IS NOT NULL"), 1, "and nowhere else");
        assert_eq!(world.number("SELECT count(*) FROM members WHERE name = 'Noor' AND assists"), 1);
    }
}

story! {
    async fn ticking_a_location_adds_the_card_there_and_unticking_dismisses_it_after_saying_so(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let card = add(&anna, &chain, "Noor", &[world.ours], &[]).await;
        anna.get(&format!("{card}/locations")).await.says("A card appears at the end of its team list").says("the card there is dismissed today");

        place(&anna, &card, &[chain.garden]).await.leads_to(&card);

        let gone = card_at(&world, world.ours, "Noor");
        anna.get(&gone).await.says("Noor is dismissed").does_not_offer("Take back");
        anna.post(&format!("{gone}/return"), &[]).await.is(403);
        anna.get(&card_at(&world, chain.garden, "Noor")).await.is(200);
        place(&anna, &card, &[world.ours, chain.garden]).await.leads_to(&card);
        assert_eq!(world.number("SELECT count(*) FROM members WHERE name = 'Noor' AND employment = 'working'"), 2);
        assert_eq!(world.number("SELECT count(*) FROM members WHERE name = 'Noor'"), 2, "it came back, and was not added twice");
        anna.get(&format!("{card}/history")).await.says("Locations:");
        let late = [("version", "1"), ("location", &*world.ours.to_string())];
        anna.post(&format!("{card}/locations"), &late).await.is(409).says("Somebody else changed the card of Noor");
        let theirs = [("version", "3"), ("location", &*world.theirs.to_string())];
        anna.post(&format!("{card}/locations"), &theirs).await.is(422).complains("location", "Choose only locations of this chain");
    }
}

story! {
    async fn nobody_loses_an_access_through_the_chain_unless_whoever_does_it_may_dismiss_there(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let otto = world.person("Otto", "otto@verbena.test", None);
        let manager = chain.chain_role(&world, "manager").parse().unwrap();
        chain.give(&world, otto, &Terms { role: Some((manager, None)), ..Terms::default() });
        let otto = world.sign_in_as("otto@verbena.test", PASSWORD).await;
        let card = add(&anna, &chain, "Vera", &[world.ours, chain.garden], &[]).await;
        world.sql(&format!("UPDATE members SET user_id = {} WHERE location_id = {} AND name = 'Vera'", world.user(VERA), world.ours));
        otto.get(&format!("{card}/locations")).await.says("Only somebody who may dismiss team members at Ours");

        place(&otto, &card, &[chain.garden]).await.is(403).says("The access of Vera to Ours would end");

        assert_eq!(world.number(&format!("SELECT count(*) FROM accesses WHERE user_id = {}", world.user(VERA))), 1);
        anna.get(&format!("{card}/locations")).await.says("The access of Vera to Ours ends with it");
        place(&anna, &card, &[chain.garden]).await.leads_to(&card);
        assert_eq!(world.number(&format!("SELECT count(*) FROM accesses WHERE user_id = {}", world.user(VERA))), 0);
        place(&otto, &card, &[]).await.leads_to(&card);
    }
}

story! {
    async fn the_team_of_the_chain_is_seen_by_who_may_see_it_and_changed_by_who_may_change_it(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let card = add(&anna, &chain, "Noor", &[chain.harbour], &[]).await;
        let otto = world.person("Otto", "otto@verbena.test", None);
        let viewer = chain.chain_role(&world, "viewer").parse().unwrap();
        chain.give(&world, otto, &Terms { role: Some((viewer, None)), ..Terms::default() });
        let otto = world.sign_in_as("otto@verbena.test", PASSWORD).await;
        let team = format!("{}/team", chain.path());

        otto.get(&team).await.is(200).says("Noor").does_not_offer("Add a card").does_not_offer("Merge cards");
        otto.get(&card).await.is(200).says("Noor").does_not_offer("Save card").does_not_offer("Delete from the chain");
        otto.get(&format!("{card}/history")).await.is(200);
        otto.get(&format!("{}/positions", chain.path())).await.is(200).does_not_offer("Add position");
        for path in [card.clone(), format!("{card}/locations"), format!("{card}/deletion"), team.clone(), format!("{team}/merge")] {
            otto.post(&path, &[("name", "Nora"), ("version", "1")]).await.is(403).says("Change cards and positions of the chain");
        }
        world.sign_in(RITA).await.get(&team).await.is(404);
        assert_eq!(world.number("SELECT count(*) FROM chain_members WHERE name = 'Noor'"), 1);
    }
}

story! {
    async fn a_card_needs_a_name_and_two_people_who_edit_it_see_both_versions(world) {
        let chain = world.verbena();
        let (anna, mira) = (world.sign_in(ANNA).await, world.sign_in(MIRA).await);
        anna.post(&format!("{}/team", chain.path()), &[("name", ""), ("phone", "912")]).await.is(422).complains("name", "Enter a name");
        let card = add(&anna, &chain, "Noor", &[chain.harbour], &[]).await;
        let version = mira.get(&card).await.value_of_name("version");
        anna.post(&card, &[("name", "Noor"), ("email", "noor@new.test"), ("version", &version)]).await.is(303);

        let late = mira.post(&card, &[("name", "Nora"), ("version", &version)]).await;

        late.is(409).says("Somebody else changed the card of Noor meanwhile").says("noor@new.test");
        assert_eq!(late.value_of("name"), "Nora");
        mira.post(&card, &[("name", "Nora"), ("version", &late.value_of_name("version"))]).await.is(303);
        anna.post(&card, &[("name", "Nora"), ("position", "999"), ("version", "4")]).await.is(422).complains("position", "Choose one of the positions of this chain");
    }
}

story! {
    async fn h20_a_location_that_leaves_keeps_the_cards_and_positions_as_its_own(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        anna.post(&format!("{}/positions", chain.path()), &[("title", "Stylist"), ("location", &chain.garden.to_string())]).await.is(303);
        let position = world.number("SELECT id FROM chain_positions").to_string();
        let card = add(&anna, &chain, "Noor", &[chain.harbour, chain.garden], &[("position", &position), ("phone", "912 555 031")]).await;
        let removal = format!("{}/locations/{}/removal", chain.path(), chain.garden);
        anna.get(&removal).await.says("1 card and 1 position of the chain become Garden’s own");

        anna.post(&removal, &[]).await.is(303);

        let here = card_at(&world, chain.garden, "Noor");
        anna.get(&here).await.says_nothing_of("From the chain").says("Stylist").offers("Dismiss…");
        assert_eq!(anna.get(&here).await.value_of("phone"), "912 555 031");
        anna.get(&card).await.says("Valid at Harbour.");
        anna.get(&format!("{}/deletion", chain.path())).await.says("1 card and 1 position of the chain become Harbour’s own");
        anna.post(&format!("{}/deletion", chain.path()), &[]).await.is(303);
        anna.get(&card_at(&world, chain.harbour, "Noor")).await.says_nothing_of("From the chain");
        anna.post(&format!("{}/restoration", chain.path()), &[]).await.is(303);
        anna.get(&card).await.says("Valid nowhere yet");
        assert_eq!(world.number("SELECT count(*) FROM members WHERE name = 'Noor' AND employment = 'working'"), 2);
    }
}

story! {
    async fn a_card_deleted_from_the_chain_stays_at_its_locations_as_their_own(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let card = add(&anna, &chain, "Noor", &[chain.harbour, chain.garden], &[]).await;

        anna.post(&format!("{card}/deletion"), &[]).await.is(303);

        anna.get(&card).await.is(404);
        for location in [chain.harbour, chain.garden] {
            anna.get(&card_at(&world, location, "Noor")).await.offers("Save card").says_nothing_of("From the chain");
        }
    }
}

story! {
    async fn a_position_of_the_chain_is_mirrored_and_read_only_at_its_locations(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let (here, positions) = (format!("/locations/{}/positions", chain.harbour), format!("{}/positions", chain.path()));
        anna.post(&here, &[("title", "stylist"), ("description", "")]).await.is(303);
        let places = [("location", chain.harbour.to_string()), ("location", chain.garden.to_string())];
        let both: Vec<(&str, &str)> = places.iter().map(|(name, place)| (*name, place.as_str())).collect();
        anna.post(&positions, &[&[("title", "Stylist")], &both[..]].concat()).await.is(303);
        anna.post(&positions, &[("title", "STYLIST")]).await.is(422).complains("title", "There is a position called STYLIST already");
        let own = format!("{here}/{}", world.number(&format!("SELECT max(id) FROM positions WHERE location_id = {}", chain.harbour)));
        anna.get(&here).await.says("From the chain Verbena");
        anna.get(&own).await.says("It is edited in the chain").does_not_offer("Save position").does_not_offer("Delete position");
        anna.post(&own, &[("title", "Barber")]).await.is(403).says("changed in the chain only");
        anna.post(&format!("{own}/removal"), &[]).await.is(403);
        assert_eq!(world.number("SELECT count(*) FROM positions"), 2, "one that was there became the chain’s");

        let position = format!("{positions}/{}", world.number("SELECT id FROM chain_positions"));
        anna.post(&position, &[&[("title", "Hair artist"), ("description", "Cuts")], &both[..]].concat()).await.is(303);

        assert_eq!(world.number("SELECT count(*) FROM positions WHERE title = 'Hair artist'"), 2);
        let held = own.rsplit('/').next().unwrap();
        anna.post(&format!("/locations/{}/team", chain.harbour), &[("name", "Pia"), ("position", held)]).await.is(303);
        let garden = [("title", "Hair artist"), ("location", &*chain.garden.to_string())];
        anna.post(&position, &garden).await.is(422).complains("location", "still the position of Pia at Harbour");
        anna.post(&format!("{position}/removal"), &[]).await.is(409).says("still the position of Pia at Harbour");
        world.sql("UPDATE members SET position_id = NULL");
        anna.post(&format!("{position}/removal"), &[]).await.is(303);
        assert_eq!(world.number("SELECT count(*) FROM positions"), 0);
    }
}
