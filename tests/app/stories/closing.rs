//! Closing a location, opening it again, and opening another one.

use parlour::access::Right;
use parlour::chains::Terms;

use super::chains::can;
use super::{invite, invited, newest_invitation};
use crate::story;
use crate::support::world::*;

const CLOSING: &str = "/locations/ours/closing";

const DETAILS: [(&str, &str); 6] = [
    ("address", ""),
    ("country", "PT"),
    ("time_zone", "Europe/Lisbon"),
    ("currency", "EUR"),
    ("language", "en"),
    ("invitation_days", "7"),
];

story! {
    async fn f12_an_owner_closes_a_location_and_its_open_invitations_are_revoked_and_logged(world) {
        let anna = world.sign_in(ANNA).await;
        for name in ["Boris", "Sofia"] {
            invite(&anna, name, &format!("{name}@new.test"), &world.role("view-only")).await.is(303);
        }
        anna.get("/locations/ours/settings").await.offers("Close this location…");
        anna.get(CLOSING).await.is(200).says("Nobody can open Ours any more").says("All 2 open invitations are revoked").offers("Close Ours");

        anna.post(CLOSING, &[]).await.leads_to("/locations");

        assert_eq!(world.number("SELECT count(*) FROM invitations WHERE state = 'revoked'"), 2);
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'invitation.revoked'"), 2);
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'location.closed' AND actor_name = 'Anna'"), 1);
        world.deliver().await;
        assert_eq!(world.mail.letters().len(), 0, "what had not left yet is not sent");
        anna.get("/locations/ours").await.is(404);
        anna.get("/locations").await.says("Closed locations").offers("Open again: Ours");
    }
}

story! {
    async fn d8_e15_a_link_to_a_closed_location_says_so_and_lets_nobody_in(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        let earlier = invited(&world, &anna, "Pia", "pia@new.test", "view-only").await;
        anna.post(&format!("{}/revocation", newest_invitation(&world)), &[]).await.is(303);
        let boris = world.guest();
        boris.get(&link).await.is(200);
        anna.post(CLOSING, &[]).await.is(303);

        let form = [("name", "Boris"), ("password", super::NEW_PASSWORD), ("terms", "yes")];
        boris.post(&format!("{link}/account"), &form).await.is(410).says("no longer available");

        world.guest().get(&link).await.is(410).says("no longer available").says("Ours is closed");
        world.guest().get(&earlier).await.is(404);
        assert_eq!(world.number("SELECT count(*) FROM users WHERE name = 'Boris'"), 0);
        anna.post("/locations/ours/reopening", &[]).await.is(303);
        world.guest().get(&link).await.is(404);
    }
}

story! {
    async fn e15_somebody_with_an_account_does_not_join_a_location_that_has_closed(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Gleb", GLEB.1, "view-only").await;
        let gleb = world.sign_in(GLEB).await;
        gleb.get("/account/invitations").await.says("Ours");
        anna.post(CLOSING, &[]).await.is(303);

        gleb.post(&link, &[]).await.is(410).says("no longer available");

        gleb.get("/account/invitations").await.says_nothing_of("Ours");
        assert_eq!(world.number(&format!("SELECT count(*) FROM accesses WHERE user_id = {}", world.user(GLEB))), 1);
    }
}

story! {
    async fn a31_a_form_that_was_open_when_the_location_closed_saves_nothing(world) {
        let (anna, rita) = (world.sign_in(ANNA).await, world.sign_in(RITA).await);
        rita.get("/locations/ours/invitations/new").await.is(200);
        anna.post(CLOSING, &[]).await.is(303);

        invite(&rita, "Boris", "boris@new.test", &world.role("view-only")).await.is(404);

        assert_eq!(world.number("SELECT count(*) FROM invitations"), 0);
        rita.get("/locations").await.is(200).says("No location is open to you now").does_not_offer("Open again");
    }
}

story! {
    async fn only_an_owner_closes_a_location_or_opens_it_again(world) {
        let (anna, max) = (world.sign_in(ANNA).await, world.sign_in(MAX).await);
        max.get("/locations/ours/settings").await.does_not_offer("Close this location…");
        max.get(CLOSING).await.says("Only an owner of Ours can close it");
        max.post(CLOSING, &[]).await.is(403).says("Only an owner of Ours can close it");
        anna.post("/locations/ours/reopening", &[]).await.is(404);
        anna.post(CLOSING, &[]).await.is(303);

        max.post("/locations/ours/reopening", &[]).await.is(404);
        world.sign_in(GLEB).await.post("/locations/ours/reopening", &[]).await.is(404);

        max.get("/locations/ours").await.is(404);
    }
}

story! {
    async fn a_location_opens_again_with_everything_that_people_had(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let path = format!("/locations/{}", chain.harbour);
        chain.give_at(&world, world.user(VERA), chain.harbour, "receptionist");
        let cards = "SELECT count(*) FROM members WHERE user_id IS NOT NULL";
        let before = world.number(cards);
        anna.get(&format!("{path}/closing")).await.says("Verbena shows it as closed");
        anna.post(&format!("{path}/closing"), &[]).await.is(303);
        assert!(!can(&world, chain.mira, chain.harbour, Right::ViewTeam) && !can(&world, world.user(ANNA), chain.harbour, Right::ViewTeam));
        anna.get(&chain.path()).await.says("Closed");

        anna.post(&format!("{path}/reopening"), &[]).await.leads_to(&path);

        assert!(can(&world, chain.mira, chain.harbour, Right::EditUsers), "what flows from the chain flows again");
        assert!(can(&world, world.user(VERA), chain.harbour, Right::InviteUsers));
        assert!(can(&world, world.user(ANNA), chain.harbour, Right::EndSessions));
        assert_eq!(world.number(cards), before, "and the cards are still linked");
        let told = "SELECT count(*) FROM activity WHERE deed IN ('location.closed', 'location.opened_again')";
        assert_eq!(world.number(&format!("{told} AND location_id IS NOT NULL")), 2);
        assert_eq!(world.number(&format!("{told} AND chain_id IS NOT NULL")), 2);
    }
}

story! {
    async fn the_main_location_of_a_chain_does_not_close_before_another_one_is_chosen(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        anna.get(CLOSING).await.says("Ours is the main location of Verbena").does_not_offer("Close Ours");

        anna.post(CLOSING, &[]).await.is(409).says("Choose another main location there first");

        anna.get("/locations/ours").await.is(200);
        let main = [("name", "Verbena"), ("main", &*chain.garden.to_string()), ("version", "1")];
        anna.post(&format!("{}/settings", chain.path()), &main).await.is(303);
        anna.post(CLOSING, &[]).await.is(303);
        let back = [("name", "Verbena"), ("main", &*world.ours.to_string()), ("version", "2")];
        anna.post(&format!("{}/settings", chain.path()), &back).await.is(422);
    }
}

story! {
    async fn g18_nothing_ends_by_itself_while_a_location_is_closed(world) {
        let anna = world.sign_in(ANNA).await;
        world.sql(&format!("UPDATE accesses SET ends_on = '2020-01-01' WHERE user_id = {}", world.user(VERA)));
        anna.post(CLOSING, &[]).await.is(303);
        world.house.chores().round().await.unwrap();
        assert_eq!(world.number(&format!("SELECT count(*) FROM accesses WHERE user_id = {}", world.user(VERA))), 1);

        anna.post("/locations/ours/reopening", &[]).await.is(303);
        world.house.chores().round().await.unwrap();

        assert_eq!(world.number(&format!("SELECT count(*) FROM accesses WHERE user_id = {}", world.user(VERA))), 0);
    }
}

story! {
    async fn g5_a_closed_location_keeps_an_owner_when_accounts_are_deleted(world) {
        let olga = world.person("Olga", "olga@ours.test", Some("owner"));
        let (anna, olga_there) = (world.sign_in(ANNA).await, world.sign_in_as("olga@ours.test", PASSWORD).await);
        anna.post(CLOSING, &[]).await.is(303);

        olga_there.post("/account/deletion", &[]).await.leads_to("/sign-in");
        anna.post("/account/deletion", &[]).await;

        assert_eq!(world.number(&format!("SELECT count(*) FROM accesses WHERE user_id = {olga}")), 0);
        assert_eq!(world.number("SELECT count(*) FROM users WHERE deleted_at IS NOT NULL"), 1, "the last owner stays");
        anna.post("/locations/ours/reopening", &[]).await.is(303);
    }
}

story! {
    async fn an_owner_opens_another_location_and_whoever_only_works_somewhere_does_not(world) {
        let (anna, rita) = (world.sign_in(ANNA).await, world.sign_in(RITA).await);
        anna.get("/locations").await.offers("Open another location");
        assert_eq!(anna.get("/locations/new").await.is(200).value_of("time_zone"), "Europe/Lisbon");
        anna.post("/locations", &[&[("name", "")], &DETAILS[..]].concat()).await.is(422).complains("name", "Enter the name of the location");

        let opened = anna.post("/locations", &[&[("name", "Harbour")], &DETAILS[..]].concat()).await;

        opened.is(303);
        anna.get(opened.location()).await.is(200).says("Anna").says("Harbour");
        rita.get("/locations").await.does_not_offer("Open another location");
        rita.get("/locations/new").await.is(403).says("Only somebody who owns a location");
        rita.post("/locations", &[&[("name", "Mine")], &DETAILS[..]].concat()).await.is(403);
        assert_eq!(world.number("SELECT count(*) FROM locations"), 3);
    }
}

story! {
    async fn whoever_is_nowhere_opens_a_location_of_their_own(world) {
        world.person("Nora", "nora@nowhere.test", None);
        let nora = world.sign_in_as("nora@nowhere.test", PASSWORD).await;
        nora.get("/locations").await.offers("Open a location of your own");
        nora.get("/locations/new").await.is(200);

        nora.post("/locations", &[&[("name", "Nora’s")], &DETAILS[..]].concat()).await.is(303);

        nora.get("/").await.is(303);
        nora.get("/locations").await.says("Nora’s").says("Owner");
    }
}

story! {
    async fn somebody_whom_a_chain_let_in_is_unlinked_from_their_card_only_once_the_location_is_open_again(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let nora = world.person("Nora", "nora@verbena.test", None);
        chain.give(&world, nora, &Terms { everywhere: Some(chain.role(&world, "view-only").parse().unwrap()), ..Terms::default() });
        let linked = format!("SELECT count(*) FROM members WHERE user_id = {nora}");
        world.sql(&format!("UPDATE members SET user_id = {nora} WHERE location_id = {} AND name = 'Anna'", chain.harbour));
        anna.post(&format!("/locations/{}/closing", chain.harbour), &[]).await.is(303);
        anna.post(&format!("{}/deletion", chain.path()), &[]).await.is(303);
        assert_eq!(world.number(&linked), 1);

        anna.post(&format!("/locations/{}/reopening", chain.harbour), &[]).await.is(303);

        assert_eq!(world.number(&linked), 0);
    }
}
