//! Cases H: the list of roles, new ones, copies, and who may make which.

use parlour::access::rights::EditRoles;
use parlour::access::{Rights, Role};
use parlour::id::{RoleId, UserId};
use parlour::roles::Draft;

use super::invite;
use crate::story;
use crate::support::visitor::{Seen, Visitor};
use crate::support::world::*;

pub const ROLES: &str = "/locations/ours/roles";

/// Makes a role of *Ours*, the way Anna would.
pub fn own(world: &World, name: &str, rights: &str) -> RoleId {
    let by = world.proof::<EditRoles>(ANNA);
    let draft = Draft { name: name.to_owned(), rights: Rights::parse(rights) };
    world.db.write_now(|db| draft.add(&by, None, db)).unwrap()
}

/// A role as it is kept now.
pub fn kept(world: &World, id: RoleId) -> Role {
    world.db.read_now(|db| Role::once(world.ours, id, db)).unwrap()
}

pub fn version(world: &World, id: RoleId) -> String {
    world.number(&format!("SELECT version FROM roles WHERE id = {id}")).to_string()
}

/// Puts somebody into a role, with exceptions as they are stored: `+team.edit -team.view`.
pub fn put(world: &World, user: UserId, role: RoleId, exceptions: &str) {
    let kept = exceptions
        .split_whitespace()
        .map(|right| format!(r#"{{"right":"{right}","by":"Anna","at":"2026-01-02T09:00:00"}}"#));
    let kept: Vec<_> = kept.collect();
    let kept = if kept.is_empty() { String::new() } else { format!("[{}]", kept.join(",")) };
    world.sql(&format!("UPDATE accesses SET role_id = {role}, exceptions = '{kept}' WHERE user_id = {user}"));
}

/// Lets Max change roles, beyond what managers may.
pub async fn max_with_keys(world: &World) -> Visitor {
    let manager = world.role("manager").parse().unwrap();
    put(world, world.user(MAX), manager, "+roles.edit");
    world.sign_in(MAX).await
}

/// Sends the form of a role.
pub async fn send(by: &Visitor, path: &str, name: &str, rights: &[&str], more: &[(&str, &str)]) -> Seen {
    let ticked = rights.iter().map(|right| ("right", *right));
    let fields: Vec<_> = [("name", name)].into_iter().chain(ticked).chain(more.iter().copied()).collect();
    by.post(path, &fields).await
}

story! {
    async fn the_list_says_what_a_role_is_for_who_has_it_and_what_it_costs(world) {
        let anna = world.sign_in(ANNA).await;
        invite(&anna, "Boris", "boris@new.test", &world.role("professional")).await.is(303);
        for name in ["Uma", "Wim", "Xenia"] {
            world.person(name, &format!("{}@ours.test", name.to_lowercase()), Some("view-only"));
        }

        let seen = anna.get(ROLES).await;

        seen.is(200)
            .says("Runs the desk: appointments, clients and invitations.")
            .says("Wim and 1 more")
            .says("1 open invitation: Boris")
            .says("Uses a seat")
            .offers("Create a role");
        let rita = world.access_path(world.user(RITA)).replace("/ours/", &format!("/{}/", world.ours));
        assert!(seen.address_with(&rita).is_some(), "names lead to the access");
        world.sign_in(RITA).await.get(ROLES).await.is(200).does_not_offer("Create a role").does_not_offer("Change Receptionist");
        anna.get("/locations/ours/users").await.says("Roles 8");
        anna.get("/locations/ours/invitations").await.says("Roles 8");
    }
}

story! {
    async fn roles_are_compared_right_by_right(world) {
        own(&world, "Trainee", "team.view:own activity.view:7d");
        let rita = world.sign_in(RITA).await;

        let seen = rita.get(&format!("{ROLES}/comparison")).await;

        seen.is(200).says("Trainee").says("own only").says("7 days back").says("End other users' sessions here");
        assert_eq!(seen.texts_of("thead th").len(), 10);
    }
}

story! {
    async fn h12_a_copy_goes_its_own_ways(world) {
        let anna = world.sign_in(ANNA).await;
        let desk = own(&world, "Desk", "team.view users.view activity.view:30d");
        world.sql(&format!("UPDATE roles SET needs_second_factor = TRUE WHERE id = {desk}"));
        let form = anna.get(&format!("{ROLES}/new?like={desk}")).await;
        form.is(200).says("Filled in with the rights of Desk");
        assert_eq!(form.texts_of("input[name=right][checked]").len(), 3);

        let like = desk.to_string();
        let rights = ["team.view", "users.view", "activity.view"];
        let extents = [("extent", "activity.view:30d"), ("extent", "team.view:all"), ("like", like.as_str())];
        send(&anna, ROLES, "Evening desk", &rights, &extents).await.leads_to(ROLES);
        send(&anna, &format!("{ROLES}/{desk}"), "Desk", &["team.view"], &[("version", "1")]).await.leads_to(ROLES);

        let copy = RoleId(world.number("SELECT max(id) FROM roles"));
        assert_eq!(kept(&world, copy).rights.slugs(), "team.view users.view activity.view:30d");
        assert_eq!(world.number(&format!("SELECT count(*) FROM roles WHERE id = {copy} AND needs_second_factor")), 1);
        anna.get(ROLES).await.says("Made like Desk.");
        anna.get("/locations/ours/activity").await.says("Anna created the role Evening desk").says("Copied from: Desk");
    }
}

story! {
    async fn a_new_role_has_a_name_of_its_own(world) {
        let anna = world.sign_in(ANNA).await;
        send(&anna, ROLES, "  Señior   Stylist ", &["team.view"], &[]).await.leads_to(ROLES);

        for (name, complaint) in [
            ("senior stylist", "There is a role called senior stylist already"),
            ("", "Enter a name for the role"),
            (&*"x".repeat(81), "Shorten the name to 80 characters"),
        ] {
            let again = send(&anna, ROLES, name, &["team.view"], &[]).await;
            again.is(422).complains("name", complaint);
            assert_eq!(again.texts_of("input[value='team.view'][checked]").len(), 1, "nothing typed is lost");
        }
        anna.get(ROLES).await.says("Señior Stylist");
        assert_eq!(world.number("SELECT place FROM roles WHERE name_key = 'senior stylist'"), 8);
    }
}

story! {
    async fn h3_a_role_holds_no_more_than_whoever_makes_it(world) {
        let max = max_with_keys(&world).await;

        let beyond = send(&max, ROLES, "Keys", &["users.view", "sessions.end"], &[]).await;
        beyond.is(422).complains("right-sessions-end", "you do not hold it so far yourself");
        send(&max, ROLES, "Desk", &["users.view", "users.invite"], &[]).await.leads_to(ROLES);

        world.sql(&format!("UPDATE accesses SET exceptions = replace(exceptions, '+roles.edit', '-activity.view') WHERE user_id = {}", world.user(MAX)));
        send(&max, ROLES, "Desk 2", &["users.view"], &[]).await.is(403);
        assert_eq!(world.number("SELECT count(*) FROM roles WHERE place > 7"), 1);
    }
}

story! {
    async fn h3_a_narrow_right_makes_no_wide_role(world) {
        let desk = own(&world, "Lead", "team.view:own users.view roles.edit");
        put(&world, world.user(VERA), desk, "");
        let vera = world.sign_in(VERA).await;

        let wide = send(&vera, ROLES, "All", &["team.view"], &[("extent", "team.view:all")]).await;
        wide.is(422).complains("right-team-view", "You cannot give");
        send(&vera, ROLES, "Own", &["team.view"], &[("extent", "team.view:own")]).await.leads_to(ROLES);
    }
}

story! {
    async fn h10_h11_rights_that_make_no_sense_are_refused_and_not_ignored(world) {
        let anna = world.sign_in(ANNA).await;
        let position = "INSERT INTO positions (location_id, title, title_key) VALUES";
        world.sql(&format!("{position} ({}, 'Barber', 'barber')", world.theirs));
        let theirs = format!("team.view:p{}", world.number("SELECT max(id) FROM positions"));

        let lame = send(&anna, ROLES, "A", &["team.edit"], &[]).await;
        lame.is(422).complains("right-team-edit", "needs “See the team members list and cards”");
        send(&anna, ROLES, "A", &["team.everything"], &[]).await.is(422).says("names a right that Parlour does not know");
        send(&anna, ROLES, "A", &["team.view"], &[("extent", "team.view:30d")]).await.is(422);
        let foreign = send(&anna, ROLES, "A", &["team.view"], &[("extent", theirs.as_str())]).await;
        foreign.is(422).complains("right-team-view", "Choose one of the positions of this location");
        send(&anna, ROLES, "A", &["team.view"], &[("is_admin", "1")]).await.is(400);

        assert_eq!(world.number("SELECT count(*) FROM roles WHERE place > 7"), 0);
    }
}

story! {
    async fn a23_se3_the_roles_of_another_location_are_not_there(world) {
        let anna = world.sign_in(ANNA).await;
        let foreign = world.role_at(world.theirs, "manager");

        for path in [format!("{ROLES}/{foreign}"), format!("{ROLES}/{foreign}/removal"), format!("{ROLES}/new?like={foreign}")] {
            anna.get(&path).await.is(404);
        }
        send(&anna, &format!("{ROLES}/{foreign}"), "X", &[], &[("version", "1")]).await.is(404);
        send(&anna, &format!("{ROLES}/{foreign}/changes"), "X", &[], &[("version", "1")]).await.is(404);
        anna.post(&format!("{ROLES}/{foreign}/removal"), &[]).await.is(404);
        send(&anna, ROLES, "X", &[], &[("like", &foreign)]).await.is(404);
    }
}
