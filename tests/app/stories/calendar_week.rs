//! The week of one team member.

use chrono::{Datelike, NaiveDate, TimeDelta};

use super::roles::{own, put};
use crate::story;
use crate::support::calendar::Booking;
use crate::support::world::*;

const WEEK: &str = "/locations/ours/calendar/week";

/// The Monday of a week that lies within the month it is: no other month or year is said of it.
fn monday_of_this_month(world: &World) -> NaiveDate {
    let middle = world.our_today().with_day(15).unwrap();
    middle - TimeDelta::days(middle.weekday().num_days_from_monday().into())
}

story! {
    async fn a_photo_stands_in_place_of_the_initials_above_a_column_and_beside_a_week(world) {
        let day = world.our_today();
        let [marta, noor] = ["Marta", "Noor"].map(|name| world.member(name));
        for member in [marta, noor] {
            world.at_work(member, day, &[(540, 1080)]);
        }
        world.sql(&format!("INSERT INTO photos (member_id, small, large, digest) VALUES ({marta}, '', '', 'abc')"));
        let photo = format!("/locations/{}/team/{marta}/photo/small?v=abc", world.ours);
        let vera = world.own_card("Vera", world.user(VERA));
        world.at_work(vera, day, &[(540, 1080)]);

        let rita = world.sign_in(RITA).await;
        let (columns, week) = (rita.get("/locations/ours/calendar").await, rita.get(&format!("{WEEK}?member={marta}")).await);

        assert_eq!(columns.body.matches(&photo).count(), 1);
        assert_eq!(columns.texts_of(".cal-who .arch"), ["", "N", "V"], "initials, where there is no photo");
        assert_eq!(week.body.matches(&photo).count(), 1);
        let own = world.sign_in(VERA).await.get("/locations/ours/calendar").await;
        assert!(!own.body.contains("/photo/"), "nobody else is named to whoever sees their own days only");
    }
}

story! {
    async fn a_week_is_seven_days_of_one_person_from_monday_on(world) {
        let marta = world.member("Marta");
        let noor = world.member("Noor");
        let monday = monday_of_this_month(&world);
        let (sunday, day) = (monday + TimeDelta::days(6), monday + TimeDelta::days(3));
        world.at_work(marta, monday, &[(540, 1080)]);
        world.rests(marta, sunday, "Trip");
        world.at_work(noor, monday, &[(540, 1080)]);
        world.books(marta, Booking { day: monday, client: "On Monday", ..Booking::default() });
        world.books(marta, Booking { day: monday + TimeDelta::days(7), client: "Week After", ..Booking::default() });
        world.books(noor, Booking { day: monday, client: "Of Noor", ..Booking::default() });
        let rita = world.sign_in(RITA).await;

        let seen = rita.get(&format!("{WEEK}?member={marta}&day={day}")).await;

        assert_eq!(seen.texts_of(".cal-who h2 a").first().map(String::as_str), Some(&*monday.format("Monday %-d %B").to_string()));
        assert_eq!(seen.texts_of(".cal-who h2 a").len(), 7);
        seen.says(&format!("Marta: {} to {}", monday.format("%-d"), sunday.format("%-d %B"))).says("On Monday").says("Time off");
        seen.says_nothing_of("Week After").says_nothing_of("Of Noor");
        for link in [-7, 7].map(|days| format!("day={}", day + TimeDelta::days(days))) {
            let url = seen.address_with(&link).unwrap_or_else(|| panic!("{link} is not there"));
            assert!(url.contains(&format!("member={marta}")), "{url}");
        }
        rita.get(&format!("{WEEK}?member=999999")).await.is(404);
    }
}

story! {
    async fn the_week_is_ones_own_at_first_and_nobody_elses_where_the_right_is_so_narrow(world) {
        let marta = world.member("Marta");
        world.at_work(marta, world.our_today(), &[(540, 1080)]);
        put(&world, world.user(VERA), own(&world, "Own", "calendar.view:own"), "");
        let vera = world.sign_in(VERA).await;

        vera.get(WEEK).await.is(200).says("Nobody’s week is here to see");
        world.own_card("Vera", world.user(VERA));
        let seen = vera.get(WEEK).await;
        seen.says("Vera: ").says_nothing_of("Marta");
    }
}
