//! Who has which role where in a chain: what a cell says, whom the filters find, and the pages in both directions.

use parlour::chains::Terms;
use parlour::id::UserId;

use super::matrix::statements_of;
use crate::story;
use crate::support::chain::*;
use crate::support::visitor::Seen;
use crate::support::world::*;

fn names(page: &Seen) -> Vec<String> {
    page.texts_of("tbody th b")
}

/// The words of the cells of one person.
pub fn cells(page: &Seen, name: &str) -> Vec<String> {
    let place = names(page).iter().position(|other| other == name).unwrap_or_else(|| panic!("{name} is not there")) + 1;
    let texts = page.texts_of(&format!("tbody tr:nth-child({place}) td"));
    texts.iter().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn heads(page: &Seen) -> Vec<String> {
    let texts = page.texts_of("thead th");
    texts.iter().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// A role that the chain gives at several locations.
pub fn give(world: &World, chain: &Verbena, user: UserId, at: &[(parlour::id::LocationId, &str)]) {
    let role = |template: &str| chain.role(world, template).parse().unwrap();
    let at = at.iter().map(|(location, template)| (*location, role(template))).collect();
    chain.give(world, user, &Terms { at, ..Terms::default() });
}

/// Max differs from his role in one right.
fn let_max_differ(world: &World) {
    let kept = r#"[{"right":"-team.view","by":"Anna","at":"2026-11-01T09:00:00"}]"#;
    world.sql(&format!("UPDATE accesses SET exceptions = '{kept}' WHERE user_id = {}", world.user(MAX)));
}

/// More locations for the chain, written straight into the tables.
fn grow(world: &World, chain: &Verbena, locations: usize, people: usize) {
    for number in 0..locations {
        world.sql(&format!(
            "INSERT INTO locations (name, country, time_zone, currency, created_at) VALUES ('Branch {number:02}', 'PT', 'Europe/Lisbon', 'EUR', '2026-01-01 09:00:00'); \
             INSERT INTO chain_locations (chain_id, location_id, place, added_at) VALUES ({}, (SELECT max(id) FROM locations), {}, '2026-01-01 09:00:00')",
            chain.id, 100 + number
        ));
    }
    let role = chain.role(world, "accountant");
    for number in 0..people {
        world.sql(&format!(
            "INSERT INTO users (name, created_at) VALUES ('Zoe {number:03}', '2026-01-01 09:00:00'); \
             INSERT INTO chain_accesses (chain_id, user_id, everywhere_role_id, created_at, changed_by, changed_at) \
             VALUES ({}, (SELECT max(id) FROM users), {role}, '2026-01-01 09:00:00', 'Anna', '2026-01-01 09:00:00')",
            chain.id
        ));
    }
}

story! {
    async fn a_cell_says_the_role_and_whether_the_location_or_the_chain_gave_it_or_both(world) {
        let chain = world.verbena();
        give(&world, &chain, world.user(VERA), &[(world.ours, "receptionist"), (chain.harbour, "accountant")]);
        let_max_differ(&world);
        let anna = world.sign_in(ANNA).await;

        let page = anna.get(&format!("{}/matrix", chain.path())).await;

        page.is(200);
        assert_eq!(heads(&page), ["User", "Ours 5 people", "Harbour 3 people", "Garden 2 people"]);
        assert_eq!(names(&page), ["Anna", "Max", "Mira", "Rita", "Vera"]);
        assert_eq!(cells(&page, "Anna"), ["Owner given here"; 3], "her own row is no link");
        assert_eq!(cells(&page, "Max")[..2], ["Max at Ours: Manager given here, 1 right differs", "Max at Harbour: No access"]);
        assert!(cells(&page, "Mira")[2].ends_with("Manager from the chain, at all locations"));
        assert_eq!(cells(&page, "Vera")[..2], [
            "Vera at Ours: Receptionist from the chain View only given here",
            "Vera at Harbour: Accountant from the chain",
        ]);
        assert!(page.address_with(&format!("/matrix/edit#at-{}-{}", world.user(VERA), chain.garden)).is_some());
    }
}

story! {
    async fn a_head_says_what_is_not_paid_and_what_is_closed(world) {
        let chain = world.verbena();
        world.sql(&format!("UPDATE locations SET subscription_active = FALSE WHERE id = {}", world.ours));
        world.sql(&format!("UPDATE locations SET subscription_ends_on = '2099-11-30' WHERE id = {}", chain.harbour));
        world.sql(&format!("UPDATE locations SET closed_at = '2026-01-01 09:00:00' WHERE id = {}", chain.garden));
        let anna = world.sign_in(ANNA).await;

        let page = anna.get(&format!("{}/matrix", chain.path())).await;

        assert_eq!(heads(&page)[1..], ["Ours 5 people Not paid", "Harbour 2 people Subscription ends 30 Nov", "Garden 0 people Closed"]);
        assert!(cells(&page, "Mira")[2].ends_with("No access"), "nobody is inside a closed location");
    }
}

story! {
    async fn people_are_found_by_name_contact_role_and_location(world) {
        let chain = world.verbena();
        give(&world, &chain, world.user(VERA), &[(chain.harbour, "receptionist")]);
        let_max_differ(&world);
        let anna = world.sign_in(ANNA).await;
        let here = format!("{}/matrix", chain.path());
        let found = async |query: &str| names(&anna.get(&format!("{here}?{query}")).await);

        assert_eq!(found("search=rit").await, ["Rita"]);
        assert_eq!(found("search=VERA%40ours").await, ["Vera"]);
        assert_eq!(found("role=Receptionist").await, ["Rita", "Vera"]);
        assert_eq!(found("role=manager").await, ["Max", "Mira"]);
        assert_eq!(found("role=Owner").await, ["Anna"]);
        assert_eq!(found(&format!("location={}", chain.harbour)).await, ["Anna", "Mira", "Vera"]);
        assert_eq!(found(&format!("location={}&role=Receptionist", chain.harbour)).await, ["Vera"]);
        assert_eq!(found("role=Receptionist&search=ver").await, ["Vera"]);
        assert_eq!(found("only=differing").await, ["Max"]);
        let one = anna.get(&format!("{here}?location={}", chain.harbour)).await;
        assert_eq!(heads(&one), ["User", "Harbour 3 people"]);
        anna.get(&format!("{here}?search=nobody")).await.is(200).says("Nobody fits these filters").offers("Show everybody");
    }
}

story! {
    async fn the_odd_one_out_has_other_roles_than_most_people_like_them(world) {
        let chain = world.verbena();
        for (name, at) in [("Nora", chain.harbour), ("Olga", chain.harbour), ("Pia", chain.garden)] {
            let user = world.person(name, &format!("{name}@verbena.test").to_lowercase(), None);
            chain.give_at(&world, user, at, "receptionist");
        }
        let odd = world.person("Quentin", "quentin@verbena.test", None);
        give(&world, &chain, odd, &[(world.ours, "receptionist"), (chain.harbour, "receptionist"), (chain.garden, "manager")]);
        let anna = world.sign_in(ANNA).await;

        let page = anna.get(&format!("{}/matrix?only=odd", chain.path())).await;

        assert_eq!(names(&page), ["Quentin"]);
        page.says("Most like them: Receptionist").says("more than half of the people with the same chain role");
        for name in ["Nora", "Olga"] {
            world.sql(&format!("DELETE FROM chain_accesses WHERE user_id = (SELECT id FROM users WHERE name = '{name}')"));
        }
        assert!(names(&anna.get(&format!("{}/matrix?only=odd&search=pia", chain.path())).await).is_empty());
    }
}

story! {
    async fn fifty_people_and_twelve_locations_are_a_page_and_both_lead_on_with_the_filters_kept(world) {
        let chain = world.verbena();
        grow(&world, &chain, 11, 53);
        let anna = world.sign_in(ANNA).await;
        let here = format!("{}/matrix", chain.path());
        let count = |page: &Seen| (names(page).len(), heads(page).len() - 1);

        let first = anna.get(&here).await;
        let corner = anna.get(&format!("{here}?page=1&across=1")).await;
        let kept = anna.get(&format!("{here}?role=Accountant&across=1")).await;

        assert_eq!(count(&first), (50, 12));
        first.says("Locations 1 to 12 of 14").says("58 users").offers("Next locations").does_not_offer("Earlier locations");
        assert!(first.address_with("?across=1").is_some() && first.address_with("?page=1").is_some());
        assert_eq!(count(&corner), (8, 2));
        corner.says("Locations 13 to 14 of 14").offers("Earlier locations").does_not_offer("Next locations");
        assert!(corner.link("Earlier").unwrap().ends_with("/matrix?across=1"));
        let below = anna.get(&format!("{here}?page=1")).await;
        assert!(below.link("Earlier").unwrap().ends_with("/matrix"), "the first page, and not this one again");
        assert_eq!(count(&kept), (50, 2));
        assert!(kept.address_with("?role=Accountant&page=1&across=1").is_some());
        anna.get(&format!("{here}?page=9")).await.is(200).says("no more people");
        anna.get(&format!("{here}?across=9")).await.is(200).says("14 locations");
    }
}

story! {
    async fn the_database_is_asked_no_more_for_many_people_and_locations_than_for_few(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let pages = ["/matrix", "/matrix?only=odd", "/matrix?role=Accountant&search=o", "/matrix?only=differing", "/matrix/edit"];
        let mut asked = Vec::new();
        for (locations, people) in [(0, 0), (20, 60)] {
            grow(&world, &chain, locations, people);
            for page in pages {
                asked.push(statements_of(&world, &anna, &format!("{}{page}", chain.path())).await);
            }
        }
        assert_eq!(asked[..5], asked[5..], "{asked:?}");
        let bare = statements_of(&world, &anna, &format!("{}/settings", chain.path())).await - 1;
        assert!(asked[0] - bare <= 9, "{} for the table, {bare} for the frame around it", asked[0] - bare);
    }
}

story! {
    async fn sf2_the_whole_table_is_a_file_that_no_spreadsheet_can_run(world) {
        let chain = world.verbena();
        grow(&world, &chain, 12, 0);
        let evil = world.person("=cmd()", "evil@verbena.test", None);
        chain.give_at(&world, evil, chain.harbour, "receptionist");
        let mira = world.sign_in_as(MIRA.1, PASSWORD).await;
        let path = format!("{}/matrix.csv", chain.path());

        let file = mira.get(&path).await;

        file.is(200);
        assert_eq!(file.body.lines().count(), 7);
        let head = file.body.lines().next().unwrap();
        assert!(head.contains(r#""Name","Chain role","Ours","Harbour","Garden","Branch 00""#) && head.ends_with(r#""Branch 11""#), "{head}");
        assert!(file.body.contains(r#""'=cmd()","No chain rights","No access","Receptionist (from the chain)","No access""#), "{}", file.body);
        assert_eq!(mira.get(&format!("{path}?role=Receptionist")).await.body.lines().count(), 3);
        world.minutes_pass(11);
        mira.get(&path).await.leads_to("/account/confirmation");
    }
}
