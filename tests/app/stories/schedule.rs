//! The work schedule: seen by the week and by the month, changed day by day, and never further than a right goes.

use super::matrix::statements_of;
use super::walk::Walk;
use crate::story;
use crate::support::visitor::Visitor;
use crate::support::world::*;

/// Somebody in the schedule, and the page of theirs.
fn marta(world: &World) -> (parlour::id::MemberId, String) {
    let marta = world.member("Marta");
    world.in_schedule(marta);
    (marta, format!("/locations/ours/team/{marta}/schedule"))
}

/// Through every door of the schedule behind which something is done.
pub async fn walk(walk: &mut Walk<'_>, anna: &Visitor) {
    let card = format!("/locations/ours/team/{}", walk.world.member("Marta"));
    let own = format!("{card}/schedule");
    walk.does(anna, &own, &[]).await;
    let hours = [("day", "2026-11-24"), ("from", "9:00"), ("to", "18:00")];
    walk.does(anna, &format!("{own}/day"), &hours).await;
    let copy = [("kind", "week"), ("week", "2026-11-24"), ("first", "2026-11-30"), ("last", "2026-12-06")];
    let plan = anna.post(&format!("{own}/pattern"), &copy).await.fields_of("form[action$=confirmation]");
    let plan: Vec<(&str, &str)> = plan.iter().map(|(name, value)| (&**name, &**value)).collect();
    walk.does(anna, &format!("{own}/pattern/confirmation"), &plan).await;
    walk.does(anna, &format!("{card}/time-off"), &[("first", "2026-12-24"), ("reason", "holiday")]).await;
    let off = walk.world.number("SELECT max(id) FROM time_off");
    walk.does(anna, &format!("/locations/ours/time-off/{off}/removal"), &[]).await;
    walk.does(anna, &format!("{own}/departure"), &[]).await;
}

/// Gives Vera's role these rights.
fn let_vera(world: &World, rights: &str) {
    world.sql(&format!(
        "UPDATE roles SET rights = '{rights}' WHERE template = 'view-only' AND location_id = {}",
        world.ours
    ));
}

story! {
    async fn a_week_shows_hours_breaks_days_off_and_time_off_in_the_order_of_the_team(world) {
        let (marta, _) = marta(&world);
        let noor = world.member("Noor");
        world.works(marta, "2026-11-24", 540, 720);
        world.works(marta, "2026-11-24", 780, 1080);
        world.works(noor, "2026-11-25", 600, 1140);
        world.works(noor, "2026-11-26", 600, 1140);
        world.off(noor, "2026-11-26", "2026-11-27", "Holiday");
        world.member("Ilse, who only assists");
        let anna = world.sign_in(ANNA).await;

        let week = anna.get("/locations/ours/schedule?week=2026-11-26").await;

        week.is(200).says("23 to 29 November 2026").says("People who only assist need no schedule");
        week.says("Marta, Tuesday 24: 9:00– 18:00 Break 12:00–13:00").says("Noor, Thursday 26: Holiday");
        week.says("Noor, Wednesday 25: 10:00– 19:00").says("Marta, Monday 23: Off").says_nothing_of("Ilse");
        assert_eq!(week.texts_of("tbody td.n"), ["8 h", "9 h"]);
        assert_eq!(week.texts_of("tbody th a"), ["Marta", "Noor"]);
        week.offers("16 to 22 November 2026").offers("30 November to 6 December 2026");
    }
}

story! {
    async fn a_month_shows_the_same_and_leads_back_to_the_week(world) {
        let (marta, card) = marta(&world);
        world.works(marta, "2026-11-24", 540, 1080);
        let anna = world.sign_in(ANNA).await;

        for page in ["/locations/ours/schedule?month=2026-11", &format!("{card}?month=2026-11")] {
            let month = anna.get(page).await;

            month.is(200).says("November 2026").says("9 h").says("24 9:00– 18:00");
            assert_eq!(month.texts_of(".month td").len(), 42, "six weeks");
            month.offers("October 2026").offers("December 2026");
        }
        for odd in ["week=never", "week=9999-12-31", "month=2026-13", "month=", "week=-1"] {
            anna.get(&format!("/locations/ours/schedule?{odd}")).await.is(200);
        }
    }
}

story! {
    async fn the_hours_of_a_day_are_changed_and_the_log_says_from_what_to_what(world) {
        let (marta, card) = marta(&world);
        world.works(marta, "2026-11-24", 540, 1080);
        let anna = world.sign_in(ANNA).await;
        let form = anna.get(&format!("{card}/day?day=2026-11-24")).await;
        assert_eq!((form.value_of("from"), form.value_of("to")), ("09:00".into(), "18:00".into()));
        let drawn = form.value_of_name("drawn");
        let fields = [
            ("day", "2026-11-24"), ("drawn", &*drawn), ("from", "10:00"), ("to", "00:00"),
            ("break_from", "15:00"), ("break_to", "15:15"), ("break_from", "12:00"), ("break_to", "13:00"),
            ("break_from", ""), ("break_to", ""),
        ];

        let saved = anna.post(&format!("{card}/day"), &fields).await;

        saved.leads_to(&card);
        assert_eq!(world.spans(marta, "2026-11-24"), [(600, 720), (780, 900), (915, 1440)]);
        anna.get(saved.location()).await.says("Marta, 24 November 2026: 10:00–24:00 without 12:00–13:00 and 15:00–15:15.");
        let said = world.word("SELECT deed || ' ' || subject || ' ' || changes FROM activity ORDER BY id DESC LIMIT 1");
        for word in ["schedule.hours_changed Marta", "9:00–18:00", "10:00–24:00 without"] {
            assert!(said.contains(word), "{said}");
        }
    }
}

story! {
    async fn a_day_off_takes_the_hours_away_and_what_is_the_same_is_not_written_down(world) {
        let (marta, card) = marta(&world);
        world.works(marta, "2026-11-24", 540, 1080);
        let anna = world.sign_in(ANNA).await;
        let fields = [("day", "2026-11-24"), ("drawn", "540-1080"), ("off", "yes"), ("from", "09:00"), ("to", "18:00")];

        anna.post(&format!("{card}/day"), &fields).await.is(303);

        assert!(world.spans(marta, "2026-11-24").is_empty());
        let before = world.number("SELECT count(*) FROM activity");
        anna.post(&format!("{card}/day"), &[("day", "2026-11-24"), ("off", "yes")]).await.is(303);
        assert_eq!(world.number("SELECT count(*) FROM activity"), before);
    }
}

story! {
    async fn nonsense_is_refused_beside_its_field_and_nothing_typed_is_lost(world) {
        let (marta, card) = marta(&world);
        let anna = world.sign_in(ANNA).await;
        let day = format!("{card}/day");
        for (fields, field, why) in [
            (vec![("from", "18:00"), ("to", "9:00")], "to", "Choose an end after the beginning"),
            (vec![("from", "9:02"), ("to", "18:00")], "from", "Choose a time in steps of 5 minutes"),
            (vec![("from", "noon"), ("to", "18:00")], "from", "Enter a time, like 9:00"),
            (vec![("from", ""), ("to", "")], "from", "or choose Day off"),
            (vec![("from", "9:00"), ("to", "18:00"), ("break_from", "17:00"), ("break_to", "18:30")], "break_from-1", "within the hours"),
            (
                vec![("from", "9:00"), ("to", "18:00"), ("break_from", "12:00"), ("break_to", "13:00"), ("break_from", "12:30"), ("break_to", "14:00")],
                "break_from-2",
                "do not overlap",
            ),
        ] {
            let mut sent = vec![("day", "2026-11-24"), ("drawn", "")];
            sent.extend(&fields);

            let seen = anna.post(&day, &sent).await;

            seen.is(422).complains(field, why);
            assert_eq!(seen.value_of("from"), fields[0].1, "{field}");
            assert_eq!(seen.value_of("break_from-1"), fields.get(2).map_or("", |(_, typed)| typed), "{field}");
        }
        anna.post(&day, &[("day", "2026-11-24"), ("from", "9:00"), ("to", "18:00"), ("colour", "red")]).await.is(400);
        anna.post(&day, &[("day", "the 24th"), ("from", "9:00"), ("to", "18:00")]).await.is(422);
        assert!(world.spans(marta, "2026-11-24").is_empty());
        assert_eq!(world.number("SELECT count(*) FROM work_spans"), 0);
    }
}

story! {
    async fn of_two_editors_the_second_sees_both_versions_and_nothing_is_overwritten(world) {
        let (marta, card) = marta(&world);
        world.works(marta, "2026-11-24", 540, 1080);
        let (anna, max) = (world.sign_in(ANNA).await, world.sign_in(MAX).await);
        let day = format!("{card}/day");
        let hours = |from, to| [("day", "2026-11-24"), ("drawn", "540-1080"), ("from", from), ("to", to)];
        anna.post(&day, &hours("10:00", "19:00")).await.is(303);

        let late = max.post(&day, &hours("8:00", "14:00")).await;

        late.is(409).says("Somebody else changed the hours of Marta meanwhile").says("10:00–19:00");
        assert_eq!((late.value_of("from"), late.value_of_name("drawn")), ("8:00".into(), "600-1140".into()));
        assert_eq!(world.spans(marta, "2026-11-24"), [(600, 1140)]);
        let again = [("day", "2026-11-24"), ("drawn", "600-1140"), ("from", "8:00"), ("to", "14:00")];
        max.post(&day, &again).await.is(303);
        assert_eq!(world.spans(marta, "2026-11-24"), [(480, 840)]);
    }
}

story! {
    async fn who_is_not_in_the_schedule_or_not_working_gets_no_hours(world) {
        let ilse = world.member("Ilse");
        let anna = world.sign_in(ANNA).await;
        let card = format!("/locations/ours/team/{ilse}/schedule");
        let fields = [("day", "2026-11-24"), ("drawn", ""), ("from", "9:00"), ("to", "18:00")];

        anna.get(&card).await.says("Not in the schedule").offers("Add to schedule").does_not_offer("Fill in from a pattern");
        anna.post(&format!("{card}/day"), &fields).await.is(409).says("Add them to it first");

        world.in_schedule(ilse);
        world.sql(&format!("UPDATE members SET employment = 'dismissed' WHERE id = {ilse}"));
        anna.post(&format!("{card}/day"), &fields).await.is(409).says("no longer works here");
        anna.get("/locations/ours/schedule").await.says_nothing_of("Ilse");
    }
}

story! {
    /// SE6: what is out of scope is not there, on any road.
    async fn h10_somebody_who_sees_only_their_own_calendar_sees_only_their_own_schedule(world) {
        let (marta, card) = marta(&world);
        world.works(marta, "2026-11-24", 540, 1080);
        let own = world.member("Vera");
        world.works(own, "2026-11-25", 600, 1140);
        world.off(marta, "2026-11-26", "2026-11-26", "Holiday");
        world.sql(&format!("UPDATE members SET user_id = {} WHERE id = {own}", world.user(VERA)));
        let_vera(&world, "calendar.view:own schedule.edit team.view");
        let vera = world.sign_in(VERA).await;
        let mine = format!("/locations/ours/team/{own}/schedule");

        let week = vera.get("/locations/ours/schedule?week=2026-11-23").await;

        week.is(200).says("10:00– 19:00").says_nothing_of("Marta");
        vera.get(&mine).await.is(200);
        for path in ["", "/day?day=2026-11-24", "/pattern", "/departure"] {
            vera.get(&format!("{card}{path}")).await.is(404);
        }
        let fields = [("day", "2026-11-24"), ("drawn", "540-1080"), ("off", "yes")];
        vera.post(&format!("{card}/day"), &fields).await.is(404);
        vera.post(&card, &[]).await.is(404);
        vera.post(&format!("{card}/departure"), &[]).await.is(404);
        vera.post(&format!("/locations/ours/team/{marta}/time-off"), &[("first", "2026-11-24"), ("reason", "sick")]).await.is(404);
        let off = world.number("SELECT max(id) FROM time_off");
        vera.post(&format!("/locations/ours/time-off/{off}/removal"), &[]).await.is(404);
        assert_eq!(world.spans(marta, "2026-11-24"), [(540, 1080)]);
        vera.get(&format!("/locations/ours/team/{marta}")).await.is(200).does_not_offer("Work schedule Marta").says_nothing_of(&format!("{marta}/schedule"));
        vera.get("/locations/ours/team").await.says_nothing_of(&format!("{marta}/schedule"));
        let fields = [("day", "2026-11-25"), ("drawn", "600-1140"), ("off", "yes")];
        vera.post(&format!("{mine}/day"), &fields).await.is(303);
    }
}

story! {
    async fn a_right_that_reaches_back_some_days_shows_no_older_hours_and_changes_none(world) {
        let (marta, card) = marta(&world);
        let today = parlour::clock::today(chrono_tz::Europe::Lisbon);
        let old = today - chrono::Days::new(10);
        world.works(marta, &old.to_string(), 540, 1080);
        world.works(marta, &today.to_string(), 600, 1140);
        let_vera(&world, "calendar.view:7d schedule.edit");
        let vera = world.sign_in(VERA).await;

        let month = vera.get(&format!("{card}?month={}", old.format("%Y-%m"))).await;

        month.is(200).says_nothing_of("9:00–").says("Too far back to be seen");
        vera.get(&format!("{card}/day?day={today}")).await.is(200);
        vera.get(&format!("{card}/day?day={old}")).await.is(404);
        let fields = [("day", &*old.to_string()), ("drawn", "540-1080"), ("off", "yes")];
        vera.post(&format!("{card}/day"), &fields).await.is(404);
        let off = [("first", &*old.to_string()), ("reason", "sick")];
        vera.post(&format!("/locations/ours/team/{marta}/time-off"), &off).await.is(422).complains("first", "that far back");
    }
}

story! {
    async fn sf_a_month_of_sixty_people_asks_no_more_of_the_database_than_one_of_two(world) {
        let anna = world.sign_in(ANNA).await;
        let mut counts = Vec::new();
        for many in [2, 58] {
            for number in 0..many {
                let member = world.member(&format!("Member {number} of {many}"));
                for day in 1..=30 {
                    world.works(member, &format!("2026-11-{day:02}"), 540, 1080);
                }
            }
            for page in ["/locations/ours/schedule?month=2026-11", "/locations/ours/schedule?week=2026-11-23", "/locations/ours/team?rows=100"] {
                counts.push(statements_of(&world, &anna, page).await);
            }
        }
        assert_eq!(counts[..3], counts[3..], "statements per page");
    }
}

story! {
    async fn the_list_says_how_far_each_schedule_goes(world) {
        let (marta, noor, ilse) = (world.member("Marta"), world.member("Noor"), world.member("Ilse"));
        let today = parlour::clock::today(chrono_tz::Europe::Lisbon);
        let (soon, past) = (today + chrono::Days::new(9), today - chrono::Days::new(3));
        world.works(marta, &soon.to_string(), 540, 1080);
        world.works(noor, &past.to_string(), 540, 1080);
        world.in_schedule(world.member("Pia"));

        let list = world.sign_in(ANNA).await.get("/locations/ours/team").await;

        list.says(&format!("{} : the schedule of Marta", parlour::clock::long(soon))).says("Not filled in : the schedule of Pia");
        assert_eq!(list.texts_of("td .badge-ok"), [format!("{}: the schedule of Marta", parlour::clock::long(soon))]);
        assert_eq!(list.texts_of("td .badge-bad").len(), 2, "none and past are red");
        list.offers("Add to schedule: Ilse");
        assert_eq!(list.address_with(&format!("{ilse}/schedule")), Some(format!("/locations/{}/team/{ilse}/schedule", world.ours)));
        let_vera(&world, "team.view");
        world.sign_in(VERA).await.get("/locations/ours/team").await.says_nothing_of("/schedule").says_nothing_of("Schedule");
    }
}
