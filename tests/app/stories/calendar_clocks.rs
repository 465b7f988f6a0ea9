//! The two days of a year on which the clocks change: everything stands where the clock on the wall says.

use crate::story;
use crate::support::calendar::Booking;
use crate::support::world::*;

const CALENDAR: &str = "/locations/ours/calendar";

story! {
    async fn in_spring_a_tile_ends_where_the_clock_on_the_wall_says(world) {
        let (marta, day) = (world.member("Marta"), "2026-03-29".parse().unwrap());
        world.at_work(marta, day, &[(0, 480)]);
        world.books(marta, Booking { day, minute: 30, minutes: 60, ..Booking::default() });
        let anna = world.sign_in(ANNA).await;

        let seen = anna.get(&format!("{CALENDAR}?day={day}")).await;

        seen.is(200).says("0:30 to – 2:30");
        assert!(seen.body.contains("appt at-0 m-30 dh-2 dm-0"), "{}", seen.body);
        seen.says("+ 0:00 to 0:30").says("+ 2:30 to 8:00");
        anna.get(&format!("{CALENDAR}/week?member={marta}&day={day}")).await.is(200).says("0:30 to – 2:30");
        anna.get(&format!("{CALENDAR}/list?day={day}")).await.is(200).says("0:30 to 2:30");
    }
}

story! {
    async fn in_autumn_a_tile_lasts_as_long_as_the_appointment_where_the_hour_comes_twice(world) {
        let (marta, day) = (world.member("Marta"), "2026-10-25".parse().unwrap());
        world.at_work(marta, day, &[(0, 480)]);
        world.books(marta, Booking { day, minute: 105, minutes: 30, ..Booking::default() });
        world.books(marta, Booking { day, minute: 240, minutes: 60, client: "Later One", ..Booking::default() });
        let anna = world.sign_in(ANNA).await;

        let seen = anna.get(&format!("{CALENDAR}?day={day}")).await;

        seen.is(200).says("1:45 to – 1:15").says("4:00 to – 5:00");
        assert!(seen.body.contains("appt at-1 m-45 dh-0 dm-30"), "{}", seen.body);
        assert!(seen.body.contains("appt at-4 m-0 dh-1 dm-0"), "{}", seen.body);
    }
}

story! {
    async fn what_goes_over_midnight_stands_on_both_days(world) {
        let (marta, day) = (world.member("Marta"), "2026-11-20".parse().unwrap());
        world.books(marta, Booking { day, minute: 1380, minutes: 120, ..Booking::default() });
        let anna = world.sign_in(ANNA).await;

        let seen = anna.get(&format!("{CALENDAR}?day={day}")).await;
        assert!(seen.body.contains("appt at-23 m-0 dh-1 dm-0"), "{}", seen.body);
        let seen = anna.get(&format!("{CALENDAR}?day=2026-11-21")).await;
        assert!(seen.body.contains("appt at-0 m-0 dh-1 dm-0"), "{}", seen.body);
        assert!(!seen.body.contains("data-move"), "it is moved on the day on which it begins");
    }
}

story! {
    async fn today_is_the_day_of_the_location(world) {
        for (zone, hours) in [("Pacific/Kiritimati", 14), ("Pacific/Pago_Pago", -11)] {
            world.sql(&format!("UPDATE locations SET time_zone = '{zone}' WHERE id = {}", world.ours));
            let there = (chrono::Utc::now() + chrono::TimeDelta::hours(hours)).date_naive();

            let seen = world.sign_in(RITA).await.get(CALENDAR).await;

            seen.says(&there.format("%A %-d %B").to_string());
        }
    }
}
