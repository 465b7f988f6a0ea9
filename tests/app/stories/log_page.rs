//! The page of the log and its file: filters, roles, times, and cells that are text (cases J2; security.md SF2, SH5).

use crate::story;
use crate::support::visitor::{Seen, Visitor};
use crate::support::world::*;

const PAGE: &str = "/locations/ours/activity";
const FILE: &str = "/locations/ours/activity.csv";

async fn deeds(world: &World) -> Visitor {
    let anna = world.sign_in(ANNA).await;
    anna.post("/locations/ours/positions", &[("title", "Stylist")]).await.is(303);
    let max = world.sign_in(MAX).await;
    max.post("/locations/ours/positions", &[("title", "Barber")]).await.is(303);
    max.get("/locations/ours/settings/channels").await.is(403);
    anna
}

/// The rows of a file, without its headings.
fn rows(file: &Seen) -> Vec<Vec<String>> {
    let text = file.body.strip_prefix('\u{feff}').expect("a file says that it is UTF-8");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

story! {
    async fn j2_the_page_shows_what_fits_its_filters(world) {
        let anna = deeds(&world).await;
        let max = world.user(MAX);
        for (query, there, not_there) in [
            ("?deed=position.added", "added the position", "opened the location"),
            (&*format!("?actor={max}"), "Max added the position Barber", "Stylist"),
            ("?search=sTyLiSt", "Stylist", "Barber"),
            ("?search=max", "Max added the position Barber", "Stylist"),
            ("?refusals=yes", "Max was refused Connect SMS aggregator and chatbot", "Stylist"),
            ("?from=2020-01-01&to=2999-01-01", "Stylist", "Nothing to show"),
            ("?from=2999-01-01", "Nothing to show", "Stylist"),
            ("?to=2020-01-01", "Nothing to show", "Stylist"),
            ("?from=tomorrow&actor=x&deed=nonsense", "Stylist", "Nothing to show"),
            ("?from=9999-12-31&to=-262143-01-01", "Nothing to show", "Stylist"),
        ] {
            let page = anna.get(&format!("{PAGE}{query}")).await;
            let shown = page.is(200).texts_of("main .panel").join(" ");
            let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(shown.contains(there) && !shown.contains(not_there), "{query}: {shown}");
        }
        let page = anna.get(&format!("{PAGE}?deed=position.added&actor={max}&from=2020-01-01&refusals=yes")).await;
        assert_eq!((page.value_of("deed"), page.value_of("actor")), ("position.added".into(), max.to_string()));
        assert_eq!(page.value_of("from"), "2020-01-01");
        page.says("You see what fits the filters.").says("Team");
    }
}

story! {
    async fn j2_days_are_those_of_the_location(world) {
        world.sql(&format!("UPDATE locations SET time_zone = 'Pacific/Kiritimati' WHERE id = {}", world.ours));
        let anna = deeds(&world).await;
        world.tamper("UPDATE activity SET at = '2026-03-01 10:30:00' WHERE subject = 'Stylist'; UPDATE activity SET at = '2026-03-01 09:30:00' WHERE subject = 'Barber'");

        let second = anna.get(&format!("{PAGE}?from=2026-03-02&to=2026-03-02")).await;
        second.says("the position Stylist").says("2 March 2026, 0:30");
        assert!(!second.texts_of("main .panel").join(" ").contains("Barber"));
        let first = anna.get(&format!("{PAGE}?from=2026-03-01&to=2026-03-01")).await;
        first.says("the position Barber").says("1 March 2026, 23:30");
    }
}

story! {
    async fn j2_earlier_pages_keep_the_filters_and_nothing_is_left_out(world) {
        let by = world.proof::<parlour::access::rights::EditPositions>(ANNA);
        world.db.write_now(|db| (0..120).try_for_each(|n| parlour::team::Position::add(&by, &format!("Position-{n:03}"), "", db))).unwrap();
        let anna = world.sign_in(ANNA).await;
        let mut seen = Vec::new();
        let mut next = Some("?deed=position.added".to_owned());
        while let Some(query) = next {
            let page = anna.get(&format!("{PAGE}{query}")).await;
            seen.extend(page.texts_of("td b:last-of-type"));
            next = page.address_with("before=");
        }
        assert_eq!(seen.len(), 120);
        assert!(seen.windows(2).all(|pair| pair[0] > pair[1]), "{seen:?}");
    }
}

story! {
    async fn j2_the_file_holds_the_same_and_is_itself_written_down(world) {
        let anna = deeds(&world).await;
        let url = anna.get(&format!("{PAGE}?deed=position.added")).await.address_with("activity.csv").unwrap();

        let file = anna.get(&url).await;

        file.is(200);
        assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
        let told = file.headers["content-disposition"].to_str().unwrap();
        assert!(told.starts_with("attachment; filename=\"Activity of Ours 20") && told.contains("filename*=UTF-8''Activity%20of%20Ours%20"), "{told}");
        assert!(file.body.starts_with("\u{feff}\"Time (Europe/Lisbon)\",\"Person\",\"Role\",\"What\""), "{}", file.body);
        let rows = rows(&file);
        assert_eq!(rows.iter().map(|row| (&*row[1], &*row[2], &*row[4])).collect::<Vec<_>>(), [("Max", "Manager", "Barber"), ("Anna", "Owner", "Stylist")]);
        anna.get(PAGE).await.says("Anna exported the activity log").says("Filters: what: Added the position").says("Rows: 2");
    }
}

story! {
    async fn j2_a_fourth_file_within_an_hour_is_refused_and_written_down(world) {
        let anna = world.sign_in(ANNA).await;
        for _ in 0..3 {
            anna.get(FILE).await.is(200);
        }

        let fourth = anna.get(FILE).await;
        anna.get(FILE).await.is(429);

        assert!(fourth.is(429).headers["retry-after"].to_str().unwrap().parse::<i64>().unwrap() > 3500);
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'activity.exported'"), 3);
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'excess_rate_limit_exceeded' AND actor_name = 'Anna'"), 1);
        world.minutes_pass(61);
        world.sign_in(ANNA).await.get(FILE).await.is(200);
    }
}

story! {
    async fn j2_se4_who_may_look_may_not_take_the_file_along(world) {
        let max = world.sign_in(MAX).await;

        max.get(PAGE).await.is(200).does_not_offer("Export");
        max.get(FILE).await.is(403).says("Export the activity log").says("Anna can change that");
        world.sign_in(ANNA).await.get(PAGE).await.offers("Export");
    }
}

story! {
    async fn sf2_what_people_typed_is_text_in_the_file(world) {
        let anna = world.sign_in(ANNA).await;
        let titles = ["=HYPERLINK(\"http://evil.test\")", "+374 99 000000", "-1+1", "@SUM(1)", "＝1", "plain, \"quoted\""];
        for title in titles {
            anna.post("/locations/ours/positions", &[("title", title)]).await.is(303);
        }

        let file = anna.get(&format!("{FILE}?deed=position.added")).await;

        let subjects: Vec<String> = rows(&file).into_iter().map(|row| row[4].clone()).rev().collect();
        let guarded: Vec<String> = titles.iter().map(|title| if title.starts_with("plain") { title.to_string() } else { format!("'{title}") }).collect();
        assert_eq!(subjects, guarded);
    }
}

story! {
    async fn sh5_the_log_of_one_location_never_shows_another(world) {
        deeds(&world).await;
        let gleb = world.sign_in(GLEB).await;

        gleb.get(PAGE).await.is(404);
        gleb.get(FILE).await.is(404);
        let theirs = gleb.get(&format!("/locations/theirs/activity?actor={}", world.user(MAX))).await;
        theirs.is(200).says("Nothing to show").says_nothing_of("Max").says_nothing_of("Stylist");
        let file = gleb.get("/locations/theirs/activity.csv").await;
        assert!(rows(&file).iter().all(|row| row[1] == "Gleb"), "{}", file.body);
    }
}

story! {
    async fn sh5_contacts_are_masked_for_whoever_may_not_see_users(world) {
        let anna = world.sign_in(ANNA).await;
        super::invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);
        world.sql(&format!("UPDATE roles SET rights = 'activity.view activity.export' WHERE template = 'view-only' AND location_id = {}", world.ours));
        let vera = world.sign_in(VERA).await;

        vera.get(PAGE).await.says("Boris (b***@new.test)").says_nothing_of("boris@new.test");
        let file = vera.get(FILE).await;
        assert!(file.body.contains("b***@new.test") && !file.body.contains("boris@new.test"), "{}", file.body);
        vera.get(&format!("{PAGE}?search=boris@new")).await.says("Nothing to show");
        vera.get(&format!("{PAGE}?search=Boris")).await.says("invited Boris");
        anna.get(&format!("{PAGE}?search=boris@new")).await.says("invited Boris (boris@new.test)");
    }
}
