//! A walk through every door at a location behind which something is done: whatever was done, the log says (security.md SH1).

use std::collections::BTreeSet;

use parlour::app;
use parlour::web::Routes;

use super::{invite, invited, newest_invitation, register};
use crate::story;
use crate::support::chain::Verbena;
use crate::support::device::Device;
use crate::support::visitor::{Seen, Visitor};
use crate::support::world::*;

/// Doors that only say what would be done.
const DRY: &[&str] = &[
    "/chains/{chain}/services/plan",
    "/chains/{chain}/users/{holder}/changes",
    "/chains/{chain}/people/{user}/access/changes",
    "/chains/{chain}/roles/{role}/changes",
    "/chains/{chain}/chain-roles/{chain_role}/changes",
    "/locations/{location}/clients/import",
    "/locations/{location}/invitations/list",
    "/locations/{location}/users/{access}/changes",
    "/locations/{location}/roles/{role}/changes",
    "/locations/{location}/roles/import",
    "/chains/{chain}/matrix/plan",
    "/locations/{location}/team/{member}/schedule/pattern",
];

const EVENTS: &str = "SELECT count(*) FROM activity";

pub struct Walk<'a> {
    pub world: &'a World,
    doors: Routes,
    behind: BTreeSet<String>,
}

impl Walk<'_> {
    fn new(world: &World) -> Walk<'_> {
        Walk { world, doors: app::routes(), behind: BTreeSet::new() }
    }

    /// Does something, and finds it in the log.
    pub async fn does(&mut self, by: &Visitor, path: &str, fields: &[(&str, &str)]) {
        let before = self.events();
        let seen = by.post(path, fields).await;
        self.finds(path, &seen, before);
    }

    /// How many events there are.
    pub fn events(&self) -> i64 {
        self.world.number(EVENTS)
    }

    /// Finds what was done in the log: in the very request that did it.
    pub fn finds(&mut self, path: &str, seen: &Seen, before: i64) {
        // A link to hand over is the answer itself; everything else leads to where it can be seen.
        assert!(seen.status == 303 || seen.status == 200 && path.ends_with("/link"), "{path}: {}", seen.words());
        let request = seen.headers["x-request-id"].to_str().unwrap();
        let written = self.world.number(&format!("{EVENTS} WHERE request = '{request}'"));
        assert!(written > 0, "{path} was done, and nobody wrote it down");
        assert_eq!(self.world.number(EVENTS), before + written, "{path}");
        let door = self.doors.iter().find(|door| door.method == "POST" && fits(&door.path, path));
        self.behind.insert(door.unwrap_or_else(|| panic!("no door at {path}")).path.clone());
    }

    #[track_caller]
    fn has_seen_every_door(&self) {
        let deeds = self.doors.iter().filter(|door| door.method == "POST" && is_of_a_place(&door.path));
        let unseen: Vec<&String> = deeds
            .map(|door| &door.path)
            .filter(|path| !self.behind.contains(*path) && !DRY.contains(&path.as_str()))
            .collect();
        assert!(unseen.is_empty(), "the walk passes by {unseen:?}");
    }
}

fn is_of_a_place(path: &str) -> bool {
    path.starts_with("/locations/") || path.starts_with("/chains")
}

fn fits(door: &str, path: &str) -> bool {
    let (door, path): (Vec<&str>, Vec<&str>) = (door.split('/').collect(), path.split('/').collect());
    door.len() == path.len() && door.iter().zip(path).all(|(sign, word)| sign.starts_with('{') || *sign == word)
}

const SETTINGS: [(&str, &str); 8] = [
    ("name", "Ours"),
    ("address", "Rua 1"),
    ("country", "PT"),
    ("time_zone", "Europe/Lisbon"),
    ("currency", "EUR"),
    ("language", "en"),
    ("invitation_days", "7"),
    ("version", "1"),
];

async fn team(walk: &mut Walk<'_>, anna: &Visitor) {
    walk.does(anna, "/locations/ours/team", &[("name", "Olga")]).await;
    let card = format!("/locations/ours/team/{}", walk.world.number("SELECT max(id) FROM members"));
    walk.does(anna, &card, &[("name", "Olga Sá"), ("version", "1")]).await;
    walk.does(anna, &format!("{card}/settings"), &[("assists", "yes"), ("version", "2")]).await;
    walk.does(anna, &format!("{card}/place"), &[("before", "")]).await;
    super::photos::walk(walk, anna, &card).await;
    let role = walk.world.role("view-only");
    walk.does(anna, &format!("{card}/invitation"), &[("email", "olga@new.test"), ("role", &role)]).await;
    walk.does(anna, &format!("{card}/dismissal"), &[("on", "2026-11-20")]).await;
    walk.does(anna, &format!("{card}/return"), &[]).await;
    walk.does(anna, &format!("{card}/deletion"), &[]).await;
    walk.does(anna, &format!("{card}/restoration"), &[]).await;

    walk.does(anna, "/locations/ours/positions", &[("title", "Stylist")]).await;
    let position = format!("/locations/ours/positions/{}", walk.world.number("SELECT max(id) FROM positions"));
    walk.does(anna, &position, &[("title", "Barber")]).await;
    walk.does(anna, &format!("{position}/removal"), &[]).await;
}

async fn settings(walk: &mut Walk<'_>, anna: &Visitor) {
    let gateway = Gateway::open();
    let channels = "/locations/ours/settings/channels";
    walk.does(anna, "/locations/ours/settings", &SETTINGS).await;
    let role = walk.world.role("call-center");
    walk.does(anna, "/locations/ours/settings/sign-in", &[("needs", &role)]).await;
    let connection = [
        ("provider", "twilio"),
        ("base", &*gateway.url),
        ("account", "AC1"),
        ("secret", "s3cret-token"),
        ("sender", "+351910000000"),
        ("countries", "Portugal"),
        ("daily_limit", "50"),
    ];
    walk.does(anna, &format!("{channels}/sms"), &connection).await;
    walk.does(anna, &format!("{channels}/sms/trial"), &[("to", "912 555 031")]).await;
    walk.does(anna, &format!("{channels}/email/trial"), &[("to", "me@new.test")]).await;
    walk.does(anna, &format!("{channels}/sms/removal"), &[]).await;
}

async fn everybody(walk: &mut Walk<'_>, anna: &Visitor) {
    let world = walk.world;
    let version = anna.get("/locations/ours/settings/subscription").await.value_of_name("version");
    let fields = [("active", "yes"), ("limit", "50"), ("version", &*version)];
    walk.does(anna, "/locations/ours/settings/subscription", &fields).await;
    let access = world.access_path(world.person("Otto", "otto@ours.test", Some("view-only")));
    let otto = access.rsplit('/').next().unwrap();
    let fields = [("access", otto), ("version", "1"), ("role", &*world.role("professional"))];
    walk.does(anna, "/locations/ours/users/changes", &fields).await;
    walk.does(anna, "/locations/ours/users/removals", &[("access", otto)]).await;
}

async fn roles(walk: &mut Walk<'_>, anna: &Visitor) {
    walk.does(anna, "/locations/ours/roles", &[("name", "Desk"), ("right", "team.view")]).await;
    let desk = format!("/locations/ours/roles/{}", walk.world.number("SELECT max(id) FROM roles"));
    walk.does(anna, &desk, &[("name", "Front desk"), ("right", "team.view"), ("version", "1")]).await;
    let file = anna.get("/locations/ours/roles/export").await.body.replace("Front desk", "Back office");
    walk.does(anna, "/locations/ours/roles/import/confirmation", &[("text", &file)]).await;
    walk.does(anna, &format!("{desk}/removal"), &[("replacement", "")]).await;
}

async fn looks(walk: &mut Walk<'_>, anna: &Visitor) {
    let vera = walk.world.access_path(walk.world.user(VERA));
    let receptionist = format!("/locations/ours/roles/{}", walk.world.role("receptionist"));
    for whom in [vera, receptionist] {
        walk.does(anna, &format!("{whom}/look"), &[]).await;
        anna.post("/look/end", &[]).await.is(303);
    }
}

async fn users(walk: &mut Walk<'_>, anna: &Visitor) {
    let world = walk.world;
    let vera = world.access_path(world.user(VERA));
    walk.does(anna, &vera, &[("role", &world.role("professional")), ("version", "1")]).await;
    walk.does(anna, &format!("{vera}/sessions/removal"), &[]).await;
    walk.does(anna, &format!("{vera}/removal"), &[]).await;
    let nora = world.person("Nora", "nora@ours.test", Some("professional"));
    Device::of(&world.sign_in_as("nora@ours.test", PASSWORD).await).await;
    walk.does(anna, &format!("{}/second-factor/removal", world.access_path(nora)), &[]).await;
    let rita = world.sign_in(RITA).await;
    walk.does(&rita, "/locations/ours/departure", &[]).await;
}

async fn invitations(walk: &mut Walk<'_>, anna: &Visitor) {
    let world = walk.world;
    let (here, role) = ("/locations/ours/invitations", world.role("view-only"));
    walk.does(anna, here, &[("name", "Boris"), ("contact", "boris@new.test"), ("role", &role)]).await;
    let boris = newest_invitation(world);
    let ours = format!("/{}/", world.ours);
    let boris = boris.replacen(&ours, "/ours/", 1);
    walk.does(anna, &boris, &[("email", "boris@right.test"), ("role", &role)]).await;
    world.hours_pass(1);
    walk.does(anna, &format!("{boris}/renewal"), &[]).await;
    walk.does(anna, &format!("{boris}/link"), &[]).await;
    walk.does(anna, &format!("{boris}/revocation"), &[]).await;
    walk.does(anna, &format!("{here}/list/dispatch"), &[("text", "Ada, ada@new.test"), ("role", &role)]).await;
    world.hours_pass(1);
    let ada = world.number("SELECT max(id) FROM invitations").to_string();
    walk.does(anna, &format!("{here}/renewals"), &[("invitation", &ada)]).await;
    walk.does(anna, &format!("{here}/revocations"), &[("invitation", &ada)]).await;

    let max = world.sign_in(MAX).await;
    let waits = invited(world, &max, "Pia", "pia@new.test", "receptionist").await;
    let pia = newest_invitation(world).replacen(&ours, "/ours/", 1);
    invite(&max, "Sofia", "sofia@new.test", &role).await.is(303);
    let sofia = world.number("SELECT max(id) FROM invitations").to_string();
    walk.does(anna, &format!("{}/removal", world.access_path(world.user(MAX))), &[]).await;
    walk.does(anna, &format!("{here}/takeovers"), &[("invitation", &sofia)]).await;
    register(&world.guest(), &waits, "Pia").await.is(303);
    walk.does(anna, &format!("{pia}/approval"), &[]).await;
}

async fn chains(walk: &mut Walk<'_>, anna: &Visitor) {
    let world = walk.world;
    let chain = world.verbena();
    let (here, station) = (chain.path(), world.location("Station").to_string());
    walk.does(anna, "/chains", &[("name", "Other"), ("location", &station)]).await;
    walk.does(
        anna,
        &format!("{here}/settings"),
        &[("name", "Verbena Salons"), ("main", &world.ours.to_string()), ("version", "1")],
    )
    .await;
    walk.does(anna, &format!("{here}/locations"), &[("location", &station)]).await;
    super::chain_limits::walk(walk, anna, &chain).await;
    walk.does(anna, &format!("{here}/locations/order"), &[("location", &station), ("before", &world.ours.to_string())])
        .await;
    walk.does(anna, &format!("{here}/locations/{station}/removal"), &[]).await;
    super::chain_team_pages::walk(walk, anna, &here).await;
    super::chain_services::walk(walk, anna, &here).await;
    walk.does(anna, &format!("/locations/{}/settings/chains/{}/withdrawal", chain.garden, chain.id), &[]).await;
    people_of_a_chain(walk, &chain).await;
    let cell = format!("{}-{}-{}", chain.mira, chain.harbour, chain.role(world, "receptionist"));
    let fields = [("cell", &*cell), ("seen", &*format!("{}-1", chain.mira))];
    let sure = &world.sign_in(ANNA).await;
    walk.does(sure, &format!("{here}/matrix/changes"), &fields).await;
    let batch = world.number("SELECT max(id) FROM chain_batches");
    walk.does(sure, &format!("{here}/matrix/batches/{batch}/undo"), &[]).await;
    walk.does(anna, &format!("{here}/deletion"), &[]).await;
    walk.does(anna, &format!("{here}/restoration"), &[]).await;
    let sure = world.sign_in(ANNA).await;
    walk.does(&sure, &format!("/locations/{}/closing", chain.garden), &[]).await;
    walk.does(&sure, &format!("/locations/{}/reopening", chain.garden), &[]).await;
}

/// Some of it asks for the password again, and hours have passed.
async fn people_of_a_chain(walk: &mut Walk<'_>, chain: &Verbena) {
    let (world, here) = (walk.world, chain.path());
    let anna = &world.sign_in(ANNA).await;
    let uma = world.person("Uma", "uma@ours.test", Some("view-only"));
    let at = format!("{}:{}", chain.harbour, chain.role(world, "receptionist"));
    walk.does(anna, &format!("{here}/people/{uma}/access"), &[("at", &at)]).await;
    let access = chain.user_path(world, uma);
    walk.does(anna, &access, &[("version", "1"), ("everywhere", &chain.role(world, "view-only"))]).await;
    walk.does(anna, &format!("{access}/removal"), &[]).await;

    walk.does(anna, &format!("{here}/roles"), &[("name", "Desk lead"), ("right", "team.view")]).await;
    let role = format!("{here}/roles/{}", world.number("SELECT max(id) FROM roles"));
    walk.does(anna, &role, &[("name", "Desk"), ("right", "team.view"), ("version", "1")]).await;
    walk.does(anna, &format!("{role}/copies"), &[("location", &chain.harbour.to_string())]).await;
    walk.does(anna, &format!("{role}/removal"), &[]).await;
    walk.does(anna, &format!("{here}/chain-roles"), &[("name", "Area"), ("right", "chain.reports")]).await;
    let role = format!("{here}/chain-roles/{}", world.number("SELECT max(id) FROM chain_roles"));
    walk.does(anna, &role, &[("name", "Area lead"), ("right", "chain.reports"), ("version", "1")]).await;
    walk.does(anna, &format!("{role}/removal"), &[]).await;
}

story! {
    async fn sh1_whatever_is_done_at_a_location_the_log_says_in_the_same_request(world) {
        let anna = world.sign_in(ANNA).await;
        let mut walk = Walk::new(&world);

        team(&mut walk, &anna).await;
        super::services::walk(&mut walk, &anna).await;
        super::schedule::walk(&mut walk, &anna).await;
        settings(&mut walk, &anna).await;
        super::booking::walk(&mut walk, &anna).await;
        super::pay_rules::walk(&mut walk, &anna).await;
        everybody(&mut walk, &anna).await;
        roles(&mut walk, &anna).await;
        super::pay_statements::walk(&mut walk, &anna).await;
        super::clients::walk(&mut walk, &anna).await;
        looks(&mut walk, &anna).await;
        users(&mut walk, &anna).await;
        invitations(&mut walk, &anna).await;
        chains(&mut walk, &anna).await;

        walk.has_seen_every_door();
    }
}
