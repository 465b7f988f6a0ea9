//! A second factor, as people use it: set up, asked for at the door, and lost. With script, and without.

use thirtyfour::By;

use crate::browser::Browser;
use crate::driver::Script;
use crate::support::device::Device;
use crate::support::world::*;

#[actix_web::test]
async fn sb10_vera_signs_in_with_her_phone_and_without_it() {
    with_a_phone(Script::On).await;
}

#[actix_web::test]
async fn sb10_the_phone_works_without_any_script() {
    with_a_phone(Script::Off).await;
}

async fn with_a_phone(script: Script) {
    let world = World::open_on(Ground::Sqlite).await.unwrap();
    let Some(vera) = Browser::open(&world.url, script).await else { return };

    vera.sign_in(VERA).await;
    let phone = turn_on(&vera, script).await;
    sign_out(&vera).await;
    vera.sign_in(VERA).await;
    vera.says("Enter your code").await;
    vera.fill("Code", &phone.code_in(30)).await;
    vera.press("Sign in").await;
    vera.says("Your role here is View only").await;

    sign_out(&vera).await;
    vera.sign_in(VERA).await;
    vera.fill("Code", &phone.codes[3]).await;
    vera.press("Sign in").await;
    vera.visit("/account/second-factor").await;
    vera.says("9 codes are left").await;
    world.letter_to(VERA.1).await.says("9 are left");
}

async fn turn_on(vera: &Browser, script: Script) -> Device {
    vera.visit("/account/password").await;
    vera.press("Set up a second factor").await;
    vera.press("Set it up").await;
    assert!(vera.find(By::Css("svg.qr")).await.unwrap().is_displayed().await.unwrap());
    let mut phone = Device::new(&vera.find(By::Css(".key")).await.unwrap().text().await.unwrap());
    vera.fill("Six digits", "000000").await;
    vera.press("Turn it on").await;
    vera.says("This code is not right").await;
    vera.fill("Six digits", &phone.code()).await;
    vera.press("Turn it on").await;
    vera.says("They are shown only this once").await;
    for code in vera.find_all(By::Css(".codes li")).await.unwrap() {
        phone.codes.push(code.text().await.unwrap());
    }
    let copy = vera.find(By::Css("[data-copy]")).await.unwrap();
    assert_eq!(copy.is_displayed().await.unwrap(), script == Script::On);
    vera.press("I have kept them").await;
    vera.says("10 codes are left").await;
    phone
}

async fn sign_out(browser: &Browser) {
    browser.find(By::Css(".me-btn")).await.unwrap().click().await.unwrap();
    browser.press("Sign out").await;
}
