//! The day view: whose columns, what stands in them, and what is free.

use super::roles::{own, put};
use crate::story;
use crate::support::calendar::Booking;
use crate::support::visitor::Seen;
use crate::support::world::*;

const CALENDAR: &str = "/locations/ours/calendar";

/// The names over the columns.
fn columns(seen: &Seen) -> Vec<String> {
    seen.texts_of(".cal-who h2 a")
}

/// What is written on the tiles of everybody, one after the other.
fn tiles(seen: &Seen) -> Vec<String> {
    let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    seen.texts_of(".cal-list > .appt").into_iter().map(words).collect()
}

fn gaps(seen: &Seen) -> Vec<String> {
    seen.texts_of(".cal-list > .gap")
}

story! {
    async fn a_column_stands_for_everyone_in_the_schedule_that_day_in_list_order(world) {
        let day = world.our_today();
        let [marta, noor, _idle, off, guest] = ["Marta", "Noor", "Idle", "Otto", "Gina"].map(|name| world.member(name));
        world.at_work(noor, day, &[(540, 1080)]);
        world.at_work(marta, day, &[(600, 780), (840, 1140)]);
        world.rests(off, day, "Flu");
        world.at_work(_idle, day.succ_opt().unwrap(), &[(540, 1080)]);
        world.books(guest, Booking { day, ..Booking::default() });
        world.sql(&format!("UPDATE members SET place = -1 WHERE id = {noor}"));

        let seen = world.sign_in(ANNA).await.get(&format!("{CALENDAR}?day={day}")).await;

        assert_eq!(columns(&seen), ["Noor", "Marta", "Otto", "Gina"]);
        seen.says("10:00 to 19:00").says("Starts at 10:00").says("Break").says("Time off: Flu").says("No hours on this day");
        seen.says(&day.format("%A %-d %B").to_string()).says("1 appointment");
        world.sign_in(RITA).await.get(CALENDAR).await.says("Time off").says_nothing_of("Flu");
    }
}

story! {
    async fn a_tile_says_when_who_what_how_far_it_is_and_who_assists(world) {
        let day = world.our_today();
        let [marta, ilse] = ["Marta", "Ilse"].map(|name| world.member(name));
        world.at_work(marta, day, &[(540, 1080)]);
        let booking = Booking { day, minutes: 90, service: "Balayage", status: "waiting", assistants: &[ilse], ..Booking::default() };
        let appointment = world.books(marta, booking);
        world.books_also(appointment, marta, Booking { day, minute: 690, minutes: 30, service: "Toner", ..Booking::default() });

        let seen = world.sign_in(RITA).await.get(CALENDAR).await;

        assert_eq!(tiles(&seen), ["10:00 to – 12:00 Waiting Clara Nunes Balayage, Toner + Ilse assists"]);
        assert_eq!(columns(&seen), ["Marta"], "assistants have no column");
        seen.says("1 appointment, 1 not confirmed yet").says_nothing_of("912345678").says_nothing_of("client@new.test");
        assert!(seen.body.contains(&format!(r#"href="/locations/{}/appointments/{appointment}""#, world.ours)));
        assert!(seen.body.contains("at-10 m-0 dh-2 dm-0"), "{}", seen.body);
        let line = world.number("SELECT max(id) FROM appointment_lines");
        let handle = format!(r#"data-line="{line}" data-start="690" data-minutes="30" data-from="600" data-to="720""#);
        assert!(seen.body.contains(&handle), "it is moved by the last of its services: {}", seen.body);
    }
}

story! {
    async fn who_has_a_column_sees_in_it_where_they_assist(world) {
        let day = world.our_today();
        let [marta, noor] = ["Marta", "Noor"].map(|name| world.member(name));
        world.at_work(marta, day, &[(540, 1080)]);
        world.at_work(noor, day, &[(540, 1080)]);
        world.books(marta, Booking { day, minute: 840, minutes: 45, assistants: &[noor], ..Booking::default() });

        let seen = world.sign_in(ANNA).await.get(CALENDAR).await;

        assert_eq!(seen.texts_of(".busy b"), ["Assists Marta"]);
        let free = gaps(&seen);
        assert_eq!(free.iter().filter(|gap| gap.ends_with("+ 14:45 to 18:00")).count(), 2, "{free:?}");
    }
}

story! {
    async fn i2_i3_who_only_assists_has_no_column_and_who_also_provides_has_one(world) {
        let day = world.our_today();
        let [marta, ilse, noor] = ["Marta", "Ilse", "Noor"].map(|name| world.member(name));
        world.sql(&format!("UPDATE members SET assists = TRUE WHERE id IN ({ilse}, {noor})"));
        world.at_work(marta, day, &[(540, 1080)]);
        world.at_work(noor, day, &[(540, 1080)]);
        world.books(marta, Booking { day, assistants: &[ilse, noor], ..Booking::default() });

        let anna = world.sign_in(ANNA).await;

        assert_eq!(columns(&anna.get(CALENDAR).await), ["Marta", "Noor"]);
        let week = anna.get(&format!("{CALENDAR}/week?member={ilse}")).await;
        week.is(200).says("Assists Marta");
    }
}

story! {
    async fn what_is_free_leads_to_the_form_for_a_new_appointment(world) {
        let day = world.our_today();
        let marta = world.member("Marta");
        world.at_work(marta, day, &[(540, 780), (840, 1080)]);
        world.books(marta, Booking { day, minute: 600, minutes: 60, ..Booking::default() });
        world.books(marta, Booking { day, minute: 840, minutes: 60, status: "no_show", ..Booking::default() });

        let seen = world.sign_in(RITA).await.get(CALENDAR).await;

        let free: Vec<_> = gaps(&seen).iter().map(|gap| gap.split("+ ").last().unwrap().to_owned()).collect();
        assert_eq!(free, ["9:00 to 10:00", "11:00 to 13:00", "14:00 to 18:00"], "whoever did not come takes no time");
        seen.offers("New appointment");
        let url = format!("/locations/{}/appointments/new?day={day}&#38;at=11:00&#38;member={marta}", world.ours);
        assert!(seen.body.contains(&url), "{url} is not in {}", seen.body);
        assert!(seen.body.contains("lane-1 of-2") && seen.body.contains("lane-2 of-2"), "they stand side by side");
        world.sql("UPDATE roles SET rights = replace(rights, 'appointments.create ', '') WHERE template = 'receptionist'");
        let seen = world.sign_in(RITA).await.get(CALENDAR).await;
        seen.does_not_offer("New appointment");
        assert_eq!(gaps(&seen), Vec::<String>::new());
    }
}

story! {
    async fn whose_columns_there_are_follows_the_scope_of_the_viewer(world) {
        let day = world.our_today();
        let vera = world.own_card("Vera", world.user(VERA));
        let [marta, noor] = ["Marta", "Noor"].map(|name| world.member(name));
        let stylist = world.in_position(marta, "Stylist");
        for member in [marta, noor, vera] {
            world.at_work(member, day, &[(540, 1080)]);
        }
        world.books(marta, Booking { day, client: "Of Marta", assistants: &[vera], ..Booking::default() });
        world.books(noor, Booking { day, client: "Of Noor", ..Booking::default() });
        let visitor = world.sign_in(VERA).await;
        for (rights, whose, clients) in [
            ("calendar.view", vec!["Vera", "Marta", "Noor"], "2 appointments"),
            ("calendar.view:own", vec!["Vera"], "1 appointment"),
            (&*format!("calendar.view:p{stylist}"), vec!["Vera", "Marta"], "1 appointment"),
        ] {
            put(&world, world.user(VERA), own(&world, rights, rights), "");

            let seen = visitor.get(CALENDAR).await;

            assert_eq!(columns(&seen), whose, "{rights}");
            seen.says(clients);
            assert_eq!(seen.body.contains("Of Noor"), rights == "calendar.view", "{rights}");
            let theirs = visitor.get(&format!("{CALENDAR}/week?member={noor}")).await.status;
            assert_eq!(theirs, if rights == "calendar.view" { 200 } else { 404 }, "{rights}");
        }
    }
}

story! {
    async fn who_has_no_column_is_told_where_they_assist(world) {
        let day = world.our_today();
        let vera = world.own_card("Vera", world.user(VERA));
        let marta = world.member("Marta");
        world.at_work(marta, day, &[(540, 1080)]);
        world.books(marta, Booking { day, assistants: &[vera], ..Booking::default() });

        let seen = world.sign_in(VERA).await.get(CALENDAR).await;

        assert_eq!(columns(&seen), Vec::<String>::new());
        seen.says("You assist").says("Assists Marta").says("Clara Nunes").does_not_offer("New appointment");
    }
}

story! {
    async fn days_before_what_the_right_reaches_show_nothing_and_say_why(world) {
        let day = world.our_today();
        let marta = world.member("Marta");
        let days = |back: i64| day - chrono::TimeDelta::days(back);
        for back in [7, 8] {
            world.at_work(marta, days(back), &[(540, 1080)]);
            world.books(marta, Booking { day: days(back), ..Booking::default() });
        }
        put(&world, world.user(VERA), own(&world, "Week", "calendar.view:7d"), "");
        let vera = world.sign_in(VERA).await;

        vera.get(&format!("{CALENDAR}?day={}", days(7))).await.says("Clara Nunes");
        for view in ["", "/list"] {
            let seen = vera.get(&format!("{CALENDAR}{view}?day={}", days(8))).await;
            seen.is(200).says("goes back to").says_nothing_of("Clara").says_nothing_of("Marta");
        }
        let week = vera.get(&format!("{CALENDAR}/week?member={marta}&day={}", days(8))).await;
        assert_eq!(week.body.matches("Clara Nunes").count(), usize::from(is_same_week(days(7), days(8))));
    }
}

fn is_same_week(one: chrono::NaiveDate, other: chrono::NaiveDate) -> bool {
    use chrono::Datelike;
    one.iso_week() == other.iso_week()
}

story! {
    async fn the_home_page_says_what_is_next_today(world) {
        let day = world.our_today();
        let marta = world.member("Marta");
        let vera = world.own_card("Vera", world.user(VERA));
        let anna = world.sign_in(ANNA).await;
        let end = Booking { day, minute: 1435, minutes: 5, ..Booking::default() };
        world.books(vera, Booking { client: "Next One", ..end });
        world.books(marta, Booking { day, client: "Of Another", minute: 1435, minutes: 5, ..Booking::default() });
        world.books(vera, Booking { day: day.pred_opt().unwrap(), client: "Past One", ..Booking::default() });

        let seen = world.sign_in(VERA).await.get("/locations/ours").await;

        seen.says("Today").says("Next One").says_nothing_of("Of Another").says_nothing_of("Past One");
        anna.get("/locations/ours").await.says("Today").says_nothing_of("Next One");
    }
}
