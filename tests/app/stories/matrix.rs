//! Who may do what: people down, rights across, and whoever stands out.

use parlour::access::rights::EditUsers;
use parlour::access::{Access, Rights, Terms};
use parlour::id::UserId;

use crate::story;
use crate::support::visitor::{Seen, Visitor};
use crate::support::world::*;

const MATRIX: &str = "/locations/ours/users/matrix";

/// Gives somebody exactly these rights, in the role they have.
fn hold(world: &World, user: UserId, slugs: &str) {
    let by = world.proof::<EditUsers>(ANNA);
    world
        .db
        .write_now(|db| {
            let access = Access::of(&by, user, db)?.unwrap();
            let terms = Terms { role: access.held.role.id, rights: Some(Rights::parse(slugs)), ends_on: None };
            Access::change(&by, access.id, &terms, access.version, db)
        })
        .unwrap();
}

fn names(page: &Seen) -> Vec<String> {
    page.texts_of("tbody th b")
}

/// The words of the cells of one person.
fn cells(page: &Seen, name: &str) -> Vec<String> {
    let place = names(page).iter().position(|other| other == name).unwrap() + 1;
    page.texts_of(&format!("tbody tr:nth-child({place}) td"))
}

story! {
    async fn every_cell_says_on_off_or_how_far_and_what_differs_from_the_role(world) {
        hold(&world, world.user(MAX), &format!("{MANAGERS_DESK} team.view:own users.view users.edit activity.view:30d settings.location"));
        let anna = world.sign_in(ANNA).await;

        let page = anna.get(MATRIX).await;

        page.is(200).says("See the team members list and cards").says("Security");
        assert_eq!(names(&page), ["Anna", "Max", "Rita", "Vera"]);
        assert!(cells(&page, "Anna").iter().all(|cell| cell == "On"));
        let vera = cells(&page, "Vera");
        let held: Vec<&String> = vera.iter().filter(|cell| *cell != "Off").collect();
        assert_eq!(held, ["Own only", "On"], "the own calendar and the own pay");
        let max = cells(&page, "Max");
        assert_eq!(cells(&anna.get(&format!("{MATRIX}?section=Team")).await, "Max")[..3], ["Own onlyrole: on", "Offrole: on", "Offrole: on"]);
        assert!(max.contains(&"30 days backrole: on".to_owned()) && max.contains(&"On".to_owned()), "{max:?}");
        let vera = world.user(VERA);
        assert!(page.address_with(&format!("/rights/{vera}#right-team-view")).is_some());
    }
}

story! {
    async fn people_are_found_by_name_contact_role_and_by_what_they_can_do(world) {
        world.person("Beatriz Sá", "bia@ours.test", Some("professional"));
        let anna = world.sign_in(ANNA).await;
        let found = async |query: &str| names(&anna.get(&format!("{MATRIX}?{query}")).await);

        assert_eq!(found("search=sa").await, ["Beatriz Sá"]);
        assert_eq!(found("search=RITA%40ours").await, ["Rita"]);
        assert_eq!(found(&format!("role={}", world.role("manager"))).await, ["Max"]);
        assert_eq!(found("right=users.invite").await, ["Anna", "Max", "Rita"]);
        assert_eq!(found("right=users.invite&search=rit").await, ["Rita"]);
        assert_eq!(found("only=no-second-factor").await.len(), 5);
        let nobody = anna.get(&format!("{MATRIX}?search=nobody")).await;
        nobody.is(200).says("Nobody fits these filters").offers("Show everybody");
    }
}

story! {
    async fn one_section_or_one_right_leaves_the_other_columns_out(world) {
        let anna = world.sign_in(ANNA).await;

        let section = anna.get(&format!("{MATRIX}?section=Security")).await;
        let right = anna.get(&format!("{MATRIX}?right=users.remove&section=Security")).await;

        assert_eq!(section.texts_of("thead th")[1..], ["Security", "See the activity log", "Export the activity log", "End other users' sessions here"]);
        assert_eq!(right.texts_of("thead th")[1..], ["Users", "Remove access"]);
    }
}

story! {
    async fn the_odd_one_out_is_found_although_the_role_itself_says_so(world) {
        for number in 1..=4 {
            let user = world.person(&format!("Nora {number}"), &format!("nora{number}@ours.test"), Some("professional"));
            if number < 4 {
                hold(&world, user, "calendar.view:own clients.view:own services.view team.view");
            }
        }
        let anna = world.sign_in(ANNA).await;

        let differing = anna.get(&format!("{MATRIX}?only=differing")).await;
        let odd = anna.get(&format!("{MATRIX}?only=odd")).await;

        assert_eq!(names(&differing), ["Nora 1", "Nora 2", "Nora 3"]);
        assert_eq!(names(&odd), ["Nora 4"]);
        odd.says("Unlike most: See the team members list and cards");
    }
}

story! {
    async fn the_file_holds_everybody_the_filter_finds_and_no_formula(world) {
        world.person("=HYPERLINK(1)", "evil@ours.test", Some("professional"));
        hold(&world, world.user(VERA), "calendar.view:own payroll.own team.view:own");
        for number in 0..120 {
            world.person(&format!("Zoe {number:03}"), &format!("zoe{number}@ours.test"), Some("accountant"));
        }
        let anna = world.sign_in(ANNA).await;

        let whole = anna.get("/locations/ours/users/matrix.csv").await;
        let some = anna.get("/locations/ours/users/matrix.csv?only=differing&section=Team").await;

        assert!(whole.headers["content-type"].to_str().unwrap().starts_with("text/csv"));
        assert!(whole.headers["content-disposition"].to_str().unwrap().contains("Rights at Ours"));
        assert_eq!(whole.body.lines().count(), 1 + 125);
        assert!(whole.body.contains("\"'=HYPERLINK(1)\""), "{}", whole.body);
        let lines: Vec<&str> = some.body.lines().collect();
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[1].starts_with("\"Vera\",\"View only\",\"Off\",\"See the team members list and cards\",\"Own only\",\"Off\""), "{lines:?}");
        let page = anna.get(&format!("{MATRIX}?only=differing")).await;
        assert!(page.address_with("/users/matrix.csv?only=differing").is_some(), "the link keeps the filter");
    }
}

/// How many statements a page asks. A connection that is opened meanwhile says some of its own, so the fewest of a few
/// visits count.
pub async fn statements_of(world: &World, by: &Visitor, path: &str) -> usize {
    let mut fewest = usize::MAX;
    for _ in 0..5 {
        let before = world.statements();
        by.get(path).await.is(200);
        fewest = fewest.min(world.statements() - before);
    }
    fewest
}

story! {
    async fn a_page_holds_a_hundred_and_asks_the_database_no_more_for_many_than_for_few(world) {
        let anna = world.sign_in(ANNA).await;
        let mut asked = Vec::new();
        for people in [0, 196] {
            for number in 0..people {
                world.person(&format!("Zoe {number:03}"), &format!("zoe{number}@ours.test"), Some("accountant"));
            }
            for path in [MATRIX, "/locations/ours/users"] {
                asked.push(statements_of(&world, &anna, path).await);
            }
        }
        assert_eq!(asked[..2], asked[2..], "{asked:?}");
        let bare = statements_of(&world, &anna, "/locations/ours/positions").await - 1;
        assert!(asked[0] - bare <= 5, "{} for the page, {bare} for the frame around it", asked[0] - bare);

        let first = anna.get(MATRIX).await;
        let second = anna.get(&format!("{MATRIX}?page=1")).await;
        assert_eq!((names(&first).len(), names(&second).len()), (100, 100));
        first.says("200 users").offers("Next");
        second.offers("Earlier").does_not_offer("Next");
        assert!(second.link("Earlier").unwrap().ends_with("/users/matrix"), "the first page, and not this one again");
        anna.get(&format!("{MATRIX}?page=2")).await.is(200).says("no more people");
    }
}

story! {
    async fn the_users_tab_shows_who_differs_and_finds_them(world) {
        hold(&world, world.user(MAX), &format!("{MANAGERS_DESK} team.view:own users.view users.edit activity.view:30d settings.location"));
        let anna = world.sign_in(ANNA).await;
        let found = async |query: &str| names(&anna.get(&format!("/locations/ours/users?{query}")).await);

        anna.get("/locations/ours/users").await.offers("8 rights differ for Max");
        assert_eq!(found("only=differing").await, ["Max"]);
        assert_eq!(found(&format!("role={}", world.role("receptionist"))).await, ["Rita"]);
        assert_eq!(found("search=vera%40").await, ["Vera"]);
        assert!(found("only=second-factor").await.is_empty());
        anna.get("/locations/ours/users?search=nobody").await.says("Nobody fits these filters").offers("Show all users");
    }
}
