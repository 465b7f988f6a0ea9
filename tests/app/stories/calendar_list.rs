//! A day as a table, in order of time.

use super::matrix::statements_of;
use crate::story;
use crate::support::calendar::Booking;
use crate::support::visitor::Seen;
use crate::support::world::*;

const LIST: &str = "/locations/ours/calendar/list";

fn rows(seen: &Seen) -> Vec<String> {
    let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    seen.texts_of("tbody tr").into_iter().map(words).collect()
}

story! {
    async fn the_list_tells_a_day_in_order_of_time_and_by_member_or_status(world) {
        let day = world.our_today();
        let [marta, noor, ilse] = ["Marta", "Noor", "Ilse"].map(|name| world.member(name));
        world.books(noor, Booking { day, minute: 660, client: "Second One", status: "no_show", ..Booking::default() });
        let first = world.books(marta, Booking { day, client: "First One", assistants: &[ilse], ..Booking::default() });
        world.books_also(first, noor, Booking { day, minute: 660, minutes: 30, service: "Gloss", ..Booking::default() });
        let rita = world.sign_in(RITA).await;

        let seen = rita.get(LIST).await;
        assert_eq!(rows(&seen), [
            "10:00 to 11:30 First One Cut, Gloss Marta, Noor Ilse Confirmed",
            "11:00 to 12:00 Second One Cut Noor No-show",
        ]);
        for (query, count) in [
            (format!("member={marta}"), 1), (format!("member={noor}"), 2), (format!("member={ilse}"), 1),
            ("status=no_show".into(), 1), ("status=came".into(), 0), (format!("member={marta}&status=no_show"), 0),
            ("status=nonsense".into(), 2), ("day=nonsense".into(), 2), ("day=99999-01-01".into(), 2),
        ] {
            let seen = rita.get(&format!("{LIST}?{query}")).await;
            assert_eq!(rows(&seen.is(200).clone()).len(), count, "{query}");
        }
        rita.get(&format!("{LIST}?status=came")).await.says("No appointment fits these filters");
        rita.get(&format!("{LIST}?day=2026-01-01")).await.says("No appointments on this day");
    }
}

story! {
    async fn a_large_day_asks_the_database_no_more_often_than_a_small_one(world) {
        let day = world.our_today();
        let first = world.member("Member 0");
        world.at_work(first, day, &[(540, 1080)]);
        world.books(first, Booking { day, ..Booking::default() });
        let rita = world.sign_in(RITA).await;
        let pages = ["", "/list", "/week", "/revision?shown=x"].map(|page| format!("/locations/ours/calendar{page}"));
        let mut small = Vec::new();
        for page in &pages {
            small.push(statements_of(&world, &rita, page).await);
        }
        for number in 1..30 {
            let member = world.member(&format!("Member {number}"));
            world.at_work(member, day, &[(540, 1080)]);
            for hour in 9..19 {
                world.books(member, Booking { day, minute: hour * 60, minutes: 55, assistants: &[first], ..Booking::default() });
            }
        }

        for (page, small) in pages.iter().zip(small) {
            let asked = statements_of(&world, &rita, page).await;
            assert!(asked == small && asked <= 10, "{page} asks {asked} times, and {small} times on a small day");
        }
    }
}
