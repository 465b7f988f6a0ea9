//! What the log says, what it keeps to itself, and that nobody waits for whoever reads it (security.md R29, SH4).

use std::fs::File;
use std::process::Stdio;
use std::time::Duration;

use actix_web::rt::time::{sleep, timeout};

use crate::founding::{ANNA, PASSWORD};
use crate::program::Place;
use crate::starts::{found, opens};
use crate::visitor::Visitor;

const NASTY: &str = "Clara\r\n{\"level\":\"INFO\"}\u{1b}[2J Prudente";

#[actix_web::test]
async fn sh4_sa21_sf6_the_log_names_no_contact_password_token_or_cookie_and_every_event_is_one_line() {
    let place = Place::new()
        .with("PARLOUR_LOG", "info,parlour=trace")
        .with("PARLOUR_LOG_FORMAT", "json")
        .with("PARLOUR_METRICS_TOKEN", "measures-of-a-salon")
        // Nobody carries mails there: what is said of it stands in the log.
        .with("PARLOUR_SMTP_URL", "smtp://poster:s3cret-of-the-mail@127.0.0.1:1");
    let log = place.path("log");
    let mut house = place.open_telling(File::create(&log).unwrap().into());
    let secrets = a_day_at_the_salon(&place).await;
    sleep(Duration::from_secs(2)).await;
    house.tell_to_stop();
    house.ends_within(Duration::from_secs(20)).expect("it does not stop");

    let said = std::fs::read_to_string(log).unwrap();

    let events: Vec<serde_json::Value> =
        said.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no event: {line}"))).collect();
    assert!(events.len() >= 3, "nothing is said: {said}");
    assert!(events.iter().all(|event| event["level"].is_string() && event["timestamp"].is_string()), "{said}");
    assert!(said.chars().all(|c| c == '\n' || !c.is_control()), "{said:?}");
    for secret in secrets {
        assert!(!secret.is_empty() && !said.contains(&secret), "{secret:?} is in the log:\n{said}");
    }
}

/// People sign in, are invited and are booked. Returns what is nobody's business.
async fn a_day_at_the_salon(place: &Place) -> Vec<String> {
    let anna = found(place).await;
    let guest = Visitor::new(place.url(), Vec::new());
    guest.post("/sign-in", &[("login", ANNA), ("password", "wrong plum mirrors")]).await.is(422);
    guest.post("/sign-in", &[("login", "mallory@else.test"), ("password", PASSWORD)]).await.is(422);
    let let_in = guest.post("/sign-in", &[("login", ANNA), ("password", PASSWORD)]).await;
    let_in.is(303);
    let role = anna.get("/locations/1/invitations/new").await.value_of("role-1");
    let invited = [("name", NASTY), ("contact", "boris@new.test"), ("role", role.as_str())];
    anna.post("/locations/1/invitations", &invited).await;
    let invited = [("name", "Boris"), ("contact", "boris@new.test"), ("role", role.as_str())];
    anna.post("/locations/1/invitations", &invited).await.is(303);
    let client = [("name", NASTY), ("phone", "+351912345678"), ("email", "clara@home.test")];
    anna.post("/locations/1/clients", &client).await;
    let client = [("name", "Clara Prudente"), ("phone", "+351912345678"), ("email", "clara@home.test")];
    anna.post("/locations/1/clients", &client).await.is(303);
    guest.get("/join/AAAAtokenAAAAtokenAAAAtoken").await;
    let reset = [("login", ANNA)];
    guest.post("/forgotten", &reset).await;
    let token = anna.request(reqwest::Method::GET, "/metrics").header("authorization", "Bearer measures-of-a-salon");
    let agent = token.header("user-agent", "Mozilla \u{9b}31m \u{2028} forged".as_bytes());
    anna.send(agent).await.is(200);
    let contacts = [ANNA, "mallory@else.test", "boris@new.test", "clara@home.test", "912345678"];
    let others = [PASSWORD, "wrong plum mirrors", "s3cret-of-the-mail", "AAAAtoken", "measures-of-a-salon"];
    let cookie = let_in.cookie("sid").expect("no session");
    let cookie = cookie.trim_start_matches("sid=").to_owned();
    let mark = guest.fetch_mark().await;
    contacts.into_iter().chain(others).map(str::to_owned).chain([cookie, mark]).collect()
}

#[actix_web::test]
async fn r29_a_log_that_nobody_reads_stops_nobody() {
    let place = Place::new().with("PARLOUR_LOG", "trace");
    let _house = place.open_telling(Stdio::piped());
    opens(&place).await;
    let visitor = Visitor::new(place.url(), Vec::new());

    // Far more is said than fits into the pipe and what waits before it.
    let mut dropped = false;
    for _ in 0..2_000 {
        let pages = async { (visitor.get("/setup").await, visitor.get("/metrics").await.body) };
        let pages = timeout(Duration::from_secs(20), pages).await;
        let (page, measures) = pages.expect("a page waits for whoever reads the log");
        page.is(200);
        dropped = !measures.lines().any(|line| line == "parlour_log_lines_dropped 0");
        if dropped {
            break;
        }
    }

    assert!(dropped, "the pipe never was full, so nothing was tried");
    visitor.get("/setup").await.is(200);
}
