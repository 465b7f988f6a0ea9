//! Who has an account is nobody's business: neither words, nor cookies, nor time may tell.

use std::time::Instant;

use crate::story;
use crate::support::smtp::Manner;
use crate::support::visitor::Seen;
use crate::support::world::*;

/// How often each case is measured.
const TIMES: usize = 100;

/// How often a noisy machine may have another go.
const GOES: usize = 3;

const WRONG: &str = "a wrong guess";

/// Milliseconds, in the order of measuring.
type Times = Vec<f64>;

fn sorted(times: &Times) -> Times {
    let mut sorted = times.clone();
    sorted.sort_by(f64::total_cmp);
    sorted
}

fn median(times: &Times) -> f64 {
    sorted(times)[times.len() / 2]
}

/// How sure one may be that two cases differ: the z of the Mann-Whitney test, which outliers do not move.
fn z(a: &Times, b: &Times) -> f64 {
    let mut all: Vec<(f64, bool)> = a.iter().map(|t| (*t, true)).chain(b.iter().map(|t| (*t, false))).collect();
    all.sort_by(|x, y| x.0.total_cmp(&y.0));
    let ranks: f64 = all.iter().enumerate().filter(|(_, (_, is_a))| *is_a).map(|(rank, _)| rank as f64 + 1.0).sum();
    let (n, m) = (a.len() as f64, b.len() as f64);
    let expected = n * (n + m + 1.0) / 2.0;
    (ranks - expected) / (n * m * (n + m + 1.0) / 12.0).sqrt()
}

fn are_alike(a: &Times, b: &Times) -> bool {
    let (one, other) = (median(a), median(b));
    let gap = (one - other).abs();
    gap <= 2.0 || gap <= one.max(other) * 0.05 || z(a, b).abs() < 3.3
}

/// What can be seen of an answer, without what differs from one answer to the next for everybody.
fn face(seen: &Seen, typed: &str) -> (u16, String, Vec<String>) {
    let mut cookies: Vec<String> = seen
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|cookie| cookie.to_str().unwrap())
        .map(|cookie| {
            let (name, rest) = cookie.split_once('=').unwrap();
            format!("{name}={}", rest.split_once(';').map_or("", |(_, rest)| rest))
        })
        .collect();
    cookies.sort();
    let mut body = seen.body.replace(typed, "…");
    while let Some(start) = body.find(r#"name="mark" value=""#) {
        let end = body[start + 19..].find('"').unwrap() + start + 20;
        body.replace_range(start..end, "the mark");
    }
    (seen.status, body, cookies)
}

/// Sends a form for every case in turn, again and again.
async fn measure(
    world: &World,
    path: &str,
    cases: &[Vec<(&str, &str)>],
) -> (Vec<Times>, Vec<(u16, String, Vec<String>)>) {
    let visitor = world.guest();
    let mark = visitor.fetch_mark().await;
    let mut times = vec![Times::new(); cases.len()];
    let mut faces = Vec::new();
    for round in 0..TIMES {
        world.sql("DELETE FROM tries; DELETE FROM messages");
        for (case, fields) in cases.iter().enumerate() {
            let fields: Vec<_> = [("mark", &*mark)].into_iter().chain(fields.iter().copied()).collect();
            let start = Instant::now();
            let seen = visitor.post_bare(path, &fields, &[]).await;
            times[case].push(start.elapsed().as_secs_f64() * 1000.0);
            if round == 0 {
                faces.push(face(&seen, fields[1].1));
            }
        }
    }
    (times, faces)
}

/// Every case takes as long as the first, within what a noisy machine allows.
async fn nothing_tells_them_apart(world: &World, path: &str, cases: &[(&str, Vec<(&str, &str)>)]) {
    let forms: Vec<_> = cases.iter().map(|(_, form)| form.clone()).collect();
    let mut leaks = Vec::new();
    for _ in 0..GOES {
        let (times, faces) = measure(world, path, &forms).await;
        for (face, (name, _)) in faces.iter().zip(cases) {
            assert_eq!(*face, faces[0], "{name} looks different from {}", cases[0].0);
        }
        let said = |case: usize| {
            format!("{}: {:.2} ms, z {:.1}", cases[case].0, median(&times[case]), z(&times[0], &times[case]))
        };
        leaks = (1..cases.len()).filter(|case| !are_alike(&times[0], &times[*case])).map(said).collect();
        println!("{path}: {}", (0..cases.len()).map(said).collect::<Vec<_>>().join("; "));
        if leaks.is_empty() {
            return;
        }
    }
    panic!("{path} tells by its time: {leaks:?}");
}

story! {
    async fn sb1_signing_in_looks_and_lasts_the_same_for_known_and_unknown_names(world) {
        world.person("Nora", "nora@ours.test", None);
        world.sql("UPDATE users SET password_hash = NULL WHERE name = 'Nora'");
        let long = "a password of more than seventy-two bytes, which bcrypt alone would cut off, as far as this".to_owned();
        let form = |login, password| vec![("login", login), ("password", password)];
        let cases = [
            ("known", form(VERA.1, WRONG)),
            ("unknown", form("vero@ours.test", WRONG)),
            ("without a password", form("nora@ours.test", WRONG)),
            ("known, long", form(VERA.1, &long)),
            ("unknown, long", form("vero@ours.test", &long)),
            ("without a password, long", form("nora@ours.test", &long)),
        ];

        nothing_tells_them_apart(&world, "/sign-in", &cases).await;
    }
}

story! {
    async fn sb2_a_reset_looks_and_lasts_the_same_for_known_and_unknown_addresses(world) {
        let cases = [("known", vec![("email", VERA.1)]), ("unknown", vec![("email", "vero@ours.test")])];

        nothing_tells_them_apart(&world, "/forgotten", &cases).await;
    }
}

story! {
    async fn sb2_a_reset_says_the_same_while_the_mail_server_refuses(world) {
        world.mail.behaves(Manner::Closes);
        let known = world.guest();

        known.post("/forgotten", &[("email", VERA.1)]).await.leads_to("/sign-in");
        world.deliver().await;

        known.get("/sign-in").await.says("a letter is on its way");
        let unknown = world.guest();
        unknown.post("/forgotten", &[("email", "vero@ours.test")]).await.leads_to("/sign-in");
        unknown.get("/sign-in").await.says("a letter is on its way");
        assert!(world.mail.letters().is_empty());
        world.mail.behaves(Manner::Takes);
        world.minutes_pass(10);
        world.letter_to(VERA.1).await.says("Choose a new password");
    }
}
