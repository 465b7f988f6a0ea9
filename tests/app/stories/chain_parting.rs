//! Case G12 in a chain: what somebody has still before them at a location that their card leaves.

use parlour::chains::Terms;
use parlour::id::{AppointmentId, LocationId, MemberId};

use super::chain_team::{add, place};
use crate::story;
use crate::support::appointments::{Salon, at};
use crate::support::chain::*;
use crate::support::visitor::{Seen, Visitor};
use crate::support::world::*;

/// Noor, who is valid at *Ours* and in the *Garden*, is booked twice at *Ours* and assists Boris once.
struct Noor {
    card: String,
    member: MemberId,
    booked: [AppointmentId; 2],
    assisted: AppointmentId,
}

async fn noor(world: &World, salon: &Salon, chain: &Verbena, anna: &Visitor) -> Noor {
    let card = add(anna, chain, "Noor", &[world.ours, chain.garden], &[]).await;
    let here = format!("SELECT id FROM members WHERE name = 'Noor' AND location_id = {}", world.ours);
    let member = MemberId(world.number(&here));
    world.sql(&format!("UPDATE members SET in_schedule = TRUE, assists = TRUE WHERE id = {member}"));
    let booked = [600, 900].map(|minute| world.booked(salon.clara, salon.cut, member, salon.day, minute, 45));
    let assisted = world.booked(salon.clara, salon.cut, salon.boris, salon.day, 690, 45);
    world.helped(assisted, member);
    Noor { card, member, booked, assisted }
}

impl Noor {
    /// Says where the card is valid, and what becomes of what is to come at *Ours*.
    async fn placed(&self, by: &Visitor, world: &World, places: &[LocationId], fates: [&str; 2]) -> Seen {
        let page = by.get(&format!("{}/locations", self.card)).await;
        let (version, ours) = (page.value_of_name("version"), world.ours.to_string());
        let places: Vec<String> = places.iter().map(LocationId::to_string).collect();
        let mut fields =
            vec![("version", &*version), ("at", &*ours), ("appointments", fates[0]), ("assistances", fates[1])];
        fields.extend(places.iter().map(|place| ("location", place.as_str())));
        by.post(&format!("{}/locations", self.card), &fields).await
    }

    fn served_by(&self, world: &World) -> Vec<i64> {
        self.booked
            .iter()
            .map(|id| world.number(&format!("SELECT member_id FROM appointment_lines WHERE appointment_id = {id}")))
            .collect()
    }

    fn works(&self, world: &World) -> bool {
        world.word(&format!("SELECT employment FROM members WHERE id = {}", self.member)) == "working"
    }
}

story! {
    async fn g12_a_chain_decides_what_becomes_of_what_is_to_come_where_a_card_goes(world) {
        let (salon, chain) = (world.salon(), world.verbena());
        let anna = world.sign_in(ANNA).await;
        let noor = noor(&world, &salon, &chain, &anna).await;
        let boris = salon.boris.to_string();
        let page = anna.get(&format!("{}/locations", noor.card)).await;
        page.says("When Noor leaves Ours").says("Noor is booked for 2 appointments to come").says("Noor assists in 1 service to come");
        page.says("Cut for Clara Nunes").says("Choose below what becomes of it").says_nothing_of("When Noor leaves Garden");

        noor.placed(&anna, &world, &[chain.garden], [&boris, "drop"]).await.leads_to(&noor.card);

        assert_eq!(noor.served_by(&world), [salon.boris.0, salon.boris.0]);
        assert_eq!((noor.works(&world), world.number("SELECT count(*) FROM line_assistants")), (false, 0));
        anna.get(&at(noor.booked[0])).await.says("Team member of Cut: Noor Boris");
        anna.get(&at(noor.assisted)).await.says_nothing_of("Noor assists");
        anna.get(&format!("{}/history", noor.card)).await.says("Appointments at Ours: Noor Boris").says("Assisting at Ours: Noor");
    }
}

story! {
    async fn g12_what_is_in_the_way_stands_beside_the_choice_and_the_card_stays_everywhere(world) {
        let (salon, chain) = (world.salon(), world.verbena());
        let anna = world.sign_in(ANNA).await;
        let noor = noor(&world, &salon, &chain, &anna).await;
        world.booked(salon.clara, salon.cut, salon.boris, salon.day, 915, 45);
        let (boris, field) = (salon.boris.to_string(), format!("appointments_to-{}", world.ours));

        let refused = noor.placed(&anna, &world, &[], [&boris, "drop"]).await;

        refused.is(422).complains(&field, "The appointment of Clara Nunes on").complains(&field, "Boris is booked from 15:15 to 16:00");
        assert_eq!(refused.texts_of(&format!("#{field} option[selected]")), ["Give them to Boris"]);
        assert_eq!(noor.served_by(&world), [noor.member.0, noor.member.0]);
        assert_eq!(world.number("SELECT count(*) FROM members WHERE name = 'Noor' AND employment = 'working'"), 2);
        assert_eq!(world.number("SELECT count(*) FROM line_assistants"), 1);
        noor.placed(&anna, &world, &[], ["drop", ""]).await.is(422).complains(&field, "Choose what becomes of them");
        noor.placed(&anna, &world, &[], ["999999", ""]).await.is(422).complains(&field, "Choose a team member who is in the schedule");
    }
}

story! {
    async fn g12_what_nobody_decided_about_is_kept_and_so_is_everything_where_the_card_stays(world) {
        let (salon, chain) = (world.salon(), world.verbena());
        let anna = world.sign_in(ANNA).await;
        let noor = noor(&world, &salon, &chain, &anna).await;
        let boris = salon.boris.to_string();

        noor.placed(&anna, &world, &[world.ours], [&boris, "drop"]).await.leads_to(&noor.card);
        assert_eq!((noor.works(&world), noor.served_by(&world)), (true, vec![noor.member.0; 2]));

        place(&anna, &noor.card, &[]).await.leads_to(&noor.card);
        assert_eq!((noor.works(&world), noor.served_by(&world)), (false, vec![noor.member.0; 2]));
        assert_eq!(world.number("SELECT count(*) FROM line_assistants"), 1);
    }
}

story! {
    async fn g12_a_card_deleted_from_the_chain_keeps_at_each_location_what_is_booked_there(world) {
        let (salon, chain) = (world.salon(), world.verbena());
        let anna = world.sign_in(ANNA).await;
        let noor = noor(&world, &salon, &chain, &anna).await;
        anna.get(&noor.card).await.says("with what is booked with them");

        anna.post(&format!("{}/deletion", noor.card), &[]).await.is(303);

        assert_eq!((noor.works(&world), noor.served_by(&world)), (true, vec![noor.member.0; 2]));
        anna.get(&at(noor.assisted)).await.says("Noor assists");
    }
}

story! {
    async fn g12_in_a_chain_too_handing_over_takes_the_right_to_at_the_location(world) {
        let (salon, chain) = (world.salon(), world.verbena());
        let anna = world.sign_in(ANNA).await;
        let noor = noor(&world, &salon, &chain, &anna).await;
        let otto = world.person("Otto", "otto@verbena.test", None);
        let manager = chain.chain_role(&world, "manager").parse().unwrap();
        chain.give(&world, otto, &Terms { role: Some((manager, None)), ..Terms::default() });
        let stranger = world.sign_in_as("otto@verbena.test", PASSWORD).await;
        let boris = salon.boris.to_string();

        let page = stranger.get(&format!("{}/locations", noor.card)).await;
        page.says("2 appointments, and assisting in 1 service. It stays as it is").says_nothing_of("Clara").says_nothing_of("When Noor leaves");
        for fates in [[&*boris, ""], ["", "drop"]] {
            let refused = noor.placed(&stranger, &world, &[], fates).await;
            refused.is(403).says("Only somebody who may move appointments or manage assistants at Ours");
        }
        world.role_holds("view-only", "team.view calendar.view assistants.manage");
        world.sql(&format!(
            "INSERT INTO accesses (location_id, user_id, role_id, created_at) VALUES ({}, {otto}, {}, '2026-01-01 00:00:00')",
            world.ours,
            world.role("view-only")
        ));
        let helper = world.sign_in_as("otto@verbena.test", PASSWORD).await;
        let page = helper.get(&format!("{}/locations", noor.card)).await;
        page.says("What becomes of the assisting").says_nothing_of("What becomes of the appointments");
        noor.placed(&helper, &world, &[], [&boris, ""]).await.is(403).says("Change time and team member");
        assert_eq!((noor.works(&world), noor.served_by(&world)), (true, vec![noor.member.0; 2]));
        noor.placed(&helper, &world, &[], ["", "drop"]).await.leads_to(&noor.card);
        assert_eq!((noor.works(&world), world.number("SELECT count(*) FROM line_assistants")), (false, 0));
    }
}
