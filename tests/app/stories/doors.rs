//! Every door with every actor: signed out, stranger, colleague without the right, colleague with it.

use parlour::access::{Right, Rights};
use parlour::app;
use parlour::web::Door;
use reqwest::Method;

use crate::story;
use crate::support::chain::Verbena;
use crate::support::visitor::{Seen, Visitor};
use crate::support::world::*;

/// The paths of a world in which every kind of row exists.
pub struct Paths {
    all: Vec<(&'static str, String)>,
    pub chain: Verbena,
}

impl Paths {
    pub fn of(world: &World) -> Self {
        world.member("Boris");
        world.person("Nora", "nora@ours.test", Some("professional"));
        world.sql(&format!(
            "INSERT INTO positions (location_id, title, title_key) VALUES ({}, 'Stylist', 'stylist')",
            world.ours
        ));
        let desk = super::roles::own(world, "Desk", "");
        world.sql(&format!("UPDATE accesses SET role_id = {desk} WHERE user_id = (SELECT user_id FROM contacts WHERE value = 'nora@ours.test')"));
        let boris = parlour::id::MemberId(world.number("SELECT max(id) FROM members"));
        world.in_schedule(boris);
        world.off(boris, "2026-11-26", "2026-11-27", "Holiday");
        let chain = world.verbena();
        world.sql(&format!("INSERT INTO chain_members (chain_id, name, name_key, created_at) VALUES ({}, 'Noor', 'noor', '2026-01-01 09:00:00')", chain.id));
        world.sql(&format!(
            "INSERT INTO chain_positions (chain_id, title, title_key) VALUES ({}, 'Stylist', 'stylist')",
            chain.id
        ));
        let client = world.client("Clara");
        let notes = world.proof::<parlour::access::rights::WriteNotes>(ANNA);
        world.note(&notes, client, "Likes tea");
        let salon = world.salon();
        let booked = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45);
        world.helped(booked, salon.ilse);
        let otto = parlour::id::MemberId(world.number("SELECT max(id) FROM members"));
        let soon = parlour::clock::today(chrono_tz::Europe::Lisbon) + chrono::TimeDelta::days(9);
        let rule = world.pays(otto, soon, &[("assisting", "10 %")]);
        let newest = |table: &str| {
            world.number(&format!("SELECT max(id) FROM {table} WHERE location_id = {}", world.ours)).to_string()
        };
        let all = vec![
            ("{location}", world.ours.to_string()),
            ("{member}", newest("members")),
            ("{time_off}", world.number("SELECT max(id) FROM time_off").to_string()),
            ("{position}", newest("positions")),
            ("{service}", salon.cut.to_string()),
            ("{category}", world.category("Cuts").to_string()),
            ("{appointment}", booked.to_string()),
            ("{rule}", rule.to_string()),
            ("{access}", newest("accesses")),
            ("{client}", client.to_string()),
            ("{statement}", world.drafted(salon.marta, 20, 11).to_string()),
            ("{entry}", world.written(salon.marta, "bonus", 5, 2_000).to_string()),
            ("{note}", world.number("SELECT max(id) FROM client_notes").to_string()),
            ("{user}", world.user(RITA).to_string()),
            ("{chain}", chain.id.to_string()),
            ("{card}", world.number("SELECT max(id) FROM chain_members").to_string()),
            ("{chain_position}", world.number("SELECT max(id) FROM chain_positions").to_string()),
            ("{branch}", chain.garden.to_string()),
            ("{holder}", world.number("SELECT max(id) FROM chain_accesses").to_string()),
            ("{chain_role}", chain.chain_role(world, "accountant")),
            ("{batch}", batch(world, &chain).to_string()),
            ("{role}", newest("roles")),
            ("{invitation}", newest("invitations")),
            ("{session}", world.number("SELECT max(id) FROM sessions").to_string()),
            ("{contact}", world.number("SELECT max(id) FROM contacts").to_string()),
            ("{token}", "AAAA".to_owned()),
            ("{channel}", "sms".to_owned()),
            ("{role}", world.role("professional")),
        ];
        Paths { all, chain }
    }

    pub fn fill(&self, path: &str) -> String {
        let filled = self.all.iter().fold(path.to_owned(), |path, (name, id)| path.replace(name, id));
        assert!(!filled.contains('{'), "{path} names something that this test does not know");
        filled
    }
}

/// Two roles that Anna changed in one go.
fn batch(world: &World, chain: &Verbena) -> i64 {
    world.sql(&format!(
        "INSERT INTO chain_batches (chain_id, by_name, done_at) VALUES ({}, 'Anna', '2026-11-20 09:00:00')",
        chain.id
    ));
    world.number("SELECT max(id) FROM chain_batches")
}

pub async fn knock(visitor: &Visitor, method: &Method, path: &str) -> Seen {
    if method == Method::GET { visitor.get(path).await } else { visitor.post(path, &[]).await }
}

/// The newest line of the log.
const NEWEST: &str = "SELECT actor_name || ' as ' || actor_role || ': ' || deed || ' ' || subject || ' ' || changes FROM activity ORDER BY id DESC LIMIT 1";

/// Gives Vera a role that holds exactly these rights.
fn give_vera(world: &World, rights: Rights) {
    world.sql(&format!(
        "UPDATE roles SET rights = '{}' WHERE template = 'view-only' AND location_id = {}",
        rights.slugs(),
        world.ours
    ));
}

pub async fn world_with_an_invitation(world: &World) -> Paths {
    let anna = world.sign_in(ANNA).await;
    super::invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);
    Paths::of(world)
}

story! {
    async fn h2_sh3_se2_se3_strangers_find_nothing_and_colleagues_without_the_right_are_refused_and_written_down(world) {
        let paths = world_with_an_invitation(&world).await;
        let everything = Rights::all();
        let gleb = world.sign_in(GLEB).await;
        let vera = world.sign_in(VERA).await;
        for route in app::routes().iter() {
            let path = paths.fill(&route.path);
            let what = format!("{} {path}", route.method);
            let method: Method = route.method.as_str().parse().unwrap();
            match route.door.who() {
                Door::Open => continue,
                Door::SignedIn => {
                    knock(&world.guest(), &method, &path).await.leads_to("/sign-in");
                }
                Door::Inside | Door::Right(_) | Door::Within | Door::ChainRight(_) | Door::Sure(_) => {
                    let out = knock(&world.guest(), &method, &path).await;
                    assert_eq!((out.status, out.location().starts_with("/sign-in")), (303, true), "signed out: {what}");
                    assert_eq!(knock(&gleb, &method, &path).await.status, 404, "stranger: {what}");
                }
            }
            let Door::Right(right) = route.door.who() else { continue };
            for way in [Way::Role, Way::Added, Way::Withheld] {
                let_vera_hold(&world, &everything.iter().filter(|held| *held != right).collect(), way);
                let before = world.number("SELECT count(*) FROM activity");
                let seen = knock(&vera, &method, &path).await;
                assert!(is_shut(&seen, right), "everything but {} ({way:?}): {what}: {}", right.slug(), seen.words());
                assert_eq!(world.number("SELECT count(*) FROM activity"), before + 1, "one line for one refusal: {what}");
                let (asked, said) = (format!("{} {}", route.method, route.path), world.word(NEWEST));
                for word in ["Vera", "View only", "authz_fail", right.title(), &asked] {
                    assert!(said.contains(word), "{word} is not in {said}");
                }
            }
        }
    }
}

/// How Vera comes to hold some rights, and no others.
#[derive(Debug, Clone, Copy)]
enum Way {
    /// Her role holds them.
    Role,
    /// Her role holds none, and they were added for her.
    Added,
    /// Her role holds everything, and the rest was taken from her.
    Withheld,
}

/// Lets Vera hold exactly these rights.
fn let_vera_hold(world: &World, rights: &Rights, way: Way) {
    let (role, sign) = match way {
        Way::Role => (rights.clone(), ""),
        Way::Added => (Rights::default(), "+"),
        Way::Withheld => (Rights::all(), "-"),
    };
    let is_exception = |right: &&Right| !sign.is_empty() && rights.has(**right) == (sign == "+");
    let kept = |right: &Right| format!(r#"{{"right":"{sign}{}","by":"A","at":"2026-11-01T09:00:00"}}"#, right.slug());
    give_vera(world, role);
    let exceptions = Right::ALL.iter().filter(is_exception).map(kept);
    let exceptions = exceptions.collect::<Vec<_>>().join(",");
    world.sql(&format!("UPDATE accesses SET exceptions = '[{exceptions}]' WHERE user_id = {}", world.user(VERA)));
}

/// Whether the door itself refused, for want of this right.
fn is_shut(seen: &Seen, right: Right) -> bool {
    seen.status == 403 && seen.words().contains(&format!("The right “{}” is off for you", right.title()))
}

story! {
    /// Every door, with GET and with POST, for everyone who holds one right alone: however they came to hold it.
    async fn se2_the_one_right_opens_its_doors_and_no_others(world) {
        let paths = world_with_an_invitation(&world).await;
        let vera = world.sign_in(VERA).await;
        for (place, right) in Right::ALL.iter().enumerate() {
            let way = [Way::Role, Way::Added, Way::Withheld][place % 3];
            let_vera_hold(&world, &[*right].into_iter().collect(), way);
            for route in app::routes().iter() {
                let Door::Right(needed) = route.door.who() else { continue };
                let path = paths.fill(&route.path);
                let method: Method = route.method.as_str().parse().unwrap();

                let seen = knock(&vera, &method, &path).await;

                let what = format!("{method} {path} with {} ({way:?})", right.slug());
                assert_eq!(is_shut(&seen, needed), needed != *right, "{what}: {}", seen.words());
                assert!(seen.status < 500, "{what}: {}", seen.words());
                if path.ends_with("/look") && seen.status == 303 {
                    vera.post("/look/end", &[]).await.is(303);
                }
            }
        }
    }
}

story! {
    async fn sc4_what_asks_for_the_password_again_does_nothing_without_it(world) {
        let paths = world_with_an_invitation(&world).await;
        let anna = world.sign_in(ANNA).await;
        world.minutes_pass(11);
        let before = world.number("SELECT count(*) FROM activity");
        for route in app::routes().iter().filter(|route| matches!(route.door, Door::Sure(_))) {
            let path = paths.fill(&route.path);
            let method: Method = route.method.as_str().parse().unwrap();

            let seen = knock(&anna, &method, &path).await;

            seen.leads_to("/account/confirmation");
            let asked = if method == Method::GET { &*path } else { path.rsplit_once('/').unwrap().0 };
            assert!(seen.location().ends_with(&format!("?next={}", asked.replace('/', "%2F"))), "{path}: {}", seen.location());
        }
        assert_eq!(world.number("SELECT count(*) FROM activity"), before);
    }
}

story! {
    async fn sd1_no_deed_is_done_without_the_mark_of_a_form(world) {
        let paths = world_with_an_invitation(&world).await;
        let anna = world.sign_in(ANNA).await;
        let (all, refused) = ("SELECT count(*) FROM activity", "SELECT count(*) FROM activity WHERE deed = 'malicious_cors'");
        let before = world.number(all);
        let mut sent = 0;
        for route in app::routes().iter().filter(|route| route.method == Method::POST.as_str()) {
            let path = paths.fill(&route.path);
            assert_eq!(anna.post_bare(&path, &[("name", "x")], &[]).await.status, 403, "no mark: {path}");
            let mark = anna.fetch_mark().await;
            let elsewhere = [("sec-fetch-site", "cross-site")];
            assert_eq!(anna.post_bare(&path, &[("mark", &mark)], &elsewhere).await.status, 403, "cross-site: {path}");
            sent += 2;
            assert_eq!(world.number(refused), sent, "one line for one refusal: {path}");
        }
        assert_eq!(world.number(all), before + sent, "nothing else was done");
    }
}

story! {
    async fn sc7_sd2_sd3_every_answer_carries_its_headers(world) {
        let paths = world_with_an_invitation(&world).await;
        let anna = world.sign_in(ANNA).await;
        let mut seen = vec![anna.get("/nowhere").await, world.guest().get("/locations/ours").await];
        seen.push(anna.post("/locations/ours/team", &[("name", &"x".repeat(20_000))]).await);
        for route in app::routes().iter() {
            let method: Method = route.method.as_str().parse().unwrap();
            seen.push(knock(&world.sign_in(ANNA).await, &method, &paths.fill(&route.path)).await);
        }
        for answer in seen {
            assert!(answer.status < 500, "{}", answer.words());
            for (name, value) in [
                ("content-security-policy", "default-src 'none'"), ("x-content-type-options", "nosniff"), ("referrer-policy", ""),
                ("cross-origin-opener-policy", "same-origin"), ("cross-origin-resource-policy", "same-origin"),
                ("permissions-policy", "camera=()"), ("cache-control", "no-store"),
            ] {
                let found = answer.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default();
                assert!(!found.is_empty() && found.starts_with(value), "{name}: {found:?}");
            }
        }
    }
}

story! {
    async fn static_files_are_kept_for_ever_under_the_name_of_what_they_hold(world) {
        let page = world.guest().get("/sign-in").await;
        for ending in [".css", ".js", ".svg"] {
            let url = page.body.split('"').find(|part| part.starts_with("/static/") && part.ends_with(ending)).unwrap().to_owned();

            let asset = world.guest().get(&url).await;

            asset.is(200);
            assert_eq!(asset.headers["cache-control"], "public, max-age=31536000, immutable");
            assert_eq!(asset.headers["x-content-type-options"], "nosniff");
            world.guest().get(&url.replace(ending, &format!("x{ending}"))).await.is(404);
        }
    }
}
