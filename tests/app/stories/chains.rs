//! A chain: what it is made of, and what flows down from it.

use parlour::access::{Inside, Right};
use parlour::chains::Terms;
use parlour::id::{LocationId, UserId};

use crate::story;
use crate::support::chain::*;
use crate::support::world::*;

/// Whether somebody can do something at a location, this very moment.
pub fn can(world: &World, user: UserId, location: LocationId, right: Right) -> bool {
    let inside = world.db.read_now(|db| Inside::enter(user, "test".into(), location, db));
    inside.is_ok_and(|inside| inside.may(right))
}

story! {
    async fn an_owner_of_locations_creates_a_chain_of_them_and_finds_it_in_the_switcher(world) {
        let harbour = world.location("Harbour").to_string();
        let anna = world.sign_in(ANNA).await;
        anna.get("/chains/new").await.says("Harbour").says("Ours");

        let made = anna.post("/chains", &[("name", "Verbena"), ("location", &world.ours.to_string()), ("location", &harbour)]).await;

        made.is(303);
        let chain = made.location().to_owned();
        anna.get(&chain).await.is(200).says("Verbena").says("Harbour").says("Your chain role is Chain owner");
        anna.get("/locations/ours").await.says("Verbena");
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'chain.founded' AND chain_id IS NOT NULL"), 1);
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'chain.location_added' AND location_id IS NOT NULL"), 2);
    }
}

story! {
    async fn a_chain_takes_a_name_and_a_location_where_one_may_add_it(world) {
        let anna = world.sign_in(ANNA).await;
        anna.post("/chains", &[("name", "")]).await.is(422).says("Enter a name for the chain").says("Choose at least one location");

        let theirs = anna.post("/chains", &[("name", "Verbena"), ("location", &world.theirs.to_string())]).await;

        theirs.is(422).complains("location", "Choose only locations of yours");
        let max = world.sign_in(MAX).await;
        max.post("/chains", &[("name", "Verbena"), ("location", &world.ours.to_string())]).await.is(403).says("Add this location to a chain");
        assert_eq!(world.number("SELECT count(*) FROM chains"), 0);
    }
}

story! {
    async fn h19_a_role_for_all_locations_reaches_one_that_is_added_later_and_a_role_for_some_does_not(world) {
        let chain = world.verbena();
        let nora = world.person("Nora", "nora@verbena.test", None);
        chain.give_at(&world, nora, chain.harbour, "receptionist");
        let station = world.location("Station");
        let anna = world.sign_in(ANNA).await;
        assert!(!can(&world, chain.mira, station, Right::ViewTeam));

        anna.post(&format!("{}/locations", chain.path()), &[("location", &station.to_string())]).await.is(303);

        assert!(can(&world, chain.mira, station, Right::EditUsers), "Mira is Manager at all locations, also at future ones");
        assert!(can(&world, nora, chain.harbour, Right::InviteUsers) && !can(&world, nora, station, Right::ViewTeam));
    }
}

story! {
    async fn h20_what_came_from_the_chain_is_gone_with_it_and_what_is_the_locations_own_stays(world) {
        let chain = world.verbena();
        let rita = world.user(RITA);
        chain.give_at(&world, rita, world.ours, "manager");
        chain.give_at(&world, world.user(VERA), chain.harbour, "receptionist");
        assert!(can(&world, rita, world.ours, Right::EditLocation));
        let anna = world.sign_in(ANNA).await;
        let main = [("name", "Verbena"), ("main", &*chain.garden.to_string()), ("version", "1")];
        anna.post(&format!("{}/settings", chain.path()), &main).await.is(303);
        let removal = format!("{}/locations/{}/removal", chain.path(), world.ours);
        anna.get(&removal).await.says("Mira can no longer open Ours").says("Rita can do only what Ours itself gave them");

        anna.post(&removal, &[]).await.is(303);

        assert!(!can(&world, rita, world.ours, Right::EditLocation) && can(&world, rita, world.ours, Right::InviteUsers));
        assert!(!can(&world, chain.mira, world.ours, Right::ViewTeam) && can(&world, chain.mira, chain.harbour, Right::ViewTeam));
        assert!(can(&world, world.user(VERA), chain.harbour, Right::InviteUsers));
    }
}

story! {
    async fn a_location_leaves_a_chain_by_itself_but_not_while_it_is_the_main_one(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let of = |location: LocationId| format!("/locations/{location}/settings/chains/{}/withdrawal", chain.id);
        anna.get(&of(world.ours)).await.says("is the main location of Verbena");
        anna.post(&of(world.ours), &[]).await.is(409);

        anna.post(&of(chain.garden), &[]).await.is(303);

        assert!(!can(&world, chain.mira, chain.garden, Right::ViewTeam));
        anna.get(&format!("{}/locations", chain.path())).await.does_not_offer("Take out… Garden");
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'chain.location_removed'"), 2);
    }
}

story! {
    async fn h21_chain_rights_open_no_page_of_a_location_and_a_role_there_opens_none_of_the_chain(world) {
        let chain = world.verbena();
        let nora = world.person("Nora", "nora@verbena.test", None);
        chain.give_at(&world, nora, chain.harbour, "manager");
        let otto = world.person("Otto", "otto@verbena.test", None);
        let viewer = chain.chain_role(&world, "viewer").parse().unwrap();
        chain.give(&world, otto, &Terms { role: Some((viewer, None)), ..Terms::default() });
        let (nora, otto) = (world.sign_in_as("nora@verbena.test", PASSWORD).await, world.sign_in_as("otto@verbena.test", PASSWORD).await);

        otto.get(&chain.path()).await.is(200).says("See the team of the chain");
        otto.get(&format!("/locations/{}", chain.harbour)).await.is(404);
        otto.get(&format!("{}/settings", chain.path())).await.is(403).says("Change chain settings");
        nora.get(&format!("/locations/{}/users", chain.harbour)).await.is(200);
        nora.get(&chain.path()).await.is(404);
    }
}

story! {
    async fn h22_an_owner_of_a_location_is_none_of_the_chain_and_the_other_way_round(world) {
        let chain = world.verbena();
        let olga = world.person("Olga", "olga@ours.test", Some("owner"));
        let otto = world.person("Otto", "otto@verbena.test", None);
        let owner = chain.chain_role(&world, "owner").parse().unwrap();
        chain.give(&world, otto, &Terms { role: Some((owner, None)), ..Terms::default() });

        world.sign_in_as("olga@ours.test", PASSWORD).await.get(&chain.path()).await.is(404);
        world.sign_in_as("otto@verbena.test", PASSWORD).await.get("/locations/ours").await.is(404);

        assert!(can(&world, olga, world.ours, Right::EndSessions) && !can(&world, otto, world.ours, Right::ViewTeam));
    }
}

story! {
    async fn a_deleted_chain_gives_nothing_until_an_owner_restores_it(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let mira = world.sign_in(MIRA).await;
        mira.get(&format!("{}/deletion", chain.path())).await.is(403);
        anna.get(&format!("{}/deletion", chain.path())).await.says("Mira can no longer open Harbour");

        anna.post(&format!("{}/deletion", chain.path()), &[]).await.is(303);

        anna.get(&chain.path()).await.is(404);
        assert!(!can(&world, chain.mira, chain.harbour, Right::ViewTeam));
        mira.post(&format!("{}/restoration", chain.path()), &[]).await.is(404);
        anna.get("/locations").await.says("Deleted chains");
        anna.post(&format!("{}/restoration", chain.path()), &[]).await.is(303);
        assert!(can(&world, chain.mira, chain.harbour, Right::ViewTeam));
    }
}

story! {
    async fn the_order_of_the_locations_is_the_chains_own(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let path = format!("{}/locations", chain.path());

        anna.post(&format!("{path}/order"), &[("location", &chain.garden.to_string()), ("before", &world.ours.to_string())]).await.is(303);

        let page = anna.get(&path).await.words();
        let place = |name: &str| page.find(&format!("Take out… {name}")).unwrap();
        assert!(place("Garden") < place("Ours") && place("Ours") < place("Harbour"), "{page}");
    }
}

story! {
    async fn sa15_a_location_without_seats_does_not_join_a_chain_that_would_use_them(world) {
        let chain = world.verbena();
        let station = world.location("Station");
        world.sql(&format!("UPDATE locations SET seat_limit = 1 WHERE id = {station}"));
        let anna = world.sign_in(ANNA).await;

        let refused = anna.post(&format!("{}/locations", chain.path()), &[("location", &station.to_string())]).await;

        refused.is(422).says("Station: The one paid seat of this location is not enough: 2 would be needed. Mira would use a seat");
        assert!(!can(&world, chain.mira, station, Right::ViewTeam));
    }
}

story! {
    async fn whoever_is_here_through_a_chain_alone_is_on_the_users_tab_and_every_right_says_so(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;

        let users = anna.get("/locations/ours/users").await;

        users.says("From Verbena");
        let why = anna.get(&world.why_path(chain.mira)).await;
        why.is(200).says("It comes from the chain Verbena, which gives the role Manager here. It is changed there.");
        why.does_not_offer("Change access");
        let mira = world.sign_in(MIRA).await;
        mira.get("/locations/ours").await.says("Your role here is Manager, from the chain Verbena.");
        mira.get("/locations/ours/rights").await.is(200).says("It comes from the chain Verbena");
        anna.get(&world.why_path(world.user(GLEB))).await.is(404);
    }
}

story! {
    async fn h18_a_role_from_the_chain_adds_to_the_locations_own_and_the_locations_form_changes_only_its_own(world) {
        let chain = world.verbena();
        let vera = world.user(VERA);
        chain.give_at(&world, vera, world.ours, "receptionist");
        assert!(can(&world, vera, world.ours, Right::InviteUsers));
        let anna = world.sign_in(ANNA).await;
        let path = world.access_path(vera);
        anna.get(&path).await.says("Vera is here as Receptionist from the chain Verbena too");

        let form = [("role", &*world.role("view-only")), ("board", "yes"), ("right", "team.view"), ("right", "calendar.view"), ("extent", "calendar.view:own"), ("right", "payroll.own"), ("version", "1")];
        anna.post(&path, &form).await.is(303);

        assert_eq!(world.word(&format!("SELECT exceptions FROM accesses WHERE user_id = {vera}")).matches("right").count(), 1);
        assert!(can(&world, vera, world.ours, Right::ViewTeam) && can(&world, vera, world.ours, Right::InviteUsers));
    }
}

story! {
    async fn a_card_stays_linked_as_long_as_its_person_has_any_way_in(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let (vera, card) = (world.user(VERA), world.member("Vera"));
        world.sql(&format!("UPDATE members SET user_id = {vera} WHERE id = {card}"));
        chain.give_at(&world, vera, world.ours, "receptionist");
        anna.post(&format!("{}/removal", world.access_path(vera)), &[]).await.is(303);

        anna.get("/locations/ours/team").await.says("Receptionist");
        anna.get(&format!("/locations/ours/team/{card}/access")).await.says("What comes from the chain Verbena is changed there");

        anna.post(&format!("/locations/ours/settings/chains/{}/withdrawal", chain.id), &[]).await.is(409);
        let main = [("name", "Verbena"), ("main", &*chain.garden.to_string()), ("version", "1")];
        anna.post(&format!("{}/settings", chain.path()), &main).await.is(303);
        anna.post(&format!("/locations/ours/settings/chains/{}/withdrawal", chain.id), &[]).await.is(303);
        assert_eq!(world.number(&format!("SELECT count(*) FROM members WHERE id = {card} AND user_id IS NOT NULL")), 0);
    }
}
