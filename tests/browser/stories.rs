//! The main job, as people do it: with script, and without.

use thirtyfour::By;

use crate::browser::Browser;
use crate::driver::Script;
use crate::support::world::*;

#[actix_web::test]
async fn the_owner_adds_a_colleague_who_joins_and_becomes_an_assistant() {
    add_join_and_assist(Script::On).await;
}

#[actix_web::test]
async fn the_same_works_without_any_script() {
    add_join_and_assist(Script::Off).await;
}

async fn add_join_and_assist(script: Script) {
    let world = World::open_on(Ground::Sqlite).await.unwrap();
    let Some(anna) = Browser::open(&world.url, script).await else { return };
    let Some(boris) = Browser::open(&world.url, script).await else { return };

    anna.sign_in(ANNA).await;
    runs_script(&anna, script).await;
    add_boris(&anna).await;
    let letter = world.letter_to("boris@new.test").await;
    boris.visit(&letter.link()).await;
    join(&boris).await;
    sees_only_what_is_allowed(&boris, &world).await;
    make_an_assistant(&anna).await;
}

async fn runs_script(browser: &Browser, script: Script) {
    let root = browser.find(By::Tag("html")).await.unwrap();
    let ran = root.class_name().await.unwrap().is_some_and(|class| class.contains("js"));
    assert_eq!(ran, script == Script::On);
}

async fn add_boris(anna: &Browser) {
    anna.press("Add team member").await;
    anna.fill("Name", "Boris").await;
    assert!(!anna.shows("Email").await, "the fields wait for the switch");
    anna.switch("Give access").await;
    anna.fill("Email", "boris@new.test").await;
    anna.press("Add team member").await;
    anna.says("boris@new.test").await;
}

async fn join(boris: &Browser) {
    boris.says("Anna invited you as View only").await;
    boris.fill("Choose a password", "seven lamps over water").await;
    boris.switch("I accept the user agreement").await;
    boris.press("Create account and join").await;
    boris.says("Welcome to Ours. You are in.").await;
}

async fn sees_only_what_is_allowed(boris: &Browser, world: &World) {
    boris.says("See the appointment calendar (own only, without limit)").await;
    assert_eq!(menu(boris).await, ["Home", "Calendar", "My pay"]);
    boris.visit(&format!("/locations/{}/team", world.ours)).await;
    boris.says("You don’t have the right to do this").await;
}

async fn menu(browser: &Browser) -> Vec<String> {
    let mut words = Vec::new();
    for item in browser.find_all(By::Css(".nav a")).await.unwrap() {
        words.push(item.text().await.unwrap());
    }
    words
}

async fn make_an_assistant(anna: &Browser) {
    anna.press("Team").await;
    anna.press("Boris").await;
    anna.press("Settings").await;
    anna.switch("Available for assisting").await;
    anna.press("Save settings").await;
    anna.says("Boris can now be added to appointments as an assistant").await;
    anna.press("Team").await;
    anna.says("Assists").await;
}

#[actix_web::test]
async fn a_list_with_two_bad_lines_is_pasted_corrected_and_sent() {
    paste_correct_and_send(Script::On).await;
}

#[actix_web::test]
async fn a_list_is_corrected_and_sent_without_any_script() {
    paste_correct_and_send(Script::Off).await;
}

async fn paste_correct_and_send(script: Script) {
    let world = World::open_on(Ground::Sqlite).await.unwrap();
    let Some(anna) = Browser::open(&world.url, script).await else { return };

    anna.sign_in(ANNA).await;
    runs_script(&anna, script).await;
    anna.press("Users").await;
    anna.press("Invite users").await;
    anna.press("Paste or upload a list").await;
    let list =
        "Ada, ada@new.test\nBoris, boris@new\nCora, cora@new.test, Chief\nDan, dan@new.test\nAda too, ADA@new.test";
    anna.fill("The list", list).await;
    anna.press("See what will happen").await;
    for verdict in ["2 ready", "2 to correct", "1 on the list twice", "Enter an email address in full for Boris"] {
        anna.says(verdict).await;
    }
    anna.says("No role here is called “Chief”").await;
    assert_eq!(world.number("SELECT count(*) FROM invitations"), 0);

    anna.fill("Email or phone number", ".test").await;
    anna.press("Send 2 invitations").await;

    anna.says("4 invitations are ready.").await;
    for name in ["Ada", "Boris", "Cora", "Dan"] {
        anna.says(name).await;
    }
    assert_eq!(world.number("SELECT count(*) FROM invitations WHERE email = 'boris@new.test'"), 1);
    world.letter_to("cora@new.test").await.says("Anna");
}
