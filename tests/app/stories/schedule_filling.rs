//! Many days at once, from a pattern: what would change is said before it does.

use crate::story;
use crate::support::visitor::{Seen, Visitor};
use crate::support::world::*;

async fn tried(by: &Visitor, card: &str, fields: &[(&str, &str)]) -> Seen {
    by.post(&format!("{card}/pattern"), fields).await
}

/// Agrees to what a plan says.
async fn agreed(by: &Visitor, card: &str, plan: &Seen) -> Seen {
    let fields = plan.fields_of("form[action$=confirmation]");
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    by.post(&format!("{card}/pattern/confirmation"), &fields).await
}

fn weekly<'a>(hours: &[(&'a str, &'a str); 7], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![("kind", "weekly"), ("first", "2026-11-23"), ("last", "2026-12-06")];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    for (from, to) in hours {
        fields.extend([("from", *from), ("to", *to), ("break_from", ""), ("break_to", "")]);
    }
    fields.extend(more);
    fields
}

const OFF: (&str, &str) = ("", "");
const DAY: (&str, &str) = ("09:00", "18:00");

fn marta(world: &World) -> (parlour::id::MemberId, String) {
    let marta = world.member("Marta");
    world.in_schedule(marta);
    (marta, format!("/locations/ours/team/{marta}/schedule"))
}

story! {
    async fn a_week_is_filled_in_after_it_was_said_what_would_change(world) {
        let (marta, card) = marta(&world);
        world.works(marta, "2026-11-24", 600, 840);
        world.works(marta, "2026-11-28", 600, 840);
        let anna = world.sign_in(ANNA).await;
        let fields = weekly(&[DAY, DAY, OFF, DAY, DAY, OFF, OFF], &[("existing", "replace")]);

        let plan = tried(&anna, &card, &fields).await;

        plan.is(200).says("7 days without hours get hours").says("1 day gets other hours").says("1 day with hours becomes a day off");
        assert_eq!(world.number("SELECT count(*) FROM work_spans"), 2, "nothing is done yet");
        agreed(&anna, &card, &plan).await.leads_to(&card);
        assert_eq!(world.spans(marta, "2026-11-24"), [(540, 1080)]);
        assert_eq!(world.spans(marta, "2026-12-04"), [(540, 1080)]);
        assert!(world.spans(marta, "2026-11-28").is_empty() && world.spans(marta, "2026-12-07").is_empty());
        assert_eq!(world.number("SELECT count(*) FROM work_spans"), 8);
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'schedule.hours_changed'"), 1);
    }
}

story! {
    async fn only_empty_days_are_filled_unless_hours_are_to_be_replaced(world) {
        let (marta, card) = marta(&world);
        world.works(marta, "2026-11-24", 600, 840);
        let anna = world.sign_in(ANNA).await;

        let plan = tried(&anna, &card, &weekly(&[DAY, DAY, OFF, OFF, OFF, OFF, OFF], &[("existing", "keep")])).await;

        plan.says("3 days without hours get hours").says("1 day with hours stays as it is");
        agreed(&anna, &card, &plan).await.is(303);
        assert_eq!(world.spans(marta, "2026-11-24"), [(600, 840)]);
        assert_eq!(world.spans(marta, "2026-12-01"), [(540, 1080)]);
    }
}

story! {
    async fn every_second_week_leaves_the_others_to_another_pattern(world) {
        let (marta, card) = marta(&world);
        let anna = world.sign_in(ANNA).await;
        let more = [("every_second", "yes"), ("last", "2026-12-20")];

        let plan = tried(&anna, &card, &weekly(&[DAY, OFF, OFF, OFF, OFF, OFF, OFF], &more)).await;
        agreed(&anna, &card, &plan).await.is(303);
        let more = [("every_second", "yes"), ("first", "2026-11-30"), ("last", "2026-12-20"), ("existing", "replace")];
        let plan = tried(&anna, &card, &weekly(&[("12:00", "20:00"), OFF, OFF, OFF, OFF, OFF, OFF], &more)).await;
        agreed(&anna, &card, &plan).await.is(303);

        let mondays = ["2026-11-23", "2026-11-30", "2026-12-07", "2026-12-14"].map(|day| world.spans(marta, day));
        assert_eq!(mondays, [vec![(540, 1080)], vec![(720, 1200)], vec![(540, 1080)], vec![(720, 1200)]]);
    }
}

story! {
    async fn shifts_go_round_and_a_week_is_copied_to_the_weeks_after_it(world) {
        let (marta, card) = marta(&world);
        let anna = world.sign_in(ANNA).await;
        let shifts = [
            ("kind", "shifts"), ("first", "2026-11-23"), ("last", "2026-11-29"), ("on", "2"), ("off", "2"), ("start", "2026-11-24"),
            ("from", "08:00"), ("to", "20:00"), ("break_from", "13:00"), ("break_to", "14:00"),
        ];

        let plan = tried(&anna, &card, &shifts).await;
        agreed(&anna, &card, &plan).await.is(303);

        let worked = |day: i64| !world.spans(marta, &format!("2026-11-{day}")).is_empty();
        assert_eq!((23..=29).map(worked).collect::<Vec<_>>(), [false, true, true, false, false, true, true]);
        let copy = [("kind", "week"), ("week", "2026-11-25"), ("first", "2026-11-30"), ("last", "2026-12-13"), ("existing", "replace")];
        let plan = tried(&anna, &card, &copy).await;
        plan.says("8 days without hours get hours");
        agreed(&anna, &card, &plan).await.is(303);
        assert_eq!(world.spans(marta, "2026-12-08"), [(480, 780), (840, 1200)]);
        assert!(world.spans(marta, "2026-12-07").is_empty());
    }
}

story! {
    async fn what_is_wrong_with_a_pattern_stands_beside_its_field(world) {
        let (_, card) = marta(&world);
        let anna = world.sign_in(ANNA).await;
        let bad = |hours: (&'static str, &'static str)| weekly(&[OFF, hours, OFF, OFF, OFF, OFF, OFF], &[]);
        for (fields, field, why) in [
            (bad(("18:00", "9:00")), "to-2", "Choose an end after the beginning"),
            (bad(("9:00", "")), "to-2", "Enter a time"),
            (bad(OFF), "from-1", "Enter hours for one day at least"),
            (weekly(&[DAY; 7], &[("last", "2026-11-22")]), "last", "not before the first"),
            (weekly(&[DAY; 7], &[("last", "2027-11-24")]), "last", "366 days at once at most"),
            (weekly(&[DAY; 7], &[("first", "soon")]), "first", "Enter a day"),
            (vec![("kind", "week"), ("week", "2026-11-25"), ("first", "2026-11-30"), ("last", "2026-12-13")], "week", "no hours in that week"),
            (
                vec![("kind", "shifts"), ("first", "2026-11-30"), ("last", "2026-12-13"), ("on", "0"), ("off", "x"), ("start", "2026-11-30"), ("from", "9:00"), ("to", "18:00")],
                "on",
                "from 1 to 31",
            ),
        ] {
            let seen = tried(&anna, &card, &fields).await;

            seen.is(422).complains(field, why);
            assert_eq!(seen.value_of("last"), fields.iter().find(|(name, _)| *name == "last").unwrap().1);
        }
        tried(&anna, &card, &[("colour", "red")]).await.is(400);
        assert_eq!(world.number("SELECT count(*) FROM work_spans"), 0);
    }
}

story! {
    async fn of_two_who_fill_in_at_once_the_second_is_told_anew(world) {
        let (marta, card) = marta(&world);
        let (anna, max) = (world.sign_in(ANNA).await, world.sign_in(MAX).await);
        let fields = weekly(&[DAY, OFF, OFF, OFF, OFF, OFF, OFF], &[("existing", "replace")]);
        let plan = tried(&anna, &card, &fields).await;
        let hours = [("day", "2026-11-23"), ("drawn", ""), ("from", "7:00"), ("to", "8:00")];
        max.post(&format!("{card}/day"), &hours).await.is(303);

        let late = agreed(&anna, &card, &plan).await;

        late.is(409).says("Somebody else changed the hours of Marta meanwhile").says("1 day gets other hours");
        assert_eq!(world.spans(marta, "2026-11-23"), [(420, 480)]);
        agreed(&anna, &card, &late).await.is(303);
        assert_eq!(world.spans(marta, "2026-11-23"), [(540, 1080)]);
        anna.post(&format!("{card}/pattern/confirmation"), &fields).await.is(409);
    }
}

story! {
    async fn a_plan_names_what_is_booked_and_would_lie_outside_the_hours(world) {
        let (marta, card) = marta(&world);
        world.works(marta, "2026-11-24", 540, 1080);
        world.provides_on(marta, "2026-11-24 16:30:00", "2026-11-24 17:30:00");
        world.provides_on(marta, "2026-11-24 10:00:00", "2026-11-24 11:00:00");
        world.provides_on(marta, "2026-12-01 20:00:00", "2026-12-01 21:00:00");
        let anna = world.sign_in(ANNA).await;
        let short = ("09:00", "17:00");

        let plan = tried(&anna, &card, &weekly(&[OFF, short, OFF, OFF, OFF, OFF, OFF], &[("existing", "replace")])).await;

        plan.says("Tuesday, 24 November 2026, 16:30–17:30: Cut").says("Tuesday, 1 December 2026, 20:00–21:00: Cut");
        plan.says_nothing_of("10:00–11:00");
        let fields = [("day", "2026-11-24"), ("drawn", "540-1080"), ("from", "9:00"), ("to", "12:00")];
        let saved = anna.post(&format!("{card}/day"), &fields).await;
        anna.get(saved.location()).await.says("1 service is booked outside these hours");
    }
}
