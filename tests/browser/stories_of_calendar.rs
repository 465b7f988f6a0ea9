//! The calendar in a real browser: it keeps itself fresh without getting in the way, and lets go of what is dragged.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::browser::Browser;
use crate::driver::Script;
use crate::support::calendar::Booking;
use crate::support::world::*;

/// Somebody comes back to the page, which then asks at once.
const COME_BACK: &str = "document.dispatchEvent(new Event('visibilitychange'))";

/// One appointment of Marta's today, at ten.
fn a_day(world: &World) -> i64 {
    let day = world.our_today();
    let [marta, noor] = ["Marta", "Noor"].map(|name| world.member(name));
    world.at_work(marta, day, &[(540, 1080)]);
    world.at_work(noor, day, &[(540, 1080)]);
    world.books(marta, Booking { day, ..Booking::default() })
}

#[actix_web::test]
async fn the_calendar_shows_what_others_change_and_disturbs_nobody_who_types() {
    let world = World::open_on(Ground::Sqlite).await.unwrap();
    a_day(&world);
    let Some(rita) = Browser::open(&world.url, Script::On).await else { return };
    rita.sign_in(RITA).await;
    rita.visit(&format!("/locations/{}/calendar", world.ours)).await;
    rita.says("Clara Nunes").await;

    world.sql("UPDATE clients SET name = 'Clara Sousa'");
    rita.execute(COME_BACK, vec![]).await.unwrap();
    rita.will_say("Clara Sousa").await;

    rita.find(By::Id("day")).await.unwrap().focus().await.unwrap();
    world.sql("UPDATE clients SET name = 'Clara Reis'");
    rita.execute(COME_BACK, vec![]).await.unwrap();
    rita.will_say("The calendar has changed.").await;
    rita.says("Clara Sousa").await;
    rita.press("Show it").await;
    rita.says("Clara Reis").await;
}

#[actix_web::test]
async fn a_tile_that_is_dragged_says_where_it_would_be_and_escape_lets_go() {
    let world = World::open_on(Ground::Sqlite).await.unwrap();
    a_day(&world);
    let Some(rita) = Browser::open(&world.url, Script::On).await else { return };
    rita.sign_in(RITA).await;
    let path = format!("/locations/{}/calendar", world.ours);
    rita.visit(&path).await;
    let tile = rita.find(By::Css(".appt[data-move]")).await.unwrap();
    rita.execute("document.querySelector('[data-cal]').scrollTop = 0", vec![]).await.unwrap();

    let hour = rita.execute("return document.querySelector('.cal-list').clientHeight / document.querySelector('[data-cal]').dataset.hours", vec![]).await.unwrap();
    let hour: f64 = hour.convert().unwrap();
    rita.action_chain().click_and_hold_element(&tile).move_by_offset(0, (hour / 2.0) as i64).perform().await.unwrap();
    rita.says("10:30 to 11:30, Marta").await;
    rita.action_chain().send_keys(Key::Escape).release().perform().await.unwrap();

    assert!(!rita.words().await.contains("10:30 to 11:30"));
    assert!(rita.current_url().await.unwrap().as_str().ends_with(&path), "the click at the end leads nowhere");
    rita.says("Clara Nunes").await;
}

#[actix_web::test]
async fn a_week_is_a_list_of_days_on_a_phone_and_the_page_does_not_scroll_sideways() {
    let world = World::open_on(Ground::Sqlite).await.unwrap();
    a_day(&world);
    let Some(rita) = Browser::open(&world.url, Script::Off).await else { return };
    rita.sign_in(RITA).await;
    let size = |width: i64| json!({ "width": width, "height": 812, "deviceScaleFactor": 1, "mobile": true });
    for width in [320, 375] {
        rita.order("Emulation.setDeviceMetricsOverride", size(width)).await;
        for view in ["", "/list", "/week"] {
            rita.visit(&format!("/locations/{}/calendar{view}", world.ours)).await;
            rita.says("Clara Nunes").await;
            let wide =
                rita.order("Page.getLayoutMetrics", json!({})).await["cssContentSize"]["width"].as_f64().unwrap();
            assert!(wide <= width as f64, "{view} is {wide} px wide at {width}");
        }
    }
    let [first, second] = [1, 2].map(|number| By::Css(format!(".cal-col:nth-of-type({number})")));
    let (first, second) = (rita.find(first).await.unwrap(), rita.find(second).await.unwrap());
    let (above, below) = (first.rect().await.unwrap(), second.rect().await.unwrap());
    assert!(below.y >= above.y + above.height, "one day stands below the other");
}
