//! What Parlour looks like from outside: cookies, lines that say two things, and places that are not there.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use actix_web::rt;
use parlour::app;
use parlour::config::Config;
use parlour::house::House;

use super::NEW_PASSWORD;
use crate::story;
use crate::support::visitor::Visitor;
use crate::support::world::*;

/// What lies behind a request whose end two servers could see in two places.
const BEHIND: &str = "0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";

/// Heads that leave open where the request ends, or where a field does.
const TWO_WAYS: [&str; 13] = [
    "Content-Length: 5\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: chunked\r\nContent-Length: 5",
    "Content-Length: 5\r\nContent-Length: 6",
    "Content-Length: 5, 6",
    "Content-Length: +5",
    "Content-Length: 0x5",
    "Content-Length : 5",
    "Transfer-Encoding: xchunked",
    "Transfer-Encoding: identity, chunked",
    "Transfer-Encoding: chunked, identity",
    "Transfer-Encoding : chunked",
    "X: y\r\n Transfer-Encoding: chunked",
    "X: a\0b",
];

/// Sends bytes as they are, and returns all that comes back until the line is closed.
fn answered(address: &str, bytes: &[u8]) -> String {
    let mut line = TcpStream::connect(address).unwrap();
    line.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    line.write_all(bytes).ok();
    let (mut heard, mut part) = (Vec::new(), [0; 4096]);
    loop {
        match line.read(&mut part) {
            Ok(0) => break,
            Ok(some) => heard.extend(&part[..some]),
            Err(cause) if cause.kind() == ErrorKind::ConnectionReset => break,
            Err(cause) => panic!("the line stays open: {cause}"),
        }
    }
    String::from_utf8_lossy(&heard).into_owned()
}

story! {
    async fn sd7_a_request_that_can_be_read_in_two_ways_is_refused_and_its_line_closed(world) {
        let address = world.url.trim_start_matches("http://").to_owned();
        let endless = format!("X: {}", "a".repeat(400_000));
        for fields in TWO_WAYS.into_iter().chain([endless.as_str()]) {
            let request = format!("POST /sign-in HTTP/1.1\r\nHost: x\r\n{fields}\r\n\r\n{BEHIND}");
            let there = address.clone();

            let heard = rt::task::spawn_blocking(move || answered(&there, request.as_bytes())).await.unwrap();

            let start = &fields[..fields.len().min(60)];
            assert!(heard.starts_with("HTTP/1.1 400") || heard.starts_with("HTTP/1.1 431"), "{start:?}: {heard}");
            assert_eq!(heard.matches("HTTP/1.1 ").count(), 1, "{start:?}: what lies behind was answered: {heard}");
        }
        world.guest().get("/healthz").await.is(200);
    }
}

story! {
    async fn sc1_sd3_over_https_a_cookie_is_of_this_host_alone_and_the_browser_is_told_to_stay_there(world) {
        let listener = app::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let config = Config { public_url: "https://salon.test".parse().unwrap(), ..Config::clone(&world.house.config) };
        rt::spawn(app::serve(House::open(config).unwrap(), listener).unwrap());
        let behind = Visitor::new(&format!("http://{address}"), Vec::new());

        let page = behind.get("/sign-in").await;
        let browser = page.cookie("__Host-browser").expect("the cookie of the browser has another name");
        let mark = page.value_of_name("mark");
        let fields = [("mark", mark.as_str()), ("login", VERA.1), ("password", PASSWORD)];
        let inside = behind.post_bare("/sign-in", &fields, &[("cookie", &browser)]).await;

        inside.is(303);
        for seen in [&page, &inside] {
            for cookie in seen.headers.get_all("set-cookie") {
                let cookie = cookie.to_str().unwrap();
                assert!(cookie.starts_with("__Host-"), "{cookie}");
                for part in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
                    assert!(cookie.contains(part), "{part} is not in {cookie}");
                }
                assert!(!cookie.contains("Domain"), "{cookie}");
            }
            assert_eq!(seen.headers["strict-transport-security"], "max-age=31536000; includeSubDomains");
        }
        assert!(inside.cookie("__Host-sid").is_some());
        assert!(!world.guest().get("/sign-in").await.headers.contains_key("strict-transport-security"));
    }
}

story! {
    async fn sc7_after_signing_out_the_browser_forgets_and_back_shows_nothing(world) {
        let vera = world.sign_in(VERA).await;
        assert_eq!(vera.get("/locations/ours").await.headers["cache-control"], "no-store");

        let out = vera.post("/sign-out", &[]).await;

        assert_eq!(out.is(303).headers["clear-site-data"], "\"cache\"");
        vera.get("/locations/ours").await.leads_to("/sign-in");
    }
}

story! {
    async fn se5_what_belongs_to_others_looks_as_what_is_not_there(world) {
        let gleb = world.sign_in(GLEB).await;
        gleb.post("/locations/theirs/team", &[("name", "Hidden")]).await.is(303);
        let member = world.number("SELECT id FROM members WHERE name = 'Hidden'");
        let access = world.number(&format!("SELECT id FROM accesses WHERE location_id = {}", world.theirs));
        let role = world.role_at(world.theirs, "manager");
        let anna = world.sign_in(ANNA).await;

        for (theirs, nobodys) in [
            ("/locations/theirs/team".to_owned(), "/locations/999999/team"),
            (format!("/locations/ours/team/{member}"), "/locations/ours/team/999999"),
            (format!("/locations/ours/users/{access}"), "/locations/ours/users/999999"),
            (format!("/locations/ours/roles/{role}"), "/locations/ours/roles/999999"),
        ] {
            for is_deed in [false, true] {
                let knock = async |path: &str| if is_deed { anna.post(path, &[]).await } else { anna.get(path).await };
                let (one, other) = (knock(&theirs).await, knock(nobodys).await);

                assert_eq!((one.status, one.words()), (other.status, other.words()), "{theirs}");
                assert_eq!(one.status / 100, 4, "{theirs}");
                // Whether the line stays open depends on when the form arrives, and not on what it is sent to.
                let names = |seen: &crate::support::visitor::Seen| {
                    let names = seen.headers.keys().map(|name| name.to_string());
                    names.filter(|name| name != "connection").collect::<std::collections::BTreeSet<_>>()
                };
                assert_eq!(names(&one), names(&other), "{theirs}");
                one.says_nothing_of("Hidden").says_nothing_of("Theirs");
            }
        }
    }
}

story! {
    async fn sb9_no_form_sets_the_password_of_somebody_else(world) {
        let (anna, vera) = (world.sign_in(ANNA).await, world.user(VERA));
        let hash = format!("SELECT password_hash FROM users WHERE id = {vera}");
        let before = world.word(&hash);
        let access = world.access_path(vera);
        let doors = app::routes();
        let of_a_place = doors.iter().filter(|door| door.path.starts_with("/locations/{") || door.path.starts_with("/chains/{"));

        for door in of_a_place {
            assert!(!door.path.contains("password"), "{} {}", door.method, door.path);
        }
        for path in [access.clone(), format!("{access}/changes")] {
            let seen = anna.post(&path, &[("role", &world.role("view-only")), ("password", NEW_PASSWORD)]).await;
            assert!((400..500).contains(&seen.status), "{path}: {}", seen.words());
        }

        assert_eq!(world.word(&hash), before);
        world.sign_in(VERA).await.get(&access).await.says_nothing_of(&before);
        anna.get(&access).await.is(200).says_nothing_of(&before);
    }
}

story! {
    async fn r10_fifty_who_write_at_once_all_do_and_every_commit_is_flushed(world) {
        let anna = world.sign_in(ANNA).await;
        anna.fetch_mark().await;

        let seen = at_once((0..50).map(|n| {
            let anna = anna.clone();
            async move { anna.post("/locations/ours/team", &[("name", &format!("Writer {n}"))]).await }
        }))
        .await;

        for answer in seen {
            answer.is(303);
        }
        assert_eq!(world.number("SELECT count(*) FROM members WHERE name LIKE 'Writer %'"), 50);
        if crate::GROUND == Ground::Sqlite {
            assert_eq!(world.word("SELECT journal_mode FROM pragma_journal_mode"), "wal");
            let set = ["synchronous", "foreign_keys", "trusted_schema"];
            let found = set.map(|name| world.number(&format!("SELECT {name} FROM pragma_{name}")));
            assert_eq!(found, [2, 1, 0], "FULL, kept, not trusted");
        }
    }
}
