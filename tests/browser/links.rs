//! At the door with the wrong account or with an old link: nobody meets a dead end, with script and without.

use crate::browser::Browser;
use crate::driver::Script;
use crate::support::visitor::Visitor;
use crate::support::world::*;

#[actix_web::test]
async fn d10_e5_the_wrong_account_is_switched_or_gets_the_address() {
    wrong_account(Script::On).await;
}

#[actix_web::test]
async fn d10_e5_the_wrong_account_without_any_script() {
    wrong_account(Script::Off).await;
}

#[actix_web::test]
async fn d3_an_ended_link_leads_to_a_new_one() {
    ended_link(Script::On).await;
}

#[actix_web::test]
async fn d3_an_ended_link_without_any_script() {
    ended_link(Script::Off).await;
}

async fn wrong_account(script: Script) {
    let world = World::open_on(Ground::Sqlite).await.unwrap();
    let Some(gleb) = Browser::open(&world.url, script).await else { return };
    let anna = world.sign_in(ANNA).await;
    world.person("Nora", "nora@new.test", None);
    let for_nora = invited(&world, &anna, "Nora", "nora@new.test").await;
    let for_boris = invited(&world, &anna, "Boris", "boris@new.test").await;

    gleb.sign_in(GLEB).await;
    gleb.visit(&for_nora).await;
    gleb.says("You are signed in as Gleb. The invitation to join Ours was sent to nora@new.test").await;
    gleb.press("Sign out and go on").await;
    gleb.press("Sign in to join").await;
    gleb.fill("Email or phone number", "nora@new.test").await;
    gleb.fill("Password", PASSWORD).await;
    gleb.press("Sign in").await;
    gleb.says("You are signed in as Nora").await;
    gleb.press("Join Ours").await;
    gleb.says("Welcome to Ours. You are in.").await;

    let Some(gleb) = Browser::open(&world.url, script).await else { return };
    gleb.sign_in(GLEB).await;
    gleb.visit(&for_boris).await;
    world.minutes_pass(11);
    gleb.press("Add boris@new.test and join").await;
    gleb.fill("Your password", PASSWORD).await;
    gleb.press("Go on").await;
    gleb.press("Add boris@new.test and join").await;
    gleb.says("Welcome to Ours. You are in.").await;
    world.letter_to(GLEB.1).await.says("boris@new.test was added to your account");
}

async fn ended_link(script: Script) {
    let world = World::open_on(Ground::Sqlite).await.unwrap();
    let Some(boris) = Browser::open(&world.url, script).await else { return };
    let anna = world.sign_in(ANNA).await;
    let link = invited(&world, &anna, "Boris", "boris@new.test").await;
    world.hours_pass(24 * 8);

    boris.visit(&link).await;
    boris.says("This invitation has ended").await;
    boris.press("Ask for a new link").await;
    boris.says("Anna has been asked for a new link").await;
    world.letter_to(ANNA.1).await.says("Boris would like a new link");
    let anna = world.sign_in(ANNA).await;
    let id = world.number("SELECT max(id) FROM invitations");
    anna.post(&format!("/locations/ours/invitations/{id}/renewal"), &[]).await.is(303);

    boris.visit(&world.letter_to("boris@new.test").await.link()).await;
    boris.fill("Choose a password", "seven lamps over water").await;
    boris.switch("I accept the user agreement").await;
    boris.press("Create account and join").await;
    boris.says("Welcome to Ours. You are in.").await;
}

async fn invited(world: &World, anna: &Visitor, name: &str, email: &str) -> String {
    let fields = [("name", name), ("contact", email), ("role", &world.role("view-only"))];
    anna.post("/locations/ours/invitations", &fields).await.is(303);
    world.letter_to(email).await.link()
}
