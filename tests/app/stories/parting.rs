//! Case G12 and I9: what somebody has still before them when they leave, or assist no more.

use crate::story;
use crate::support::appointments::{Salon, at};
use crate::support::world::*;
use parlour::id::AppointmentId;

/// Marta is booked twice, and assists Boris once; Ilse assists her.
fn busy(world: &World, salon: &Salon) -> [AppointmentId; 3] {
    world.sql(&format!("UPDATE members SET assists = TRUE WHERE id = {}", salon.marta));
    let first = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45);
    let second = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 900, 45);
    let other = world.booked(salon.clara, salon.cut, salon.boris, salon.day, 690, 45);
    world.helped(first, salon.ilse);
    world.helped(other, salon.marta);
    [first, second, other]
}

fn main(world: &World, id: AppointmentId) -> i64 {
    world.number(&format!("SELECT member_id FROM appointment_lines WHERE appointment_id = {id}"))
}

story! {
    async fn g12_before_somebody_leaves_their_appointments_are_listed_and_kept_unless_it_is_decided(world) {
        let salon = world.salon();
        let [first, second, other] = busy(&world, &salon);
        let anna = world.sign_in(ANNA).await;
        let page = format!("/locations/ours/team/{}/dismissal", salon.marta);

        let asked = anna.get(&page).await;
        asked.is(200).says("Marta is booked for 2 appointments to come").says("Marta assists in 1 service to come").says("Cut for Clara Nunes");
        anna.post(&page, &[("on", "2026-11-26")]).await.leads_to("/locations/ours/team");

        for id in [first, second] {
            assert_eq!(main(&world, id), salon.marta.0);
        }
        anna.get(&at(other)).await.is(200).says("Marta assists");
        anna.get(&at(first)).await.is(200).says("with Marta");
    }
}

story! {
    async fn g12_they_go_to_somebody_else_in_the_same_step_and_assisting_ends(world) {
        let salon = world.salon();
        let [first, second, other] = busy(&world, &salon);
        let anna = world.sign_in(ANNA).await;
        let page = format!("/locations/ours/team/{}/dismissal", salon.marta);
        let boris = salon.boris.to_string();

        let fields = [("on", "2026-11-26"), ("appointments", "reassign"), ("appointments_to", &*boris), ("assistances", "drop")];
        anna.post(&page, &fields).await.leads_to("/locations/ours/team");

        assert_eq!((main(&world, first), main(&world, second)), (salon.boris.0, salon.boris.0));
        anna.get(&at(other)).await.says_nothing_of("Marta assists");
        anna.get(&at(first)).await.says("Ilse assists").says("Team member of Cut: Marta Boris");
        assert_eq!(world.number("SELECT count(*) FROM line_assistants"), 1);
    }
}

story! {
    async fn g12_what_overlaps_is_refused_with_its_name_and_nobody_is_dismissed(world) {
        let salon = world.salon();
        let [first, ..] = busy(&world, &salon);
        world.booked(salon.clara, salon.cut, salon.boris, salon.day, 915, 45);
        let anna = world.sign_in(ANNA).await;
        for path in ["dismissal", "deletion"] {
            let page = format!("/locations/ours/team/{}/{path}", salon.marta);
            let boris = salon.boris.to_string();
            let fields = [("on", "2026-11-26"), ("appointments", "reassign"), ("appointments_to", &*boris)];

            let refused = anna.post(&page, &fields).await;

            refused.is(422).complains("appointments_to", "The appointment of Clara Nunes on").complains("appointments_to", "Boris is booked from 15:15 to 16:00");
            assert_eq!(main(&world, first), salon.marta.0);
            assert_eq!(world.word(&format!("SELECT employment FROM members WHERE id = {}", salon.marta)), "working");
            let nobody = anna.post(&page, &[("on", "2026-11-26"), ("appointments", "reassign"), ("appointments_to", "")]).await;
            nobody.is(422).complains("appointments_to", "Choose who takes over");
        }
    }
}

story! {
    async fn i9_whoever_assists_no_more_is_kept_dropped_or_replaced_where_they_assist_already(world) {
        let salon = world.salon();
        let id = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45);
        let anna = world.sign_in(ANNA).await;
        let page = format!("/locations/ours/team/{}/settings", salon.ilse);
        for (fate, to, left) in [("keep", "", Some(salon.ilse)), ("drop", "", None), ("reassign", &*salon.otto.to_string(), Some(salon.otto))] {
            world.sql("DELETE FROM line_assistants");
            world.helped(id, salon.ilse);
            world.sql(&format!("UPDATE members SET assists = TRUE WHERE id = {}", salon.ilse));
            let form = anna.get(&page).await;
            form.says("Ilse assists in 1 service to come");

            let fields = [("version", &*form.value_of_name("version")), ("assistances", fate), ("assistances_to", to)];
            anna.post(&page, &fields).await.leads_to(&page);

            let now = world.number("SELECT coalesce(max(member_id), 0) FROM line_assistants");
            assert_eq!(now, left.map_or(0, |member| member.0), "{fate}");
            assert_eq!(world.number(&format!("SELECT count(*) FROM members WHERE id = {} AND assists", salon.ilse)), 0);
        }
    }
}

story! {
    async fn g12_handing_over_takes_the_right_to_and_names_are_for_those_who_see_them(world) {
        let salon = world.salon();
        let [first, ..] = busy(&world, &salon);
        world.role_holds("view-only", "team.view team.dismiss");
        let vera = world.sign_in(VERA).await;
        let page = format!("/locations/ours/team/{}/dismissal", salon.marta);

        let asked = vera.get(&page).await;
        asked.says("Marta is booked for 2 appointments to come").says_nothing_of("Clara").says_nothing_of("reassign");
        for fields in [[("appointments", "reassign"), ("appointments_to", &*salon.boris.to_string())], [("assistances", "drop"), ("assistances_to", "")]] {
            let sent = [&[("on", "2026-11-26")][..], &fields].concat();
            vera.post(&page, &sent).await.is(403);
        }
        vera.post(&page, &[("on", "2026-11-26")]).await.is(303);
        assert_eq!(main(&world, first), salon.marta.0);
    }
}
