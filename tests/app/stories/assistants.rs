//! Cases I: who assists in a service, and with which share.

use parlour::id::{AppointmentId, MemberId};

use crate::story;
use crate::support::appointments::{Salon, at, sent};
use crate::support::visitor::{Seen, Visitor};
use crate::support::world::*;

/// Says who assists in the first line, each perhaps with a share.
async fn assist(
    world: &World,
    by: &Visitor,
    id: AppointmentId,
    whom: &[(MemberId, Option<&str>)],
    more: &[(&str, &str)],
) -> Seen {
    let version = world.number(&format!("SELECT version FROM appointments WHERE id = {id}")).to_string();
    let line = world.line_of(id).to_string();
    let members: Vec<(String, Option<&str>)> =
        whom.iter().map(|(member, share)| (member.to_string(), *share)).collect();
    let mut fields = vec![("version", &*version), ("line", &*line)];
    for (member, share) in &members {
        fields.push(("assistant", member));
        fields.extend(share.map(|share| ("share", share)));
    }
    fields.extend(more);
    by.post(&format!("{}/assistants", at(id)), &fields).await
}

fn cut(world: &World, salon: &Salon) -> AppointmentId {
    world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45)
}

const HELPERS: &str = "SELECT count(*) FROM line_assistants";

story! {
    async fn i1_se3_whoever_is_not_available_is_not_offered_and_a_forged_number_is_refused(world) {
        let salon = world.salon();
        let id = cut(&world, &salon);
        let anna = world.sign_in(ANNA).await;
        let petra = world.member("Petra");
        let stranger = MemberId(world.number(&format!("SELECT id FROM members WHERE location_id = {}", world.theirs)));

        let page = anna.get(&at(id)).await;
        assert_eq!(page.texts_of("#assistant-1-1 option"), ["Nobody", "Boris", "Ilse", "Otto"]);
        assist(&world, &anna, id, &[(petra, None)], &[]).await.is(422).complains("assistant-1-1", "Petra is not available for assisting");
        assist(&world, &anna, id, &[(stranger, None)], &[]).await.is(422).complains("assistant-1-1", "Choose a team member who works here");
        assert_eq!(world.number(HELPERS), 0);
    }
}

story! {
    async fn i2_i4_i5_without_a_schedule_or_a_login_or_any_right_one_can_assist(world) {
        let salon = world.salon();
        let id = cut(&world, &salon);
        world.is_card_of(salon.ilse, VERA);
        let anna = world.sign_in(ANNA).await;

        assist(&world, &anna, id, &[(salon.ilse, None)], &[]).await.leads_to(&at(id));

        anna.get(&at(id)).await.says("Ilse assists").says("Anna changed who assists in the appointment of");
        let vera = world.sign_in(VERA).await;
        let page = vera.get(&at(id)).await;
        page.is(200).says("Ilse assists").does_not_offer("Change").does_not_offer("Save assistants");
        assist(&world, &vera, id, &[(salon.otto, None)], &[]).await.is(403);
        let other = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 900, 45);
        assist(&world, &anna, other, &[(salon.otto, None)], &[]).await.leads_to(&at(other));
    }
}

story! {
    async fn i3_a_provider_who_assists_is_booked_and_offered(world) {
        let salon = world.salon();
        let id = cut(&world, &salon);
        let anna = world.sign_in(ANNA).await;

        assist(&world, &anna, id, &[(salon.boris, None)], &[]).await.leads_to(&at(id));

        let boris = salon.boris.to_string();
        anna.post("/locations/ours/appointments", &sent(&salon.cut(&[("member", &boris), ("at", "15:00")]))).await.is(303);
        let warned = anna.post("/locations/ours/appointments", &sent(&salon.cut(&[("member", &boris)]))).await;
        warned.is(422).complains("busy", "Boris assists somebody else from 10:00 to 10:45");
    }
}

story! {
    async fn i6_i7_nobody_assists_themselves_or_twice(world) {
        let salon = world.salon();
        let id = cut(&world, &salon);
        world.sql(&format!("UPDATE members SET assists = TRUE WHERE id = {}", salon.marta));
        world.sql(&format!("INSERT INTO payroll_settings (location_id, several_assistants) VALUES ({}, TRUE)", world.ours));
        let anna = world.sign_in(ANNA).await;

        assist(&world, &anna, id, &[(salon.marta, None)], &[]).await.is(422).complains("assistant-1-1", "Marta provides this service");
        let twice = [(salon.ilse, None), (salon.ilse, None)];
        assist(&world, &anna, id, &twice, &[]).await.is(422).complains("assistant-1-2", "Ilse is on this service already");

        assist(&world, &anna, id, &[(salon.boris, None)], &[]).await.is(303);
        let fields = [("day", &*salon.day.to_string()), ("at", "10:00"), ("version", "2"), ("line", &*world.line_of(id).to_string()), ("member", &*salon.boris.to_string())];
        anna.post(&format!("{}/time", at(id)), &fields).await.is(422).complains("member-1", "Boris assists in this service. Take them off");
    }
}

story! {
    async fn i8_a_second_assistant_only_where_the_setting_says_so_and_those_who_are_there_stay(world) {
        let salon = world.salon();
        let id = cut(&world, &salon);
        let anna = world.sign_in(ANNA).await;
        let both = [(salon.ilse, None), (salon.otto, None)];

        assist(&world, &anna, id, &both, &[]).await.is(422).complains("assistant-1-2", "Keep one assistant");
        anna.post("/locations/ours/payroll/settings", &[("several", "yes"), ("mode", "full"), ("earned", "appointment"), ("base", "paid"), ("version", "0")]).await.is(303);
        assist(&world, &anna, id, &both, &[]).await.is(303);
        anna.post("/locations/ours/payroll/settings", &[("mode", "full"), ("earned", "appointment"), ("base", "paid"), ("version", "1")]).await.is(303);

        anna.get(&at(id)).await.says("Ilse and Otto assist");
        assist(&world, &anna, id, &both, &[]).await.is(303);
        let three = [(salon.ilse, None), (salon.otto, None), (salon.boris, None)];
        assist(&world, &anna, id, &three, &[]).await.is(422).complains("assistant-1-3", "Keep one assistant");
        assist(&world, &anna, id, &[(salon.otto, None)], &[]).await.is(303);
        assert_eq!(world.number(HELPERS), 1);
    }
}

story! {
    async fn i9_i10_whoever_assists_already_stays_when_they_assist_no_more_or_leave_and_is_not_offered_anew(world) {
        let salon = world.salon();
        let id = cut(&world, &salon);
        world.helped(id, salon.ilse);
        let anna = world.sign_in(ANNA).await;
        for change in ["assists = FALSE", "employment = 'dismissed'"] {
            world.sql(&format!("UPDATE members SET {change} WHERE id = {}", salon.ilse));
            anna.get(&at(id)).await.says("Ilse assists");
            assist(&world, &anna, id, &[(salon.ilse, None)], &[]).await.is(303);
            let other = world.booked(salon.clara, salon.cut, salon.boris, salon.day, 600, 45);
            assist(&world, &anna, other, &[(salon.ilse, None)], &[]).await.is(422);
            world.sql(&format!("DELETE FROM appointment_lines WHERE appointment_id = {other}"));
        }
        assert_eq!(world.number(HELPERS), 1);
    }
}

story! {
    async fn i11_a_busy_assistant_is_warned_about_and_refused_where_the_setting_says_so(world) {
        let salon = world.salon();
        let id = cut(&world, &salon);
        let other = world.booked(salon.clara, salon.cut, salon.boris, salon.day, 630, 60);
        world.helped(other, salon.ilse);
        world.sql(&format!("INSERT INTO time_off (member_id, first_day, last_day) VALUES ({}, '{1}', '{1}')", salon.otto, salon.day));
        let anna = world.sign_in(ANNA).await;
        let cases = [
            (salon.ilse, "Ilse assists somebody else from 10:30 to 11:30"),
            (salon.boris, "Boris is booked from 10:30 to 11:30"),
            (salon.otto, "Otto has time off"),
        ];
        for (member, words) in cases {
            assist(&world, &anna, id, &[(member, None)], &[]).await.is(422).complains("busy-1", words);
            assist(&world, &anna, id, &[(member, None)], &[("busy", "yes")]).await.is(303);
            assist(&world, &anna, id, &[], &[]).await.is(303);
        }
        let version = world.number(&format!("SELECT version FROM locations WHERE id = {}", world.ours)).to_string();
        anna.post("/locations/ours/settings/calendar", &[("refuses_busy", "yes"), ("version", &version)]).await.leads_to("/locations/ours/settings/calendar");
        for (member, words) in cases {
            assist(&world, &anna, id, &[(member, None)], &[("busy", "yes")]).await.is(422).complains("assistant-1-1", words);
        }
        assert_eq!(world.number(HELPERS), 1);
        anna.post("/locations/ours/settings/calendar", &[("version", &version)]).await.is(409).says("Saved by somebody else meanwhile");
    }
}

story! {
    async fn i12_i13_the_two_rights_are_asked_apart(world) {
        let salon = world.salon();
        let id = cut(&world, &salon);
        let vera = world.sign_in(VERA).await;
        let shares = format!("{}/shares", at(id));
        let (line, ilse) = (world.line_of(id).to_string(), salon.ilse.to_string());

        world.role_holds("view-only", "calendar.view assistants.manage");
        vera.get(&at(id)).await.says_nothing_of("name=\"share\"").offers("Save assistants");
        assist(&world, &vera, id, &[(salon.ilse, Some("50"))], &[]).await.is(403).says("Change the compensation share");
        assert_eq!(world.number(HELPERS), 0);
        assist(&world, &vera, id, &[(salon.ilse, None)], &[]).await.is(303);
        vera.post(&shares, &[("version", "2"), ("line", &line), ("assistant", &ilse), ("share", "50")]).await.is(403);

        world.role_holds("view-only", "calendar.view assistants.share");
        vera.get(&at(id)).await.offers("Save shares").does_not_offer("Save assistants");
        assist(&world, &vera, id, &[], &[]).await.is(403).says("Add, change and remove assistants");
        vera.post(&shares, &[("version", "2"), ("line", &line), ("assistant", &ilse), ("share", "50")]).await.is(303);
        vera.post(&shares, &[("version", "3"), ("line", &line), ("assistant", &salon.otto.to_string()), ("share", "50")]).await.is(404);
        assert_eq!(world.number("SELECT share FROM line_assistants"), 5000);
        assert_eq!(world.number(HELPERS), 1);

        world.role_holds("view-only", "calendar.view");
        vera.get(&at(id)).await.says("Ilse assists").says_nothing_of("50 %");
    }
}

story! {
    async fn i14_a_share_is_a_percentage_from_0_to_100_with_two_places(world) {
        let salon = world.salon();
        let id = cut(&world, &salon);
        let anna = world.sign_in(ANNA).await;
        assert_eq!(anna.get(&at(id)).await.value_of("share-1-1"), "100");
        for wrong in ["101", "-1", "1e2", "", "33.333", "100.01", "half"] {
            let again = assist(&world, &anna, id, &[(salon.ilse, Some(wrong))], &[]).await;
            again.is(422).complains("share-1-1", "Enter a share from 0 to 100");
            assert_eq!((again.value_of("share-1-1"), again.value_of("assistant-1-1")), (wrong.to_owned(), salon.ilse.to_string()));
        }
        for (right, kept) in [("0", 0), ("100", 10_000), ("33,33", 3333), ("12.5", 1250)] {
            assist(&world, &anna, id, &[(salon.ilse, Some(right))], &[]).await.is(303);
            assert_eq!(world.number("SELECT share FROM line_assistants"), kept);
        }
    }
}

story! {
    async fn i15_i16_where_one_reward_is_divided_no_share_is_set_and_earlier_lines_keep_their_way(world) {
        let salon = world.salon();
        let (id, later) = (cut(&world, &salon), world.booked(salon.clara, salon.cut, salon.marta, salon.day, 900, 45));
        let anna = world.sign_in(ANNA).await;
        assist(&world, &anna, id, &[(salon.ilse, Some("40"))], &[]).await.is(303);
        anna.post("/locations/ours/payroll/settings", &[("mode", "split"), ("earned", "appointment"), ("base", "paid"), ("version", "0")]).await.is(303);

        anna.get(&at(later)).await.says_nothing_of("name=\"share\"").says("share one reward equally");
        assist(&world, &anna, later, &[(salon.ilse, Some("40"))], &[]).await.is(422).says("here the reward is divided equally");
        assist(&world, &anna, later, &[(salon.ilse, None)], &[]).await.is(303);
        assert_eq!(anna.get(&at(id)).await.value_of("share-1-1"), "40");
        assist(&world, &anna, id, &[(salon.ilse, Some("30"))], &[]).await.is(303);
        let modes = |id: AppointmentId| world.word(&format!("SELECT reward_mode FROM appointment_lines WHERE appointment_id = {id}"));
        assert_eq!((modes(id), modes(later)), ("full".into(), "split".into()));

        anna.post("/locations/ours/payroll/settings", &[("mode", "full"), ("earned", "appointment"), ("base", "paid"), ("version", "1")]).await.is(303);
        assert_eq!(modes(later), "split");
    }
}

story! {
    async fn i28_the_log_says_who_changed_whose_share_from_what_to_what(world) {
        let salon = world.salon();
        let id = cut(&world, &salon);
        let anna = world.sign_in(ANNA).await;
        assist(&world, &anna, id, &[(salon.ilse, Some("100"))], &[]).await.is(303);

        assist(&world, &anna, id, &[(salon.ilse, Some("62.5"))], &[]).await.is(303);

        let page = anna.get(&at(id)).await;
        page.says("Anna changed who assists in the appointment of Clara Nunes").says("Share of Ilse in Cut: 100 % 62.5 %");
        page.says("Assistants of Cut: Ilse");
        anna.get(&format!("/locations/ours/team/{}/history", salon.ilse)).await.says("Share of Ilse in Cut: 100 % 62.5 %");
        anna.get("/locations/ours/activity").await.says("Share of Ilse in Cut");
    }
}
