//! A client is booked, gets an assistant and comes: with a script, and without one.

use std::time::Duration;

use thirtyfour::prelude::*;

use crate::browser::Browser;
use crate::driver::Script;
use crate::support::world::*;

#[actix_web::test]
async fn a_client_is_found_while_typing_and_booked_and_the_price_follows_from_who_does_it() {
    book(Script::On).await;
}

#[actix_web::test]
async fn a_client_is_booked_without_any_script() {
    book(Script::Off).await;
}

async fn book(script: Script) {
    let has_script = matches!(script, Script::On);
    let world = World::open_on(Ground::Sqlite).await.unwrap();
    let salon = world.salon();
    let Some(anna) = Browser::open(&world.url, script).await else { return };
    anna.sign_in(ANNA).await;
    anna.visit(&format!("/locations/{}/appointments/new?day={}&at=10:00", world.ours, salon.day)).await;

    anna.fill("Find a client", "nunes").await;
    if !has_script {
        anna.press("Find").await;
    }
    shown(&anna, &format!("#client-{}", salon.clara)).await.click().await.unwrap();
    shown(&anna, "#service-1").await.send_keys("Cut").await.unwrap();
    if !has_script {
        anna.press("Show price and duration").await;
    }
    shown(&anna, "#price-1[value='45.00']").await;
    anna.press("Book appointment").await;
    anna.says("The appointment is booked.").await;
    anna.says("10:00 to 10:45").await;

    shown(&anna, "#assistant-1-1").await.send_keys("Ilse").await.unwrap();
    anna.press("Save assistants").await;
    anna.says("Ilse assists").await;
    anna.press("Move").await;
    let time = shown(&anna, "#at").await;
    time.send_keys("03:00PM").await.unwrap();
    anna.press("Move appointment").await;
    anna.says("15:00 to 15:45").await;
    anna.press("Came").await;
    anna.says("The status is now: Came.").await;
    assert_eq!(world.number("SELECT count(*) FROM line_assistants"), 1);
}

/// What a script may have yet to bring.
async fn shown(browser: &Browser, css: &str) -> WebElement {
    browser
        .query(By::Css(css.to_owned()))
        .wait(Duration::from_secs(10), Duration::from_millis(50))
        .first()
        .await
        .unwrap()
}
