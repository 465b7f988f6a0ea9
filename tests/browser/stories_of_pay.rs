//! From a rule to a file: the owner sets rules, a client comes, the assistant sees their pay and why, the accountant takes
//! it away and prints it. With script, and without.

use thirtyfour::prelude::*;

use crate::browser::Browser;
use crate::driver::Script;
use crate::scene::OLGA;
use crate::stories_of_print::{PORTRAIT, sheets};
use crate::support::books::ago;
use crate::support::world::*;

#[actix_web::test]
async fn whoever_assists_sees_what_they_earned_and_why_and_the_accountant_takes_it_away() {
    pay(Script::On).await;
}

#[actix_web::test]
async fn pay_is_set_earned_and_seen_without_any_script() {
    pay(Script::Off).await;
}

async fn pay(script: Script) {
    let world = World::open_on(Ground::Sqlite).await.unwrap();
    let salon = world.salon();
    let cut = world.booked(salon.clara, salon.cut, salon.marta, ago(0), 600, 45);
    world.helped(cut, salon.ilse);
    world.is_card_of(salon.ilse, VERA);
    world.person(OLGA.0, OLGA.1, Some("accountant"));
    let here = format!("/locations/{}", world.ours);
    let Some(browser) = Browser::open(&world.url, script).await else { return };

    browser.sign_in(ANNA).await;
    browser.visit(&format!("{here}/payroll/settings")).await;
    browser.switch("Pay for assisting").await;
    browser.press("Save settings").await;
    browser.says("General settings saved.").await;
    for (member, rates) in [
        (salon.marta, [("#personal", "40"), ("#with_assistant", "35")].as_slice()),
        (salon.ilse, &[("#assisting", "10")]),
    ] {
        browser.visit(&format!("{here}/team/{member}/pay/new")).await;
        for (field, rate) in rates {
            browser.shown(field).await.send_keys(*rate).await.unwrap();
        }
        browser.press("Set rule").await;
        browser.says("Rule 1, since").await;
    }

    let rita = other(&world, script, RITA).await;
    rita.visit(&format!("{here}/appointments/{cut}")).await;
    rita.press("Came").await;
    rita.says("The status is now: Came.").await;

    let vera = other(&world, script, VERA).await;
    vera.visit(&here).await;
    let menu = vera.query(By::LinkText("My pay")).first().await.unwrap();
    vera.follow(menu).await;
    vera.says("4.50 EUR").await;
    vera.says("10 % of 45.00 EUR").await;
    assert!(!vera.words().await.contains("15.75"), "what others earn is not hers to see");

    let olga = other(&world, script, OLGA).await;
    olga.visit(&format!("{here}/payroll")).await;
    olga.says("15.75").await;
    let file = olga.query(By::PartialLinkText("Export as CSV")).first().await.unwrap();
    let address = file.attr("href").await.unwrap().unwrap();
    let file = world.sign_in(OLGA).await.get(&address).await;
    assert!(file.is(200).body.contains("\"15.75\""), "{}", file.body);
    assert_eq!(sheets(&olga).await, [PORTRAIT], "a period of pay is one sheet");
}

async fn other(world: &World, script: Script, who: Cast) -> Browser {
    let browser = Browser::open(&world.url, script).await.expect("a second browser opens where the first one did");
    browser.sign_in(who).await;
    browser
}
