//! The owner changes what somebody may do, sees first what will change, and looks through their eyes.

use crate::browser::Browser;
use crate::driver::Script;
use crate::support::world::*;

#[actix_web::test]
async fn the_owner_gives_a_right_and_looks_through_other_eyes() {
    give_and_look(Script::On).await;
}

#[actix_web::test]
async fn rights_are_given_and_looked_at_without_any_script() {
    give_and_look(Script::Off).await;
}

async fn give_and_look(script: Script) {
    let world = World::open_on(Ground::Sqlite).await.unwrap();
    let Some(anna) = Browser::open(&world.url, script).await else { return };
    let Some(max) = Browser::open(&world.url, script).await else { return };
    let access = world.access_path(world.user(MAX)).replace("/ours/", &format!("/{}/", world.ours));
    anna.sign_in(ANNA).await;
    max.sign_in(MAX).await;

    anna.visit(&access).await;
    anna.says("Same as the role").await;
    anna.switch("End other users").await;
    anna.switch("See the activity log").await;
    anna.says("Not saved yet").await;
    anna.press("See what changes").await;
    anna.says("Can from then on").await;
    anna.says("Activity disappears from their menu.").await;
    anna.press("Save access rights").await;
    anna.says("The access of Max is changed").await;

    max.visit(&format!("/locations/{}", world.ours)).await;
    assert!(!max.words().await.contains("Activity"), "it counts from the next click on");

    anna.visit(&format!("{access}/look")).await;
    anna.press("See as Max").await;
    anna.says("You see Ours as Max").await;
    anna.says("Your role here is Manager").await;
    anna.press("Stop looking").await;
    anna.says("You see everything as yourself again.").await;

    max.visit(&format!("/locations/{}/rights", world.ours)).await;
    max.says("Anna took it away").await;
}
