//! A client is booked, gets an assistant, is moved and comes: on a desk and on a phone, with a script and without one.

use thirtyfour::prelude::*;

use crate::browser::Browser;
use crate::driver::Script;
use crate::hands::Screen;
use crate::support::world::*;

#[actix_web::test]
async fn a_client_is_found_while_typing_and_booked_and_the_price_follows_from_who_does_it() {
    book(Script::On, Screen::Desk).await;
}

#[actix_web::test]
async fn a_client_is_booked_without_any_script() {
    book(Script::Off, Screen::Desk).await;
}

#[actix_web::test]
async fn a_client_is_booked_on_a_phone() {
    book(Script::On, Screen::Phone).await;
}

#[actix_web::test]
async fn a_client_is_booked_on_a_phone_without_any_script() {
    book(Script::Off, Screen::Phone).await;
}

async fn book(script: Script, screen: Screen) {
    let has_script = matches!(script, Script::On);
    let world = World::open_on(Ground::Sqlite).await.unwrap();
    let salon = world.salon();
    let Some(anna) = Browser::open(&world.url, script).await else { return };
    anna.hold(screen).await;
    anna.sign_in(ANNA).await;
    anna.visit(&format!("/locations/{}/calendar?day={}", world.ours, salon.day)).await;
    anna.press("New appointment").await;
    anna.shown("#at").await.send_keys("10:00AM").await.unwrap();

    anna.fill("Find a client", "nunes").await;
    if !has_script {
        anna.press("Find").await;
    }
    let clara = anna.shown(&format!("#client-{}", salon.clara)).await;
    clara.scroll_into_view().await.unwrap();
    clara.click().await.unwrap();
    anna.shown("#service-1").await.send_keys("Cut").await.unwrap();
    if !has_script {
        anna.press("Show price and duration").await;
    }
    anna.shown("#price-1[value='45.00']").await;
    anna.press("Book appointment").await;
    anna.says("The appointment is booked.").await;
    anna.says("10:00 to 10:45").await;

    anna.shown("#assistant-1-1").await.send_keys("Ilse").await.unwrap();
    anna.press("Save assistants").await;
    anna.says("Ilse assists").await;
    anna.press("Move").await;
    anna.shown("#at").await.send_keys("03:00PM").await.unwrap();
    anna.press("Move appointment").await;
    anna.says("15:00 to 15:45").await;
    anna.press("Came").await;
    anna.says("The status is now: Came.").await;
    assert_eq!(world.number("SELECT count(*) FROM line_assistants"), 1);
    anna.visit(&format!("/locations/{}/calendar?day={}", world.ours, salon.day)).await;
    anna.says("+ Ilse").await;
}

#[actix_web::test]
async fn an_appointment_is_moved_by_keyboard_alone() {
    move_by_keyboard(Script::On).await;
}

#[actix_web::test]
async fn an_appointment_is_moved_by_keyboard_alone_without_any_script() {
    move_by_keyboard(Script::Off).await;
}

async fn move_by_keyboard(script: Script) {
    let world = World::open_on(Ground::Sqlite).await.unwrap();
    let salon = world.salon();
    let id = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45);
    world.sql(&format!("UPDATE appointments SET status = 'confirmed' WHERE id = {id}"));
    let Some(anna) = Browser::open(&world.url, script).await else { return };
    anna.sign_in(ANNA).await;
    anna.visit(&format!("/locations/{}/calendar?day={}", world.ours, salon.day)).await;

    anna.tab_to(&format!("at-{id}-{}-600", salon.marta)).await;
    anna.enter().await;
    anna.tab_to("Move").await;
    anna.enter().await;
    anna.tab_to("at").await;
    anna.keys("0300PM").await;
    anna.tab_to("member-1").await;
    anna.keys("Boris").await;
    anna.tab_to("Move appointment").await;
    anna.enter().await;
    anna.says("The appointment is moved to").await;
    anna.says("15:00 to 15:45").await;
    anna.tab_to("Came").await;
    anna.enter().await;
    anna.says("The status is now: Came.").await;

    anna.visit(&format!("/locations/{}/calendar?day={}", world.ours, salon.day)).await;
    let tile = anna.find(By::Id(format!("at-{id}-{}-900", salon.boris))).await.unwrap();
    assert!(tile.is_displayed().await.unwrap(), "it stands in the column of Boris, at three");
}
