//! One person on several cards: made one, with nothing lost (cases G17).

use super::chain_team::{add, card_at};
use super::{invited, register};
use crate::story;
use crate::support::chain::*;
use crate::support::visitor::{Seen, Visitor};
use crate::support::world::*;

/// A card of a location, and how the form calls it.
async fn local(
    world: &World,
    by: &Visitor,
    location: parlour::id::LocationId,
    name: &str,
    more: &[(&str, &str)],
) -> String {
    by.post(&format!("/locations/{location}/team"), &[&[("name", name)], more].concat()).await.is(303);
    key(world, &card_at(world, location, name))
}

fn key(world: &World, card: &str) -> String {
    let id = card.rsplit('/').next().unwrap();
    format!("m{id}.{}", world.number(&format!("SELECT version FROM members WHERE id = {id}")))
}

fn chain_key(world: &World, card: &str) -> String {
    let id = card.rsplit('/').next().unwrap();
    format!("c{id}.{}", world.number(&format!("SELECT version FROM chain_members WHERE id = {id}")))
}

async fn preview(by: &Visitor, chain: &Verbena, cards: &[&str]) -> Seen {
    let query: Vec<String> = cards.iter().map(|card| format!("card={card}")).collect();
    by.get(&format!("{}/team/merge?{}", chain.path(), query.join("&"))).await
}

async fn merge(by: &Visitor, chain: &Verbena, cards: &[&str], picks: &[(&str, &str)]) -> Seen {
    let mut fields: Vec<(&str, &str)> = cards.iter().map(|card| ("card", *card)).collect();
    fields.extend(picks);
    by.post(&format!("{}/team/merge", chain.path()), &fields).await
}

story! {
    async fn a_card_of_a_location_becomes_a_card_of_the_chain(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        anna.post(&format!("/locations/{}/positions", chain.harbour), &[("title", "Stylist"), ("description", "Cuts and colours")]).await.is(303);
        let position = world.number("SELECT id FROM positions").to_string();
        let noor = local(&world, &anna, chain.harbour, "Noor", &[("position", &position), ("specialization", "Colour")]).await;
        anna.get(&format!("{}/team/cards?search=noor", chain.path())).await.says("Noor").says("Harbour");
        preview(&anna, &chain, &[&noor]).await.is(200).says("Make a card of the chain of Noor?").says("a card of the chain Verbena, valid at Harbour").says("Stylist is a position of the chain");

        let made = merge(&anna, &chain, &[&noor], &[]).await;

        made.is(303);
        anna.get(made.location()).await.says("Valid at Harbour.").says("Stylist · Colour");
        anna.get(&card_at(&world, chain.harbour, "Noor")).await.says("From the chain Verbena").says("Stylist");
        anna.get(&format!("{}/history", card_at(&world, chain.harbour, "Noor"))).await.says("made a card of the chain").says("added the team member");
        assert_eq!(world.number("SELECT count(*) FROM positions"), 1, "the position there became the chain’s");
        anna.get(&format!("{}/positions", chain.path())).await.says("Cuts and colours");
    }
}

story! {
    async fn g17_cards_of_one_person_at_two_locations_become_one_card_of_the_chain(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let one = local(&world, &anna, chain.harbour, "Noor Haddad", &[("specialization", "Colour")]).await;
        let other = local(&world, &anna, chain.garden, "N. Haddad", &[("specialization", "Cuts")]).await;
        preview(&anna, &chain, &[&one, &other]).await.says("Merge 2 cards?").says("Colour").says("Cuts").says("valid at Harbour and Garden").says("Everybody has the rights that they had");

        let merged = merge(&anna, &chain, &[&one, &other], &[("name", "0"), ("specialization", "1")]).await;

        merged.is(303);
        anna.get(merged.location()).await.says("Valid at Harbour, Garden.").says("Cuts");
        for location in [chain.harbour, chain.garden] {
            anna.get(&card_at(&world, location, "Noor Haddad")).await.is(200).says("Cuts").says("From the chain Verbena");
        }
        assert_eq!(world.number("SELECT count(*) FROM members WHERE employment <> 'working'"), 0);
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'members.merged'"), 3, "in the chain and at both locations");
    }
}

story! {
    async fn g17_two_cards_at_one_location_become_one_that_keeps_user_invitations_and_both_histories(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "professional").await;
        register(&world.guest(), &link, "Boris").await.is(303);
        let linked = local(&world, &anna, world.ours, "Boris", &[]).await;
        let phone = local(&world, &anna, world.ours, "Boris Phone", &[("assists", "yes")]).await;
        let boris = world.number("SELECT id FROM users WHERE name = 'Boris'");
        world.sql(&format!("UPDATE members SET user_id = {boris} WHERE name = 'Boris Phone'"));
        let second = card_at(&world, world.ours, "Boris Phone");
        anna.post(&format!("{second}/settings"), &[("assists", "yes"), ("external_id", "77"), ("version", "1")]).await.is(303);
        let phone_now = key(&world, &second);
        assert_ne!(phone, phone_now);
        preview(&anna, &chain, &[&linked, &phone]).await.is(303);
        preview(&anna, &chain, &[&linked, &phone_now]).await.says("At Ours, the card of Boris Phone stays");

        merge(&anna, &chain, &[&linked, &phone_now], &[("name", "0")]).await.is(303);

        let kept: i64 = second.rsplit('/').next().unwrap().parse().unwrap();
        anna.get(&second).await.is(200).says("Boris").says("Professional").says_nothing_of("From the chain");
        assert_eq!(world.number(&format!("SELECT user_id FROM members WHERE id = {kept}")), boris);
        assert_eq!(world.word(&format!("SELECT external_id FROM members WHERE id = {kept}")), "77");
        let history = anna.get(&format!("{second}/history")).await;
        history.says("merged into one the cards of").says("External ID");
        assert_eq!(history.words().matches("added the team member").count(), 2, "both histories");
        let gone = linked.trim_start_matches('m').split('.').next().unwrap().to_owned();
        let gone = format!("/locations/{}/team/{gone}", world.ours);
        anna.get(&gone).await.says("merged into another one").does_not_offer("Restore");
        anna.post(&format!("{gone}/restoration"), &[]).await.is(409);
        let role = format!("SELECT count(*) FROM accesses JOIN roles ON roles.id = accesses.role_id WHERE user_id = {boris} AND template = 'professional'");
        assert_eq!(world.number(&role), 1, "rights are what they were");
    }
}

story! {
    async fn g17_what_is_booked_goes_with_the_card_that_stays_unless_it_is_at_the_same_time(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let salon = world.salon();
        let at_ten = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45);
        let at_noon = world.booked(salon.clara, salon.cut, salon.boris, salon.day, 720, 45);
        world.helped(at_ten, salon.boris);
        world.helped(at_noon, salon.ilse);
        let cards = [salon.marta, salon.boris].map(|card| key(&world, &format!("/team/{card}")));
        let cards = [&*cards[0], &*cards[1]];
        let clash = world.booked(salon.clara, salon.cut, salon.boris, salon.day, 630, 45);

        merge(&anna, &chain, &cards, &[("name", "0")]).await.is(403).says("Something is booked at the same time on both cards");
        world.sql(&format!("UPDATE appointment_lines SET takes_time = FALSE WHERE appointment_id = {clash}"));
        merge(&anna, &chain, &cards, &[("name", "0")]).await.is(303);

        let kept = world.number("SELECT id FROM members WHERE name = 'Marta' AND employment = 'working'");
        assert_eq!(world.number(&format!("SELECT count(*) FROM appointment_lines WHERE member_id = {kept}")), 3);
        assert_eq!(world.number("SELECT count(*) FROM appointment_lines"), 3, "nothing is lost");
        assert_eq!(world.number("SELECT count(*) FROM line_assistants"), 1, "nobody assists themselves");
    }
}

story! {
    async fn an_open_invitation_goes_with_the_card_that_stays(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let one = local(&world, &anna, world.ours, "Ilse", &[]).await;
        let access = [("access", "yes"), ("email", "ilse@new.test"), ("role", &*world.role("view-only"))];
        let other = local(&world, &anna, world.ours, "Ilse B", &access).await;
        let link = world.letter_to("ilse@new.test").await.link();

        merge(&anna, &chain, &[&one, &other], &[]).await.is(303);
        register(&world.guest(), &link, "Ilse").await.is(303);

        anna.get(&format!("{}/access", card_at(&world, world.ours, "Ilse"))).await.says("View only").says("ilse@new.test");
    }
}

story! {
    async fn two_cards_of_the_chain_become_one_where_each_was_valid(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let one = add(&anna, &chain, "Noor", &[world.ours, chain.harbour], &[("phone", "912")]).await;
        let other = add(&anna, &chain, "Nur", &[chain.harbour, chain.garden], &[("email", "nur@new.test")]).await;
        let keys = [chain_key(&world, &one), chain_key(&world, &other)];
        let keys = [keys[0].as_str(), keys[1].as_str()];
        preview(&anna, &chain, &keys).await.says("At Harbour, the card of Noor stays").says("valid at Ours, Harbour and Garden");

        merge(&anna, &chain, &keys, &[("email", "1")]).await.leads_to(&one);

        anna.get(&other).await.is(404);
        anna.get(&one).await.says("Valid at Ours, Harbour, Garden.");
        assert_eq!(world.number("SELECT count(*) FROM members WHERE name = 'Noor' AND phone = '912' AND email = 'nur@new.test' AND employment = 'working'"), 3);
        assert_eq!(world.number("SELECT count(*) FROM members WHERE name = 'Nur' AND employment = 'deleted' AND merged_into_id IS NOT NULL"), 1);
        anna.get(&format!("{one}/history")).await.says("merged into one the cards of").says("Nur");
    }
}

story! {
    async fn cards_of_two_different_users_are_not_one_person(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let one = local(&world, &anna, world.ours, "Vera", &[]).await;
        let other = local(&world, &anna, world.ours, "Rita", &[]).await;
        world.sql(&format!("UPDATE members SET user_id = {} WHERE name = 'Vera'", world.user(VERA)));
        world.sql(&format!("UPDATE members SET user_id = {} WHERE name = 'Rita'", world.user(RITA)));
        preview(&anna, &chain, &[&one, &other]).await.says("linked to different people").does_not_offer("Merge the cards");

        merge(&anna, &chain, &[&one, &other], &[]).await.is(409).says("remove the access of one of them first");

        assert_eq!(world.number("SELECT count(*) FROM members WHERE name IN ('Vera', 'Rita') AND employment = 'working' AND user_id IS NOT NULL"), 2);
    }
}

story! {
    async fn only_cards_of_the_chain_and_of_its_locations_are_merged(world) {
        let chain = world.verbena();
        let (anna, gleb) = (world.sign_in(ANNA).await, world.sign_in(GLEB).await);
        let theirs = local(&world, &gleb, world.theirs, "Noor", &[]).await;
        let ours = local(&world, &anna, world.ours, "Noor", &[]).await;
        let card = add(&anna, &chain, "Pia", &[world.ours], &[]).await;
        let mirror = key(&world, &card_at(&world, world.ours, "Pia"));
        anna.get(&format!("{}/team/cards", chain.path())).await.says_nothing_of("Theirs");

        merge(&anna, &chain, &[&ours, &theirs], &[]).await.is(404);
        merge(&anna, &chain, &[&ours, &mirror], &[]).await.is(404);
        merge(&anna, &chain, &[], &[]).await.is(409).says("Choose at least one card");
        merge(&anna, &chain, &[&chain_key(&world, &card)], &[]).await.is(409).says("This is a card of the chain already");
        preview(&anna, &chain, &[]).await.leads_to(&format!("{}/team/cards", chain.path()));
        anna.post(&format!("/locations/{}/team/{}", world.ours, &ours[1..ours.find('.').unwrap()]), &[("name", "Noor S"), ("version", "1")]).await.is(303);
        merge(&anna, &chain, &[&ours, &chain_key(&world, &card)], &[]).await.is(409).says("Somebody else changed the card of Noor S");

        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed IN ('members.merged', 'member.joined_chain')"), 0);
    }
}
