//! The pages of a chain's team: every link leads somewhere, nothing is offered that would be refused, and they stay quick.

use parlour::app;
use parlour::chains::Terms;
use parlour::web::Door;
use scraper::{Html, Selector};

use super::chain_team::{add, card_at};
use super::matrix::statements_of;
use super::walk::Walk;
use crate::story;
use crate::support::chain::*;
use crate::support::visitor::Visitor;
use crate::support::world::*;

/// What can be clicked on the page itself, without the menus around it.
fn clickable(body: &str, css: &str, attribute: &str) -> Vec<String> {
    let page = Html::parse_document(body);
    let places = Selector::parse(css).unwrap();
    page.select(&places).filter_map(|place| place.value().attr(attribute).map(str::to_owned)).collect()
}

fn takes(action: &str) -> Door {
    let fits = |pattern: &str| {
        let (pattern, path): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), action.split('/').collect());
        pattern.len() == path.len()
            && pattern.iter().zip(&path).all(|(part, real)| part.starts_with('{') || part == real)
    };
    let routes = app::routes();
    let door = routes.iter().find(|route| route.method == "POST" && fits(&route.path));
    door.unwrap_or_else(|| panic!("no door takes a form at {action}")).door.who()
}

async fn look_at(visitor: &Visitor, pages: &[String], may_edit: bool) {
    for path in pages {
        let page = visitor.get(path).await;
        assert_eq!(page.status, 200, "{path}: {}", page.words());
        for link in clickable(&page.body, "main a[href]", "href") {
            let link = if link.starts_with('?') { format!("{}{link}", path.split('?').next().unwrap()) } else { link };
            if link.starts_with('/') {
                let status = visitor.get(link.split('#').next().unwrap()).await.status;
                assert!([200, 303].contains(&status), "{path} links to {link}, which answers {status}");
            }
        }
        for action in clickable(&page.body, r#"main form[method="post"]"#, "action") {
            let is_open = !matches!(takes(&action), Door::ChainRight(_)) || may_edit;
            assert!(is_open, "{path} shows a form for {action}, which is refused");
        }
    }
}

story! {
    async fn every_link_on_the_pages_of_the_team_leads_somewhere_for_everyone_who_sees_it(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        anna.post(&format!("{}/positions", chain.path()), &[("title", "Stylist"), ("location", &world.ours.to_string())]).await.is(303);
        let position = format!("{}/positions/{}", chain.path(), world.number("SELECT max(id) FROM chain_positions"));
        let stylist = position.rsplit('/').next().unwrap().to_owned();
        let card = add(&anna, &chain, "Noor", &[world.ours], &[("position", &stylist)]).await;
        let otto = world.person("Otto", "otto@verbena.test", None);
        let viewer = chain.chain_role(&world, "viewer").parse().unwrap();
        chain.give(&world, otto, &Terms { role: Some((viewer, None)), ..Terms::default() });
        let (team, positions) = (format!("{}/team", chain.path()), format!("{}/positions", chain.path()));
        let seen = vec![team.clone(), format!("{team}?search=nobody"), positions, card.clone(), format!("{card}/history")];
        let edited = [format!("{team}/new"), format!("{team}/cards"), format!("{card}/locations"), position];

        look_at(&world.sign_in_as("otto@verbena.test", PASSWORD).await, &seen, false).await;
        for who in [ANNA, MIRA] {
            look_at(&world.sign_in(who).await, &[&seen[..], &edited[..]].concat(), true).await;
        }
        look_at(&anna, &[card_at(&world, world.ours, "Noor"), "/locations".into(), "/locations/new".into()], true).await;
    }
}

story! {
    async fn a_page_of_the_team_asks_the_database_no_more_for_many_than_for_few(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        add(&anna, &chain, "Noor", &[world.ours, chain.harbour], &[]).await;
        let mut asked = Vec::new();
        for many in [1, 60] {
            for number in 0..many {
                let name = format!("Zoe {many} {number:02}");
                world.sql(&format!("INSERT INTO chain_members (chain_id, name, name_key, created_at) VALUES ({}, '{name}', '{}', '2026-01-01 09:00:00')", chain.id, name.to_lowercase()));
                world.member(&name);
            }
            for path in ["team", "team/cards"] {
                asked.push(statements_of(&world, &anna, &format!("{}/{path}", chain.path())).await);
            }
        }

        assert_eq!(asked[..2], asked[2..], "{asked:?}");
        let team = format!("{}/team", chain.path());
        let first = anna.get(&team).await;
        let second = anna.get(&format!("{team}{}", first.address_with("after=").unwrap())).await;
        second.offers("First page").says("Zoe 60 59").does_not_offer("Next page");
        let first = anna.get(&format!("{team}/cards")).await;
        let second = anna.get(&format!("{team}/cards{}", first.address_with("after=").unwrap())).await;
        second.offers("First page").offers("Next page").says("Same name");
    }
}

/// Every deed of the team of a chain.
pub async fn walk(walk: &mut Walk<'_>, anna: &Visitor, here: &str) {
    let world = walk.world;
    let ours = world.ours.to_string();
    walk.does(anna, &format!("{here}/positions"), &[("title", "Stylist"), ("location", &ours)]).await;
    let position = format!("{here}/positions/{}", world.number("SELECT max(id) FROM chain_positions"));
    walk.does(anna, &position, &[("title", "Hair artist")]).await;
    walk.does(anna, &format!("{position}/removal"), &[]).await;
    walk.does(anna, &format!("{here}/team"), &[("name", "Noor")]).await;
    let card = format!("{here}/team/{}", world.number("SELECT max(id) FROM chain_members"));
    walk.does(anna, &card, &[("name", "Noor S"), ("version", "1")]).await;
    walk.does(anna, &format!("{card}/locations"), &[("location", &ours), ("version", "2")]).await;
    let local = format!("m{}.1", world.member("Noor"));
    let keys = [("card", &*format!("c{}.3", card.rsplit('/').next().unwrap())), ("card", &*local)];
    walk.does(anna, &format!("{here}/team/merge"), &keys).await;
    walk.does(anna, &format!("{card}/deletion"), &[]).await;
}
