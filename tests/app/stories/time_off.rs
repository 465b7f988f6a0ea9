//! Time off: days on which somebody does not work, whatever their hours say.

use crate::story;
use crate::support::world::*;

fn marta(world: &World) -> (parlour::id::MemberId, String) {
    let marta = world.member("Marta");
    world.in_schedule(marta);
    (marta, format!("/locations/ours/team/{marta}"))
}

story! {
    async fn time_off_is_given_shown_and_taken_back_and_the_hours_stay_under_it(world) {
        let (marta, card) = marta(&world);
        world.works(marta, "2026-11-24", 540, 1080);
        let anna = world.sign_in(ANNA).await;
        let fields = [("first", "2026-11-24"), ("last", "2026-11-26"), ("reason", "holiday"), ("words", "")];

        let given = anna.post(&format!("{card}/time-off"), &fields).await;

        given.leads_to(&format!("{card}/schedule"));
        let page = anna.get(given.location()).await;
        page.says("Marta has time off: 24 to 26 November 2026.");
        anna.get(&format!("{card}/schedule?month=2026-11")).await.says("0 min of work in November 2026").offers("Take back");
        assert_eq!(world.spans(marta, "2026-11-24"), [(540, 1080)]);
        anna.get("/locations/ours/schedule?week=2026-11-24").await.says("Marta, Wednesday 25: Holiday").says("Marta, Friday 27: Off");
        let off = world.number("SELECT max(id) FROM time_off");
        anna.post(&format!("/locations/ours/time-off/{off}/removal"), &[]).await.leads_to(&format!("{card}/schedule"));
        anna.get("/locations/ours/schedule?week=2026-11-24").await.says("Marta, Tuesday 24: 9:00– 18:00");
        let said = world.word("SELECT deed || ' ' || changes FROM activity ORDER BY id DESC LIMIT 1");
        assert!(said.contains("time_off_removed") && said.contains("24 to 26 November 2026: Holiday"), "{said}");
        anna.post(&format!("/locations/ours/time-off/{off}/removal"), &[]).await.is(404);
    }
}

story! {
    async fn why_somebody_is_away_is_for_themselves_and_whoever_keeps_the_schedule(world) {
        let (marta, card) = marta(&world);
        let (today, ends) = (world.our_today(), world.our_today() + chrono::Days::new(3));
        world.off(marta, &today.to_string(), &ends.to_string(), "Sick leave");
        let week = format!("/locations/ours/schedule?week={today}");

        world.sign_in(ANNA).await.get(&week).await.says("Sick leave");

        let rita = world.sign_in(RITA).await;
        rita.get(&week).await.is(200).says("Time off").says_nothing_of("Sick");
        rita.get(&format!("{card}/schedule")).await.is(200).says("Time off").says_nothing_of("Sick");
        rita.get(&format!("/locations/ours/calendar?day={today}")).await.is(200).says_nothing_of("Sick");
        world.sql(&format!("UPDATE members SET user_id = {} WHERE id = {marta}", world.user(RITA)));
        rita.get(&week).await.says("Sick leave");
    }
}

story! {
    async fn what_cannot_be_is_refused_beside_its_field(world) {
        let (marta, card) = marta(&world);
        world.off(marta, "2026-11-26", "2026-11-27", "Holiday");
        let anna = world.sign_in(ANNA).await;
        for (fields, field, why) in [
            (vec![("first", "2026-11-30"), ("last", "2026-11-29"), ("reason", "sick")], "last", "not before the first"),
            (vec![("first", "monday"), ("reason", "sick")], "first", "Enter a day"),
            (vec![("first", "2026-11-30"), ("last", "2027-12-30"), ("reason", "sick")], "last", "at once at most"),
            (vec![("first", "2026-11-25"), ("last", "2026-11-26"), ("reason", "sick")], "first", "Marta has time off from 26 to 27 November 2026 already"),
            (vec![("first", "2026-12-25"), ("reason", "other"), ("words", " ")], "words", "Say the reason in your own words"),
            (vec![("first", "2026-12-25"), ("reason", "because")], "reason", "Choose a reason"),
        ] {
            let seen = anna.post(&format!("{card}/time-off"), &fields).await;

            seen.is(422).complains(field, why);
            assert_eq!(seen.value_of("first"), fields[0].1);
        }
        assert_eq!(world.number("SELECT count(*) FROM time_off"), 1);
        let words = [("first", "2026-12-25"), ("reason", "other"), ("words", "A course in Porto")];
        anna.post(&format!("{card}/time-off"), &words).await.is(303);
        assert_eq!(world.word("SELECT reason FROM time_off ORDER BY id DESC LIMIT 1"), "A course in Porto");
    }
}

story! {
    async fn somebody_who_only_assists_has_time_off_too_and_it_is_said_what_is_booked(world) {
        let (marta, _) = marta(&world);
        let ilse = world.member("Ilse");
        let line = world.provides_on(marta, "2026-11-24 10:00:00", "2026-11-24 11:00:00");
        world.sql(&format!(
            "INSERT INTO line_assistants (line_id, member_id, place, starts_at, ends_at) VALUES ({line}, {ilse}, 1, '2026-11-24 10:00:00', '2026-11-24 11:00:00')"
        ));
        let anna = world.sign_in(ANNA).await;
        for who in [marta, ilse] {
            let given = anna.post(&format!("/locations/ours/team/{who}/time-off"), &[("first", "2026-11-24"), ("reason", "sick")]).await;

            anna.get(given.location()).await.says("1 service is booked with them then");
        }
    }
}
