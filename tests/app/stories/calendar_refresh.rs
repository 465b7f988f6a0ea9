//! A page of the calendar asks whether it is still right.

use crate::story;
use crate::support::calendar::Booking;
use crate::support::world::*;

story! {
    async fn a_page_hears_of_changes_to_what_it_shows_and_of_nothing_else(world) {
        let day = world.our_today();
        let [marta, noor] = ["Marta", "Noor"].map(|name| world.member(name));
        world.at_work(marta, day, &[(540, 1080)]);
        let appointment = world.books(marta, Booking { day, ..Booking::default() });
        let rita = world.sign_in(RITA).await;
        let (calendar, tomorrow) = ("/locations/ours/calendar", day.succ_opt().unwrap());
        let asks = |body: &str| body.split("data-ask=\"").nth(1).unwrap().split('"').next().unwrap().replace("&#38;", "&");
        let mut pages = Vec::new();
        for page in [String::new(), "/list".into(), format!("/week?member={marta}")] {
            pages.push(asks(&rita.get(&format!("{calendar}{page}")).await.body));
        }

        let changes = [
            format!("UPDATE appointments SET status = 'came', version = 2 WHERE id = {appointment}"),
            format!("UPDATE work_spans SET to_minute = 1020 WHERE member_id = {marta}"),
            "UPDATE clients SET name = 'Another Name' WHERE name = 'Clara Nunes'".to_owned(),
            format!("UPDATE appointments SET deleted_at = '2026-01-01 09:00:00' WHERE id = {appointment}"),
        ];
        for change in changes {
            for ask in &mut pages {
                rita.get(ask).await.is(204);
            }
            world.books(noor, Booking { day: tomorrow + chrono::TimeDelta::days(9), client: "Far Away", ..Booking::default() });
            for ask in &mut pages {
                rita.get(ask).await.is(204);
            }
            world.sql(&change);
            for ask in &mut pages {
                let seen = rita.get(ask).await;
                assert_eq!(seen.status, 200, "{change}: {ask}");
                let start = ask.split("shown=").next().unwrap().to_owned();
                *ask = format!("{start}shown={}", seen.body);
            }
        }
        world.guest().get(&pages[0]).await.leads_to("/sign-in");
        world.sign_in(GLEB).await.get(&pages[0]).await.is(404);
    }
}
