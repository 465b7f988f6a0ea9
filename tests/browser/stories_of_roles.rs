//! Changing a role, as people do it: with script, and without.

use crate::browser::Browser;
use crate::driver::Script;
use crate::support::world::*;

#[actix_web::test]
async fn a_role_is_made_changed_by_looking_first_and_saved() {
    make_and_change(Script::On).await;
}

#[actix_web::test]
async fn a_role_is_made_and_changed_without_any_script() {
    make_and_change(Script::Off).await;
}

async fn make_and_change(script: Script) {
    let world = World::open_on(Ground::Sqlite).await.unwrap();
    let Some(anna) = Browser::open(&world.url, script).await else { return };

    anna.sign_in(ANNA).await;
    anna.press("Users").await;
    anna.press("Roles 8").await;
    anna.press("Create a role").await;
    anna.fill("Name", "Desk").await;
    anna.switch("See the team members list and cards").await;
    anna.press("Create role").await;
    anna.says("The role Desk is created. Nobody has it yet.").await;

    anna.press("Change Desk").await;
    anna.switch("See users, invitations and their rights").await;
    anna.press("See what will change").await;
    anna.says("Nobody has this role, so nobody gains or loses anything.").await;
    anna.press("Go on changing").await;
    anna.fill("Name", " lead").await;
    anna.press("See what will change").await;
    anna.press("Save role").await;
    anna.says("The role Desk lead is saved.").await;
    assert_eq!(world.word("SELECT rights FROM roles WHERE name = 'Desk lead'"), "team.view users.view");
}

#[actix_web::test]
async fn the_second_of_two_editors_sees_both_versions() {
    let world = World::open_on(Ground::Sqlite).await.unwrap();
    let Some(anna) = Browser::open(&world.url, Script::On).await else { return };
    let other = world.sign_in(ANNA).await;
    other.post("/locations/ours/roles", &[("name", "Desk")]).await.is(303);
    let desk = world.number("SELECT max(id) FROM roles");

    anna.sign_in(ANNA).await;
    anna.visit(&format!("/locations/{}/roles/{desk}", world.ours)).await;
    other.post(&format!("/locations/ours/roles/{desk}"), &[("name", "Counter"), ("version", "1")]).await.is(303);
    anna.switch("See users, invitations and their rights").await;
    anna.press("See what will change").await;

    anna.says("Nothing of yours is lost").await;
    anna.says("Counter").await;
    anna.press("See what will change").await;
    anna.press("Save role").await;
    anna.says("The role Desk is saved.").await;
}
