//! Whoever watches over an installation: how busy it is, and what it does when it is full.

use reqwest::Method;

use crate::story;
use crate::support::visitor::Visitor;
use crate::support::world::*;

/// What one line of the measures says, if it is there.
fn measure(text: &str, name: &str) -> Option<f64> {
    text.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok())
}

async fn measures(visitor: &Visitor) -> String {
    let seen = visitor.get("/metrics").await;
    seen.is(200);
    assert!(seen.headers["content-type"].to_str().unwrap().starts_with("text/plain; version=0.0.4"));
    seen.body
}

story! {
    async fn r26_a_full_house_turns_away_who_looks_and_serves_who_sends_a_form(world) {
        let anna = world.sign_in(ANNA).await;
        let guest = world.guest();
        guest.get("/sign-in").await.is(200);
        let before = measures(&guest).await;

        let full = world.house.crowd.fill().expect("the house is empty");
        let refused = anna.get("/locations/ours/team").await;
        let form = guest.post("/sign-in", &[("login", VERA.1), ("password", PASSWORD)]).await;
        let healthy = guest.get("/healthz").await;
        let style = guest.get(parlour::web::assets::url("app.css")).await;
        let during = measures(&guest).await;
        drop(full);

        refused.is(503).says("Parlour is busy for a moment").says("Nothing was changed.");
        assert_eq!(refused.headers["retry-after"], "5");
        assert!(refused.headers.contains_key("x-request-id") && refused.headers.contains_key("content-security-policy"));
        form.is(303);
        healthy.is(200);
        style.is(200);
        assert_eq!(measure(&before, "parlour_requests_shed_total"), Some(0.0));
        assert_eq!(measure(&during, "parlour_requests_shed_total"), Some(1.0));
        anna.get("/locations/ours/team").await.is(200);
    }
}

story! {
    async fn r26_files_to_keep_have_a_few_places_of_their_own(world) {
        let anna = world.sign_in(ANNA).await;
        let is_file = |path: &str| path.contains("csv") || path.contains("export");
        let files: Vec<_> = parlour::app::routes().iter().filter(|route| is_file(&route.path)).map(|route| at_one(&route.path)).collect();
        assert!(files.len() >= 9, "{files:?}");

        let full = world.house.exports.fill().expect("somebody exports");
        for file in &files {
            let refused = anna.get(file).await;
            refused.is(503).says("Parlour is busy for a moment");
            assert_eq!(refused.headers["retry-after"], "5", "{file}");
        }
        anna.get("/locations/ours/team").await.is(200);
        drop(full);

        anna.get("/locations/ours/users/matrix.csv").await.is(200);
        let all_pages = world.house.crowd.fill().expect("the house is empty");
        anna.get("/locations/ours/users/matrix.csv").await.is(200);
        drop(all_pages);
        let text = measures(&anna).await;
        assert_eq!(measure(&text, r#"parlour_requests_total{class="export",status="5xx"}"#), Some(files.len() as f64), "{text}");
        assert_eq!(measure(&text, r#"parlour_requests_total{class="export",status="2xx"}"#), Some(2.0), "{text}");
    }
}

/// An address behind a door, with the number 1 for everything that it leaves open.
fn at_one(path: &str) -> String {
    path.split('/').map(|part| if part.starts_with('{') { "1" } else { part }).collect::<Vec<_>>().join("/")
}

story! {
    async fn r26_measures_tell_how_busy_the_house_is(world) {
        let guest = world.guest();
        guest.post("/sign-in", &[("login", ANNA.1), ("password", "not the one")]).await.is(422);
        world.sign_in(ANNA).await.get("/locations/ours/team").await.is(200);
        guest.get("/nowhere").await.is(404);

        let text = measures(&guest).await;

        let says = |name| measure(&text, name).unwrap_or_else(|| panic!("{name} is not in:\n{text}"));
        assert_eq!(says("parlour_sign_in_failures_total"), 1.0);
        assert!(says(r#"parlour_requests_total{class="page",status="2xx"}"#) >= 2.0);
        assert!(says(r#"parlour_requests_total{class="page",status="4xx"}"#) >= 1.0);
        assert!(says(r#"parlour_requests_total{class="form",status="3xx"}"#) >= 1.0);
        assert!(says(r#"parlour_request_seconds_count{class="page"}"#) >= 3.0);
        assert_eq!(says("parlour_requests_in_flight"), 1.0, "the one who asks");
        assert_eq!(says(r#"parlour_database_waiting{connections="write"}"#), 0.0);
        assert_eq!(says(r#"parlour_build_info{version="0.1.0"}"#), 1.0);
        assert!(says("process_resident_memory_bytes") > 1_000_000.0);
        assert!(says("process_open_fds") > 3.0);
    }
}

story! {
    async fn r26_measures_tell_what_waits_in_the_outbox_and_what_failed(world) {
        let put = |key: &str, state: &str, ended: &str| {
            world.sql(&format!(
                "INSERT INTO messages (channel, recipient, message_id, state, reason, attempts, price, due_at, give_up_at, created_at, ended_at) \
                 VALUES ('email', 'x@y.test', '{key}', '{state}', '', 0, 0, '2026-01-01 09:00:00', '2099-01-01 09:00:00', '2026-01-01 09:00:00', {ended})"
            ));
        };
        put("<1@x>", "queued", "NULL");
        put("<2@x>", "failed", "'2099-01-01 09:00:00'");
        put("<3@x>", "failed", "'2026-01-01 09:00:00'");

        let text = measures(&world.guest()).await;

        assert_eq!(measure(&text, "parlour_messages_queued"), Some(1.0));
        assert!(measure(&text, "parlour_messages_oldest_seconds").is_some_and(|seconds| seconds > 86_400.0), "{text}");
        assert_eq!(measure(&text, "parlour_messages_failed"), Some(1.0), "of the last day");
    }
}

story! {
    async fn r26_measures_are_for_the_machine_itself_and_for_who_shows_the_token(world) {
        let guest = world.guest();
        let asking = |headers: &[(&str, &str)]| {
            let request = guest.request(Method::GET, "/metrics");
            let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
            guest.send(request)
        };
        let token = format!("Bearer {METRICS_TOKEN}");

        let passed_on = asking(&[("x-forwarded-for", "127.0.0.1")]).await;
        let guessed = asking(&[("forwarded", "for=127.0.0.1"), ("authorization", "Bearer measures of a worlD")]).await;
        let shown = asking(&[("x-forwarded-for", "203.0.113.9"), ("authorization", &token)]).await;

        passed_on.is(404).says("There is nothing at this address");
        guessed.is(404);
        shown.is(200);
    }
}

story! {
    async fn no_measure_names_a_person_a_place_or_an_address(world) {
        let anna = world.sign_in(ANNA).await;
        anna.get(&format!("/locations/ours/team?find={}", VERA.1)).await;
        anna.get("/nowhere/anna@ours.test").await.is(404);

        let text = measures(&anna).await;

        let labels = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split(['{', '}']).nth(1));
        let names: std::collections::BTreeSet<&str> =
            labels.flat_map(|labels| labels.split(',')).filter_map(|label| label.split('=').next()).collect();
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["class", "connections", "le", "status", "version"]);
        assert!(!text.contains('@') && !text.contains("127.0.0.1") && !text.contains("Anna"), "{text}");
    }
}
