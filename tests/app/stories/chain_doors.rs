//! Every door of a chain, for everyone who holds every chain right but one, and for everyone who holds one alone.

use parlour::app;
use parlour::chains::{ChainRight, ChainRights, Terms};
use parlour::web::Door;
use reqwest::Method;

use super::doors::{Paths, knock};
use crate::story;
use crate::support::visitor::Seen;
use crate::support::world::*;

/// Whether the door itself refused, for want of this right.
fn is_shut(seen: &Seen, right: ChainRight) -> bool {
    seen.status == 403 && seen.words().contains(&format!("The right “{}” is off for you", right.title()))
}

/// How somebody comes to hold some chain rights, and no others.
const WAYS: [&str; 3] = ["their role holds them", "they were added", "the rest was withheld"];

fn let_vera_hold(world: &World, rights: ChainRights, way: usize) {
    let others = ChainRights::all().without(rights);
    let (role, added, withheld) = match way {
        0 => (rights.to_string(), String::new(), String::new()),
        1 => (String::new(), rights.to_string(), String::new()),
        _ => (ChainRights::all().to_string(), String::new(), others.to_string()),
    };
    world.sql(&format!("UPDATE chain_roles SET rights = '{role}' WHERE template = 'viewer'"));
    let vera = world.user(VERA);
    world.sql(&format!("UPDATE chain_accesses SET added = '{added}', withheld = '{withheld}' WHERE user_id = {vera}"));
}

/// Vera has a chain role, and is at *Ours* without any right.
async fn settle(world: &World) -> Paths {
    let anna = world.sign_in(ANNA).await;
    super::invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);
    let paths = Paths::of(world);
    world.sql(&format!("UPDATE roles SET rights = '' WHERE template = 'view-only' AND location_id = {}", world.ours));
    let viewer = paths.chain.chain_role(world, "viewer").parse().unwrap();
    paths.chain.give(world, world.user(VERA), &Terms { role: Some((viewer, None)), ..Terms::default() });
    paths
}

story! {
    async fn h2_se7_se2_colleagues_without_the_chain_right_are_refused_and_written_down_in_the_log_of_the_chain(world) {
        let paths = settle(&world).await;
        let (vera, rita) = (world.sign_in(VERA).await, world.sign_in(RITA).await);
        for route in app::routes().iter() {
            let (path, method): (String, Method) = (paths.fill(&route.path), route.method.as_str().parse().unwrap());
            if !matches!(route.door.who(), Door::Within | Door::ChainRight(_)) {
                continue;
            }
            assert_eq!(knock(&rita, &method, &path).await.status, 404, "works at a location only: {method} {path}");
            let Door::ChainRight(right) = route.door.who() else { continue };
            for (way, words) in WAYS.iter().enumerate() {
                let_vera_hold(&world, ChainRights::all().without([right].into_iter().collect()), way);
                let before = world.number("SELECT count(*) FROM activity");

                let seen = knock(&vera, &method, &path).await;

                assert!(is_shut(&seen, right), "everything but {} ({words}): {method} {path}: {}", right.slug(), seen.words());
                let written = "SELECT count(*) FROM activity WHERE deed = 'authz_fail' AND chain_id IS NOT NULL";
                assert_eq!(world.number("SELECT count(*) FROM activity"), before + 1, "one line: {method} {path}");
                assert!(world.number(written) > 0);
            }
        }
    }
}

story! {
    async fn se7_the_one_chain_right_opens_its_doors_and_no_others(world) {
        let paths = settle(&world).await;
        let vera = world.sign_in(VERA).await;
        for (place, right) in ChainRight::ALL.iter().enumerate() {
            let_vera_hold(&world, [*right].into_iter().collect(), place % WAYS.len());
            for route in app::routes().iter() {
                let (path, method): (String, Method) = (paths.fill(&route.path), route.method.as_str().parse().unwrap());

                let seen = match route.door.who() {
                    Door::ChainRight(_) => knock(&vera, &method, &path).await,
                    // Chain rights alone open no page of a location (rights.md §4).
                    Door::Right(_) if method == Method::GET => knock(&vera, &method, &path).await,
                    _ => continue,
                };

                let what = format!("{method} {path} with {}", right.slug());
                match route.door.who() {
                    Door::ChainRight(needed) => assert_eq!(is_shut(&seen, needed), needed != *right, "{what}: {}", seen.words()),
                    _ => assert_eq!(seen.status, 403, "{what}: {}", seen.words()),
                }
                assert!(seen.status < 500, "{what}: {}", seen.words());
            }
        }
    }
}
