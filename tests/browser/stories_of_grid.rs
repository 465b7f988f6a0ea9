//! Roles of a chain are changed in one go and undone, with nothing but a keyboard.

use std::time::Duration;

use thirtyfour::prelude::*;

use crate::browser::Browser;
use crate::driver::Script;
use crate::support::world::*;

/// As often as somebody would press Tab before they give up.
const PATIENCE: usize = 120;

/// Presses Tab until the focus is on the field with this id, or on the control with these words.
async fn tab_to(browser: &Browser, what: &str) -> WebElement {
    for _ in 0..PATIENCE {
        browser.action_chain().send_keys(Key::Tab).perform().await.unwrap();
        let at = browser.active_element().await.unwrap();
        let id = at.attr("id").await.unwrap().unwrap_or_default();
        if id == what || at.text().await.unwrap().trim() == what {
            return at;
        }
    }
    panic!("the focus never comes to {what}");
}

/// Presses Enter on what is in focus, and waits for the next page.
async fn enter(browser: &Browser) {
    let page = browser.find(By::Tag("html")).await.unwrap();
    browser.action_chain().send_keys(Key::Enter).perform().await.unwrap();
    page.wait_until().wait(Duration::from_secs(20), Duration::from_millis(20)).stale().await.unwrap();
}

#[actix_web::test]
async fn roles_are_changed_in_one_go_and_undone_by_keyboard_alone() {
    by_keyboard(Script::On).await;
}

#[actix_web::test]
async fn roles_are_changed_in_one_go_and_undone_by_keyboard_without_any_script() {
    by_keyboard(Script::Off).await;
}

async fn by_keyboard(script: Script) {
    let world = World::open_on(Ground::Sqlite).await.unwrap();
    let chain = world.verbena();
    let (vera, rita) = (world.user(VERA), world.user(RITA));
    let Some(anna) = Browser::open(&world.url, script).await else { return };
    anna.sign_in(ANNA).await;

    anna.visit(&format!("{}/matrix", chain.path())).await;
    tab_to(&anna, "Change several roles").await;
    enter(&anna).await;
    tab_to(&anna, "give").await.send_keys("Recep").await.unwrap();
    for tick in [format!("branch-{}", chain.harbour), format!("person-{rita}"), format!("person-{vera}")] {
        tab_to(&anna, &tick).await;
        anna.action_chain().send_keys(" ").perform().await.unwrap();
    }
    tab_to(&anna, "See what will happen").await;
    enter(&anna).await;
    anna.says("Nothing is changed yet. 2 roles will be different.").await;
    tab_to(&anna, "Change 2 roles").await;
    enter(&anna).await;
    anna.says("2 roles are changed. You can undo this here.").await;
    assert_eq!(world.number("SELECT count(*) FROM chain_grants"), 2);

    tab_to(&anna, "Undo 2 roles").await;
    enter(&anna).await;
    anna.says("2 roles are as before.").await;
    anna.says("Undone by Anna").await;
    assert_eq!(world.number("SELECT count(*) FROM chain_grants"), 0);
}
