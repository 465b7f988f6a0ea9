//! A client whose phone and address would be known again anywhere: for whoever may not see contacts they leave in no page,
//! attribute, header, file, letter or line of the log (security.md SE6, cases H26, H27).

use parlour::access::{Right, Rights};
use parlour::app;
use parlour::id::MemberId;
use reqwest::Method;

use super::doors::{Paths, world_with_an_invitation};
use crate::story;
use crate::support::chain::MIRA;
use crate::support::visitor::{Seen, Visitor};
use crate::support::world::*;

const PHONE: &str = "+351913579246";
const OTHER_PHONE: &str = "+351926813579";
const EMAIL: &str = "canary.q7zx@secret-nest.test";

/// What may be seen nowhere: the number in every way it is written, its end, the same backwards, and parts of the address.
const SONGS: [&str; 12] = [
    "351913579246",
    "913579246",
    "913 579 246",
    "579246",
    "642975319",
    "926813579",
    "926 813 579",
    "813579",
    "canary.q7zx",
    "secret-nest",
    "q7zx",
    "C.Q7ZX",
];

/// What somebody may try to search for.
const GUESSES: [&str; 9] = [
    "+351913579246",
    "351913579246",
    "913579246",
    "913",
    "9246",
    "642975319",
    "canary.q7zx",
    "secret-nest.test",
    "@secret",
];

#[track_caller]
fn is_silent(seen: &Seen, what: &str) {
    let headers: String = seen.headers.iter().map(|(name, value)| format!("{name}: {value:?}\n")).collect();
    for song in SONGS {
        assert!(!seen.body.contains(song), "{what} sings {song}:\n{}", seen.words());
        assert!(!headers.contains(song), "the headers of {what} sing {song}:\n{headers}");
    }
    assert!(seen.status < 500, "{what}: {}", seen.words());
}

/// The canary, with visits, notes, and a record that was merged into it.
fn hatch(world: &World) -> i64 {
    let canary = world.client_reached("Finch", PHONE, EMAIL);
    let twin = world.client_reached("Finch twin", OTHER_PHONE, EMAIL);
    let (olga, vera) = (world.member("Olga"), world.card_of(VERA));
    world.visit(canary, olga, -30, "came", 4500);
    world.visit(canary, vera, 30, "waiting", 4500);
    let anna = world.proof(ANNA);
    world.note(&anna, canary, "Sings at 913 579 246, writes from canary.q7zx@secret-nest.test");
    let by = world.proof::<parlour::access::rights::DeleteClients>(ANNA);
    world
        .db
        .write_now(|db| {
            use parlour::clients::{Client, Merge};
            let (kept, other) = (Client::find(&by, canary, db)?, Client::find(&by, twin, db)?);
            kept.merge(&by, &other, Merge::default(), db)
        })
        .unwrap();
    canary.0
}

/// Every page there is, for whoever it may be, with the canary wherever a client is named.
async fn every_page(who: &Visitor, paths: &Paths, canary: i64) -> usize {
    let mut open = 0;
    for route in app::routes().iter().filter(|route| route.method == Method::GET.as_str()) {
        let path = paths.fill(&route.path.replace("{client}", &canary.to_string()));
        let seen = who.get(&path).await;
        is_silent(&seen, &path);
        open += usize::from(seen.status == 200);
    }
    open
}

/// Every place where something can be searched for.
async fn every_search(who: &Visitor, places: &[String]) {
    for place in places {
        for guess in GUESSES {
            let query: String = url::form_urlencoded::byte_serialize(guess.as_bytes()).collect();
            let seen = who.get(&format!("{place}{query}")).await;
            assert!(!seen.body.contains("Finch"), "{place}{guess} finds somebody:\n{}", seen.words());
            assert!([200, 429].contains(&seen.status), "{place}{guess}: {}", seen.status);
        }
    }
}

fn everything_but_contacts() -> String {
    Rights::all().iter().filter(|right| *right != Right::SeeContacts).collect::<Rights>().slugs()
}

/// The page of another client, where the one to merge with is searched for, names nobody else either.
fn searches(world: &World) -> Vec<String> {
    let other = world.client("Dora");
    let card = MemberId(world.number(&format!("SELECT id FROM members WHERE user_id = {}", world.user(VERA))));
    world.visit(other, card, -40, "came", 100);
    let here = "/locations/ours";
    let mut places: Vec<String> =
        ["clients?search=", "clients/matches?q=", "activity?search=", "team?search=", "clients.csv?search="]
            .iter()
            .map(|place| format!("{here}/{place}"))
            .collect();
    places.push(format!("{here}/clients/{other}/merge?search="));
    places
}

story! {
    async fn h26_h27_se6_nothing_of_a_masked_contact_leaves_the_house(world) {
        let paths = world_with_an_invitation(&world).await;
        let canary = hatch(&world);
        world.vera_holds(&everything_but_contacts());
        let vera = world.sign_in(VERA).await;

        let open = every_page(&vera, &paths, canary).await;
        every_search(&vera, &searches(&world)).await;

        assert!(open >= 40, "only {open} pages were open");
        vera.get(&format!("/locations/ours/clients/{canary}")).await.says("Finch").says("•••");
        for form in [("clients", vec![("name", "Dora"), ("phone", PHONE)]), ("clients", vec![("name", "Dora"), ("email", EMAIL)])] {
            let refused = vera.post(&format!("/locations/ours/{}", form.0), &form.1).await;
            assert!(!refused.is(403).body.contains("Finch"));
        }
        is_silent(&vera.get("/locations/ours/activity").await, "the log");
    }
}

story! {
    async fn h26_nor_for_whoever_sees_only_their_own(world) {
        let paths = world_with_an_invitation(&world).await;
        let canary = hatch(&world);
        let own = everything_but_contacts().replace("clients.view ", "clients.view:own ").replace("calendar.view ", "calendar.view:own ");
        world.vera_holds(&own);
        let vera = world.sign_in(VERA).await;

        every_page(&vera, &paths, canary).await;
        every_search(&vera, &searches(&world)).await;

        vera.get(&format!("/locations/ours/clients/{canary}")).await.says("Finch").says("•••");
    }
}

story! {
    async fn h26_nor_in_the_chain(world) {
        let paths = world_with_an_invitation(&world).await;
        let canary = hatch(&world);
        let all = "chain.users.view chain.team.view chain.team.edit chain.reports chain.activity chain.settings chain.clients.view chain.clients.export";
        world.sql(&format!("UPDATE chain_roles SET rights = '{all}' WHERE template = 'manager' AND chain_id = {}", paths.chain.id));
        world.sql(&format!("UPDATE chain_accesses SET everywhere_role_id = NULL WHERE user_id = {}", paths.chain.mira));
        let mira = world.sign_in(MIRA).await;

        every_page(&mira, &paths, canary).await;
        let page = format!("{}/clients", paths.chain.path());
        every_search(&mira, &[format!("{page}?search="), format!("{page}.csv?search="), format!("{}/activity?search=", paths.chain.path())]).await;

        mira.get(&page).await.says("Finch").says("•••");
    }
}

story! {
    async fn h26_nor_in_a_letter_or_a_line_of_the_log(world) {
        let canary = hatch(&world);
        let (anna, card) = (world.sign_in(ANNA).await, format!("/locations/ours/clients/{canary}"));
        let version = anna.get(&format!("{card}/edit")).await.value_of_name("version");
        let fields = [("name", "Finch"), ("phone", OTHER_PHONE), ("email", EMAIL), ("version", &*version), ("all_the_same", "yes")];
        anna.post(&card, &fields).await.is(303);
        anna.get("/locations/ours/clients.csv?search=913579246").await.is(200);
        anna.post("/locations/ours/clients/import/confirmation", &[("text", "Wren, 913 579 246")]).await.is(303);
        world.deliver().await;

        for song in SONGS {
            let told = format!("SELECT count(*) FROM activity WHERE subject LIKE '%{song}%' OR changes LIKE '%{song}%' OR thing LIKE '%{song}%'");
            assert_eq!(world.number(&told), 0, "the log sings {song}");
            assert!(world.mail.letters().iter().all(|letter| !letter.raw.contains(song)), "a letter sings {song}");
        }
    }
}
