//! Roles of a chain are changed in one go and undone, with nothing but a keyboard.

use crate::browser::Browser;
use crate::driver::Script;
use crate::support::world::*;

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
    anna.tab_to("Change several roles").await;
    anna.enter().await;
    anna.tab_to("give").await.send_keys("Recep").await.unwrap();
    for tick in [format!("branch-{}", chain.harbour), format!("person-{rita}"), format!("person-{vera}")] {
        anna.tab_to(&tick).await;
        anna.action_chain().send_keys(" ").perform().await.unwrap();
    }
    anna.tab_to("See what will happen").await;
    anna.enter().await;
    anna.says("Nothing is changed yet. 2 roles will be different.").await;
    anna.tab_to("Change 2 roles").await;
    anna.enter().await;
    anna.says("2 roles are changed. You can undo this here.").await;
    assert_eq!(world.number("SELECT count(*) FROM chain_grants"), 2);

    anna.tab_to("Undo 2 roles").await;
    anna.enter().await;
    anna.says("2 roles are as before.").await;
    anna.says("Undone by Anna").await;
    assert_eq!(world.number("SELECT count(*) FROM chain_grants"), 0);
}
