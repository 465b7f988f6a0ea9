//! For any role and any exceptions: what the door does is what Why says and what the menu shows.

use parlour::access::{Exceptions, Held, Right, Rights, Role};
use parlour::app;
use parlour::secrets::random;
use parlour::web::{Door, menu};
use reqwest::Method;

use super::doors::Paths;
use crate::story;
use crate::support::world::*;

/// How many sets are tried.
const ROUNDS: usize = 40;

/// Some of the rights, each as likely as not.
fn some_rights() -> Rights {
    let bits = u64::from_be_bytes(random::<8>());
    Right::ALL.iter().enumerate().filter(|(place, _)| bits >> place & 1 == 1).map(|(_, right)| *right).collect()
}

story! {
    async fn for_random_rights_the_door_why_and_the_menu_agree(world) {
        let anna = world.sign_in(ANNA).await;
        super::invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);
        let paths = Paths::of(&world);
        let vera = world.sign_in(VERA).await;
        let routes = app::routes();
        for _ in 0..ROUNDS {
            let (role_rights, wanted) = (some_rights(), some_rights());
            let exceptions = Exceptions::between(&role_rights, &wanted, &Exceptions::default(), "Anna");
            let stored = serde_json_of(&exceptions);
            let seen_as = format!("role {}, wanted {}", role_rights.slugs(), wanted.slugs());
            world.sql(&format!(
                "UPDATE roles SET rights = '{}' WHERE id = {}; UPDATE accesses SET exceptions = '{stored}' WHERE user_id = {}",
                role_rights.slugs(), world.role("view-only"), world.user(VERA)
            ));
            let role = world.db.read_now(|db| Role::find(world.ours, world.role("view-only").parse().unwrap(), db)).unwrap();
            let held = Held::new(role, exceptions);
            assert_eq!(held.rights(), &wanted, "{seen_as}");

            let why = vera.get("/locations/ours/rights").await;
            for right in Right::ALL {
                let said = why.texts_of(&format!("#right-{} .badge", right.id())).join("");
                assert_eq!(said, if wanted.has(*right) { "Can" } else { "Cannot" }, "{}: {seen_as}", right.slug());
            }
            let shown = why.texts_of(".nav a");
            assert_eq!(shown, menu::words(&wanted), "{seen_as}");
            for route in routes.iter().filter(|route| route.method == Method::GET.as_str()) {
                let Door::Right(right) = route.door.who() else { continue };
                // These also ask who it is about, for what is in the file, or for the right to see what is in it.
                let asks_more = ["/users/{access}", "/clients/import", "/payroll/export", "/{statement}/export"].iter().any(|end| route.path.ends_with(end));
                if route.path.contains("/look") || asks_more {
                    continue;
                }
                let status = vera.get(&paths.fill(&route.path)).await.status;
                assert_eq!(status != 403, wanted.has(right), "{} answers {status}: {seen_as}", route.path);
            }
        }
    }
}

/// The exceptions as the table keeps them.
fn serde_json_of(exceptions: &Exceptions) -> String {
    let kept = exceptions.iter().map(|exception| {
        let slug = exception.right.slug();
        let right = exception.gives.map_or_else(|| format!("-{slug}"), |extent| format!("+{slug}{extent}"));
        format!(r#"{{"right":"{right}","by":"{}","at":"2026-11-01T09:00:00"}}"#, exception.by)
    });
    format!("[{}]", kept.collect::<Vec<_>>().join(","))
}
