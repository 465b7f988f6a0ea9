//! A chain lets somebody into two of its locations, as people do it: with script, and without.

use thirtyfour::prelude::*;

use crate::browser::Browser;
use crate::driver::Script;
use crate::support::chain::MIRA;
use crate::support::world::*;

const NORA: Cast = Cast("Nora", "nora@else.test");

#[actix_web::test]
async fn a_chain_manager_lets_an_existing_user_into_two_of_three_locations() {
    invite_join_and_switch(Script::On).await;
}

#[actix_web::test]
async fn a_chain_manager_lets_somebody_in_without_any_script() {
    invite_join_and_switch(Script::Off).await;
}

async fn invite_join_and_switch(script: Script) {
    let world = World::open_on(Ground::Sqlite).await.unwrap();
    let chain = world.verbena();
    world.person(NORA.0, NORA.1, None);
    let Some(mira) = Browser::open(&world.url, script).await else { return };
    let Some(nora) = Browser::open(&world.url, script).await else { return };

    mira.sign_in(MIRA).await;
    mira.visit(&chain.path()).await;
    invite(&mira).await;
    join(&nora).await;
    switch_between(&nora).await;
    is_refused_while_nobody_pays(&mira, &world).await;
}

async fn invite(mira: &Browser) {
    mira.press("Users").await;
    mira.press("Invite one of users").await;
    mira.fill("Email or phone number", NORA.1).await;
    mira.fill("Role at Harbour", "Rec").await;
    mira.fill("Role at Garden", "Rec").await;
    mira.press("Send invitation").await;
    mira.says(NORA.1).await;
}

async fn join(nora: &Browser) {
    nora.sign_in(NORA).await;
    nora.visit("/account/invitations").await;
    nora.says("Verbena Chain. Invited by Mira").await;
    nora.press("Join Verbena").await;
}

/// The switcher holds the two locations, and no chain: Nora has no rights in it.
async fn switch_between(nora: &Browser) {
    for (from, to) in [("Harbour", "Garden"), ("Garden", "Harbour")] {
        nora.says(&format!("Location {from}")).await;
        let switcher = nora.find(By::Css(".ctx-btn")).await.unwrap();
        switcher.click().await.unwrap();
        let places = nora.find_all(By::Css("#ctx-menu a")).await.unwrap();
        assert_eq!(places.len(), 2, "two of three locations, and no chain");
        for place in places {
            if place.text().await.unwrap().starts_with(to) {
                nora.follow(place).await;
                break;
            }
        }
        nora.says(&format!("Location {to}")).await;
        nora.says("Receptionist").await;
    }
}

async fn is_refused_while_nobody_pays(mira: &Browser, world: &World) {
    mira.press("Users").await;
    mira.press("Invite one of users").await;
    world.sql("UPDATE locations SET subscription_active = FALSE");
    mira.fill("Email or phone number", "olga@else.test").await;
    mira.fill("Chain role", "Chain v").await;
    mira.press("Send invitation").await;
    mira.says("no location of the chain has an active paid subscription").await;
    mira.says("Renew").await;
    assert_eq!(world.number("SELECT count(*) FROM invitations WHERE email = 'olga@else.test'"), 0);
}
