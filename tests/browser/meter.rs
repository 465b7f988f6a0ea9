//! The meter beside a new password: it moves while somebody types, and says what the house will say.

use std::time::Duration;

use thirtyfour::By;

use crate::browser::Browser;
use crate::driver::Script;
use crate::support::world::*;

/// The house is asked when somebody pauses, so the words take a moment.
async fn says_soon(browser: &Browser, words: &str) {
    for _ in 0..50 {
        if browser.words().await.contains(words) {
            return;
        }
        actix_web::rt::time::sleep(Duration::from_millis(100)).await;
    }
    browser.says(words).await;
}

#[actix_web::test]
async fn sb4_the_meter_moves_while_somebody_types() {
    let world = World::open_on(Ground::Sqlite).await.unwrap();
    let Some(anna) = Browser::open(&world.url, Script::On).await else { return };
    anna.sign_in(ANNA).await;
    anna.visit("/account/password").await;

    anna.fill("New password", "password").await;
    says_soon(&anna, "Choose a password with at least 10 characters.").await;
    anna.fill("New password", " with seven lamps over water").await;
    says_soon(&anna, "Hard to guess.").await;

    let meter = anna.find(By::Tag("meter")).await.unwrap();
    assert_eq!(meter.prop("value").await.unwrap().as_deref(), Some("4"));
}
