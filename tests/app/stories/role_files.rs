//! Roles as a file: carried away, looked at, taken over.

use reqwest::Method;

use super::roles::{ROLES, kept, max_with_keys, own, put};
use crate::story;
use crate::support::visitor::{Seen, Visitor};
use crate::support::world::*;

const IMPORT: &str = "/locations/ours/roles/import";
const CONFIRMATION: &str = "/locations/ours/roles/import/confirmation";

/// A file with these roles.
fn file(roles: &str) -> String {
    format!(r#"{{"format":"parlour-roles","version":1,"location":"Elsewhere","roles":[{roles}]}}"#)
}

/// Sends a file the way browsers do.
async fn upload(by: &Visitor, file: &[u8]) -> Seen {
    let mark = by.fetch_mark().await;
    let mut body = Vec::new();
    for (name, value) in [("mark", mark.as_str()), ("text", "")] {
        body.extend(format!("--here\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes());
    }
    body.extend(b"--here\r\ncontent-disposition: form-data; name=\"file\"; filename=\"roles.json\"\r\n\r\n");
    body.extend(file);
    body.extend(b"\r\n--here--\r\n");
    let request = by.request(Method::POST, IMPORT).header("content-type", "multipart/form-data; boundary=here");
    by.send(request.body(body)).await
}

fn roles(world: &World) -> (i64, i64) {
    (world.number("SELECT count(*) FROM roles"), world.number("SELECT count(*) FROM activity"))
}

story! {
    async fn roles_are_carried_to_another_location(world) {
        for place in [world.ours, world.theirs] {
            world.sql(&format!("INSERT INTO positions (location_id, title, title_key) VALUES ({place}, 'Stylist', 'stylist')"));
        }
        let stylists = world.number(&format!("SELECT id FROM positions WHERE location_id = {}", world.ours));
        own(&world, "Lead", &format!("team.view:p{stylists} users.view activity.view:30d"));
        let anna = world.sign_in(ANNA).await;

        let exported = anna.get(&format!("{ROLES}/export")).await;

        exported.is(200);
        assert_eq!(exported.headers["content-type"], "application/json");
        let name = format!("attachment; filename=\"parlour-roles-{}.json\"", world.ours);
        assert_eq!(exported.headers["content-disposition"], name.as_str());
        assert!(exported.body.contains("\"position\": \"Stylist\"") && exported.body.contains("\"days\": 30"), "{}", exported.body);

        let gleb = world.sign_in(GLEB).await;
        let there = |path: &str| path.replace("ours", "theirs");
        let checked = gleb.post(&there(IMPORT), &[("text", &exported.body)]).await;
        checked.is(200).says("Lead").says("New, with 3 rights").says("Manager The same already").offers("Take over 1 role");
        gleb.post(&there(CONFIRMATION), &[("text", &exported.body)]).await.leads_to("/locations/theirs/roles");

        gleb.get(&there(ROLES)).await.says("1 role is created.").says("Lead");
        let own = world.number(&format!("SELECT id FROM positions WHERE location_id = {}", world.theirs));
        let taken = format!("SELECT rights FROM roles WHERE name = 'Lead' AND location_id = {}", world.theirs);
        assert_eq!(world.word(&taken), format!("team.view:p{own} users.view activity.view:30d"));
        gleb.get("/locations/theirs/activity").await.says("Gleb created the role Lead");
    }
}

story! {
    async fn the_dry_run_says_what_would_come_of_every_role_and_does_nothing(world) {
        let max = max_with_keys(&world).await;
        let desk = own(&world, "Desk", "team.view users.view");
        put(&world, world.user(VERA), desk, "");
        own(&world, "Same", "team.view");
        let before = roles(&world);

        let seen = upload(&max, file(r#"
            {"name":"Counter","rights":[{"right":"team.view","own":true}]},
            {"name":"DESK","rights":[{"right":"team.view"},{"right":"activity.view","days":7}]},
            {"name":"Same","rights":[{"right":"team.view"}]},
            {"name":"Keys","rights":[{"right":"users.view"},{"right":"sessions.end"}]},
            {"name":"Odd","rights":[{"right":"team.everything"},{"right":"team.view","position":"Alchemist"}]},
            {"name":"Lame","rights":[{"right":"team.edit"}]},
            {"name":"manager","rights":[]},
            {"name":"Manager","template":"manager","rights":[{"right":"team.view"}]},
            {"name":"Owner","template":"owner","rights":[]},
            {"name":"counter","rights":[]},
            {"name":"","rights":[]}"#).as_bytes()).await;

        seen.is(200)
            .says("Counter New, with 1 right")
            .says("Desk Changes for 1 person").says("See users, invitations and their rights: on off")
            .says("Same The same already")
            .says("Keys Cannot be taken over You cannot give “End other users' sessions here” so far")
            .says("Odd Cannot be taken over Parlour does not know the right team.everything. There is no position called Alchemist at this location.")
            .says("Lame Cannot be taken over “Change cards and settings” needs")
            .says("manager Cannot be taken over A ready-made role has this name. Give this one another.")
            .says("It stands in the file twice: the first one counts.")
            .says("Owner The same already")
            .says("Without a name Cannot be taken over This role has no name.")
            .offers("Take over 2 roles");
        assert_eq!(roles(&world), before);
    }
}

story! {
    async fn only_what_is_good_is_taken_over_and_the_rest_stays_with_its_reasons(world) {
        let anna = world.sign_in(ANNA).await;
        let desk = own(&world, "Desk", "team.view");
        let text = file(r#"
            {"name":"Counter","rights":[{"right":"team.view"}]},
            {"name":"Desk","rights":[{"right":"users.view"}]},
            {"name":"Odd","rights":[{"right":"team.everything"}]}"#);
        let seen = anna.post(IMPORT, &[("text", &text)]).await;
        assert_eq!(seen.texts_of(&format!("input[name=seen][value='{desk}:1']")).len(), 1);

        let done = anna.post(CONFIRMATION, &[("text", &text), ("seen", &format!("{desk}:1"))]).await;

        done.is(422).says("1 role is created and 1 role is changed.").says("Parlour does not know the right team.everything").says_nothing_of(">Counter<");
        assert_eq!(kept(&world, desk).rights.slugs(), "users.view");
        anna.get("/locations/ours/activity").await.says("Anna created the role Counter").says("Anna changed the role Desk");
        let again = anna.post(CONFIRMATION, &[("text", &text), ("seen", &format!("{desk}:2"))]).await;
        again.is(422).says("Nothing was taken over.");
    }
}

story! {
    async fn h14_a_role_that_changed_since_the_dry_run_is_not_overwritten(world) {
        let anna = world.sign_in(ANNA).await;
        let desk = own(&world, "Desk", "team.view");
        let text = file(r#"{"name":"Desk","rights":[{"right":"users.view"}]}"#);
        world.sql(&format!("UPDATE roles SET rights = 'activity.view', version = 2 WHERE id = {desk}"));

        let done = anna.post(CONFIRMATION, &[("text", &text), ("seen", &format!("{desk}:1"))]).await;

        done.is(422).says("Somebody changed this role meanwhile");
        assert_eq!(kept(&world, desk).rights.slugs(), "activity.view");
    }
}

story! {
    async fn a_broken_file_says_what_is_wrong_with_it(world) {
        let anna = world.sign_in(ANNA).await;
        for (text, complaint) in [
            ("", "Choose a file, or paste what stands in it"),
            ("role;rights\nDesk;all", "This is not a file of roles from Parlour: line 1 cannot be read"),
            (&*file(r#"{"name":"A","rights":[],"is_admin":true}"#), "This is not a file of roles"),
            (&file("").replace("\"version\":1", "\"version\":2"), "of a kind that this version of Parlour does not know"),
            (&file(""), "This file holds no roles"),
            (&file(&vec![r#"{"name":"A","rights":[]}"#; 201].join(",")), "This file holds 201 roles"),
        ] {
            for path in [IMPORT, CONFIRMATION] {
                anna.post(path, &[("text", text)]).await.is(422).complains("text", complaint);
            }
        }
        upload(&anna, b"\xff\xfe\x00not json").await.is(422);
        anna.post(IMPORT, &[("text", &"x".repeat(300_000))]).await.is(413);
    }
}
