//! The overview of a chain, and its log.

use parlour::access::Inside;
use parlour::activity::Report;
use parlour::chains::Terms;
use parlour::clock;
use parlour::sample::{self, Size};

use crate::story;
use crate::support::chain::*;
use crate::support::visitor::Seen;
use crate::support::world::*;

/// The cells of a location's row: people, team members, open invitations, seats, appointments, deeds.
fn row(page: &Seen, name: &str) -> Vec<String> {
    let names = page.texts_of("table.table-stack tbody th b");
    let place = names.iter().position(|found| found == name).unwrap_or_else(|| panic!("no row of {name}: {names:?}"));
    page.texts_of("table.table-stack tbody td").chunks(6).nth(place).unwrap().to_vec()
}

story! {
    async fn the_overview_counts_people_invitations_and_seats_of_every_location(world) {
        let chain = world.verbena();
        world.sql(&format!("UPDATE locations SET seat_limit = 9 WHERE id = {}", chain.harbour));
        chain.give_at(&world, world.user(VERA), chain.harbour, "receptionist");
        let anna = world.sign_in(ANNA).await;
        super::invite(&anna, "Boris", "boris@new.test", &world.role("manager")).await.is(303);

        let places = [("location", &*chain.garden.to_string()), ("at", &*chain.role(&world, "receptionist"))];
        let offer = [("name", "Pia"), ("contact", "pia@new.test"), ("everywhere", &*chain.role(&world, "view-only"))];
        anna.post(&format!("{}/invitations", chain.path()), &[&offer[..], &places[..]].concat()).await.is(303);

        let page = anna.get(&chain.path()).await;

        // Anna, Max, Rita and Vera of its own, Mira from the chain; Vera and the card of Anna; Boris keeps a seat.
        assert_eq!(row(&page, "Ours")[..4], ["5", "1", "2", "5"]);
        assert_eq!(row(&page, "Harbour")[..4], ["3", "1", "1", "3 of 9"]);
        assert_eq!(row(&page, "Garden")[..4], ["2", "1", "1", "3"], "Pia is a receptionist there");
        let numbers = page.texts_of(".stats dd");
        assert!(numbers[1].starts_with('5'), "five different people: {numbers:?}");
    }
}

story! {
    async fn the_overview_is_for_whoever_may_see_reports(world) {
        let chain = world.verbena();
        let otto = world.person("Otto", "otto@verbena.test", None);
        let viewer = chain.chain_role(&world, "viewer").parse().unwrap();
        chain.give(&world, otto, &Terms { role: Some((viewer, None)), ..Terms::default() });
        let visitor = world.sign_in_as("otto@verbena.test", PASSWORD).await;
        visitor.get(&chain.path()).await.says("People with access").says("Harbour");

        world.sql(&format!("UPDATE chain_accesses SET withheld = 'chain.reports' WHERE user_id = {otto}"));

        let page = visitor.get(&chain.path()).await;
        page.says("Harbour").says_nothing_of("People with access");
        assert!(page.address_with("/locations/").is_none(), "nothing there is open to Otto");
    }
}

story! {
    async fn the_overview_counts_the_appointments_of_thirty_days_and_those_that_were_missed(world) {
        let chain = world.verbena();
        let anna = world.user(ANNA);
        world
            .db
            .write_now(|db| {
                let inside = Inside::enter(anna, "test".into(), chain.garden, db)?;
                let crew = sample::engage(inside.location(), 2, 0, db)?;
                sample::fill(inside.location(), &crew, Size { clients: 20, back: 60, ahead: 5 }, db)
            })
            .unwrap();
        let count = |which: &str| {
            world.number(&format!(
                "SELECT count(*) FROM appointments WHERE deleted_at IS NULL AND starts_at >= '{}' AND starts_at < '{}' {which}",
                (clock::now() - chrono::TimeDelta::days(29)).date(),
                clock::now()
            ))
        };

        let page = world.sign_in(MIRA).await.get(&chain.path()).await;

        let (all, missed) = (count(""), count("AND status = 'no_show'"));
        assert!(all > 50 && missed > 0, "{all}, {missed}");
        assert_eq!(row(&page, "Garden")[4], format!("{all} {missed} missed"));
        assert_eq!(row(&page, "Harbour")[4], "0");
        page.says("Where people came");
    }
}

story! {
    async fn the_log_of_a_chain_tells_its_own_deeds_and_those_at_its_locations_and_no_others(world) {
        let chain = world.verbena();
        let gleb = world.sign_in(GLEB).await;
        gleb.post("/locations/theirs/positions", &[("title", "Secret")]).await.is(303);
        let anna = world.sign_in(ANNA).await;
        anna.post("/locations/ours/positions", &[("title", "Stylist")]).await.is(303);
        let mira = world.sign_in(MIRA).await;
        let path = format!("{}/activity", chain.path());

        mira.get(&path).await.is(200).says("Anna created the chain Verbena").says("gave access to the chain to Mira").says_nothing_of("Stylist");
        mira.get(&format!("{path}?where={}", world.ours)).await.says("added the position Stylist");
        mira.get(&format!("{path}?where={}", world.theirs)).await.says_nothing_of("Secret").says("created the chain");
    }
}

story! {
    async fn sh2_the_log_of_a_chain_is_sealed_like_any_other(world) {
        let chain = world.verbena();
        let of_chain = |report: &Report| report.place.as_deref() == Some("The chain Verbena");
        let look = |world: &World| world.db.read_now(Report::all).unwrap().into_iter().find(of_chain).unwrap();
        let sound = look(&world);
        assert!(sound.fault.is_none() && sound.sound == 2, "{sound:?}");

        world.tamper(&format!("UPDATE activity SET subject = 'Nobody' WHERE number = 2 AND chain_id = {}", chain.id));

        assert!(look(&world).fault.unwrap().starts_with("Event 2"));
    }
}

story! {
    async fn the_overview_asks_no_more_for_many_locations_than_for_a_few(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let few = super::matrix::statements_of(&world, &anna, &chain.path()).await;
        for number in 0..20 {
            let location = world.location(&format!("Branch {number}"));
            anna.post(&format!("{}/locations", chain.path()), &[("location", &location.to_string())]).await.is(303);
        }

        assert_eq!(super::matrix::statements_of(&world, &anna, &chain.path()).await, few);
    }
}
