//! Every link leads somewhere, and nobody is shown a button that would refuse them.

use std::collections::BTreeSet;

use parlour::access::{Inside, Rights};
use parlour::app;
use parlour::chains::{ChainRights, Within};
use parlour::id::{ChainId, UserId};
use parlour::web::Door;
use scraper::{Html, Selector};

use super::roles::{own, put};
use super::{invite, invited};
use crate::story;
use crate::support::visitor::Visitor;
use crate::support::world::*;

/// What can be clicked on a page: links, and the actions of its forms.
fn clickable(body: &str) -> (Vec<String>, Vec<String>) {
    let page = Html::parse_document(body);
    let all = |selector: &str, attribute: &str| {
        let selector = Selector::parse(selector).unwrap();
        page.select(&selector).filter_map(|place| place.value().attr(attribute).map(str::to_owned)).collect::<Vec<_>>()
    };
    (all("a[href]", "href"), all(r#"form[method="post"]"#, "action"))
}

/// Whether a person with these rights may send a form there.
fn may_send(action: &str, rights: &Rights, chain: Option<ChainRights>) -> bool {
    let path = action.split('?').next().unwrap_or_default();
    let fits = |pattern: &str| {
        let (pattern, path): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), path.split('/').collect());
        pattern.len() == path.len()
            && pattern.iter().zip(&path).all(|(part, real)| part.starts_with('{') || part == real)
    };
    let routes = app::routes();
    let door = routes.iter().filter(|route| route.method.as_str() == "POST").find(|route| fits(&route.path));
    match door.unwrap_or_else(|| panic!("no door takes a form at {action}")).door.who() {
        Door::Right(right) => rights.has(right),
        Door::ChainRight(right) => chain.is_some_and(|chain| chain.has(right)),
        _ => true,
    }
}

/// What somebody may do in the chain, if anything.
pub fn chain_rights(world: &World, user: UserId) -> Option<ChainRights> {
    let chain = ChainId(world.number("SELECT coalesce(max(id), 0) FROM chains"));
    world.db.read_now(|db| Within::enter(user, "test".into(), chain, db)).ok().map(|within| within.rights())
}

/// Calendars go on for ever: of the days, weeks and months of one page, one stands for the others.
fn undated(link: &str) -> String {
    let Some((path, query)) = link.split_once('?') else { return link.to_owned() };
    let is_date = |pair: &&str| ["day=", "week=", "month="].iter().any(|name| pair.starts_with(name));
    let pairs = query.split('&').map(|pair| if is_date(&pair) { pair.split('=').next().unwrap() } else { pair });
    format!("{path}?{}", pairs.collect::<Vec<_>>().join("&"))
}

/// Follows every link, and looks at every form. Says which pages there were.
pub async fn crawl(visitor: &Visitor, rights: &Rights, chain: Option<ChainRights>) -> BTreeSet<String> {
    let mut seen = BTreeSet::from(["/".to_owned()]);
    let mut waiting = vec![("/".to_owned(), "nowhere".to_owned())];
    while let Some((path, from)) = waiting.pop() {
        let page = visitor.get(&path).await;
        assert!([200, 303].contains(&page.status), "{path}, linked from {from}, answers {}", page.status);
        let (mut links, actions) = clickable(&page.body);
        links.extend((page.status == 303).then(|| page.location().to_owned()));
        for action in actions {
            assert!(may_send(&action, rights, chain), "{path} shows a form for {action}, which is refused");
        }
        for link in links {
            let link = if link.starts_with('?') { format!("{}{link}", path.split('?').next().unwrap()) } else { link };
            let link = link.split('#').next().unwrap().to_owned();
            assert!(link.is_empty() || link.starts_with('/'), "{path} links to {link}");
            if !link.is_empty() && seen.insert(undated(&link)) {
                waiting.push((link, path.clone()));
            }
        }
    }
    seen
}

story! {
    async fn every_link_leads_somewhere_for_everyone_who_sees_it(world) {
        let anna = world.sign_in(ANNA).await;
        for name in 0..30 {
            world.member(&format!("Member {name}"));
        }
        world.works(world.member("Marta"), "2026-11-24", 540, 1080);
        let gone = world.member("Gone");
        anna.post(&format!("/locations/ours/team/{gone}/dismissal"), &[("on", "2026-11-20")]).await.is(303);
        anna.post("/locations/ours/positions", &[("title", "Stylist")]).await.is(303);
        invite(&anna, "Boris", "boris@new.test", &world.role("manager")).await.is(303);
        invite(&anna, "Sofia", "sofia@new.test", &world.role("view-only")).await.is(303);
        world.person("Sven", "sven@ours.test", Some("system-manager"));
        own(&world, "Desk", "team.view");
        own(&world, "Keys", "users.view sessions.end");
        put(&world, world.user(MAX), world.role("manager").parse().unwrap(), "+roles.edit");

        for (who, at_least) in [(ANNA, 150), (MAX, 100), (RITA, 40), (VERA, 4), (Cast("Sven", "sven@ours.test"), 100)] {
            let user = world.users.get(who.0).copied();
            let user = user.unwrap_or_else(|| parlour::id::UserId(world.number("SELECT id FROM users WHERE name = 'Sven'")));
            let inside = world.db.read_now(|db| Inside::enter(user, "test".into(), world.ours, db)).unwrap();
            let chain = chain_rights(&world, user);
            let pages = crawl(&world.sign_in(who).await, inside.rights(), chain).await.len();
            assert!(pages >= at_least, "{} saw only {pages} pages", who.0);
        }
    }
}

story! {
    async fn every_link_on_the_street_side_leads_somewhere(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        let boris = world.guest();
        for start in ["/", &link, "/terms", "/privacy"] {
            let page = boris.get(start).await;
            for link in clickable(&page.body).0 {
                let status = boris.get(link.split('#').next().unwrap()).await.status;
                assert!([200, 303].contains(&status), "{start} links to {link}: {status}");
            }
        }
    }
}
