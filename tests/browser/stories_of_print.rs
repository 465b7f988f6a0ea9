//! The calendar on paper: a day is one sheet, a week is one sheet, and every name can be read.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::browser::Browser;
use crate::driver::Script;
use crate::support::calendar::Booking;
use crate::support::world::*;

/// Lengths in points, across and down.
const LANDSCAPE: &str = "/MediaBox [0 0 841";
pub const PORTRAIT: &str = "/MediaBox [0 0 594";

/// Names that lie outside of their tile or are smaller than print can be read, and menus that are shown.
const UNREADABLE: &str = "
const cut = [...document.querySelectorAll('.appt a')].filter(tile => {
  const name = tile.querySelector('b'), room = tile.getBoundingClientRect(), { top, bottom, left, width } = name.getBoundingClientRect();
  return top < room.top - 1 || bottom > room.bottom + 1 || left > room.right || !width || parseFloat(getComputedStyle(name).fontSize) < 8.5;
}).map(tile => tile.textContent.trim().replace(/\\s+/g, ' '));
const menus = [...document.querySelectorAll('.mast, .nav, .calbar, .gap, .actions')].filter(menu => menu.checkVisibility()).map(menu => menu.className);
return [...cut, ...menus];";

/// Two people on an ordinary day of eleven hours, with what is short, what is long, and somebody who assists.
fn a_day(world: &World) -> parlour::id::MemberId {
    let day = world.our_today();
    let [marta, noor, ilse] = ["Marta Oliveira", "Noor Haddad", "Ilse Brandt"].map(|name| world.member(name));
    for member in [marta, noor] {
        world.at_work(member, day, &[(540, 780), (840, 1200)]);
        for (minute, minutes) in [(540, 15), (555, 30), (600, 45), (660, 120), (840, 60), (930, 20), (960, 30)] {
            world.books(member, Booking { day, minute, minutes, assistants: &[ilse], ..Booking::default() });
        }
    }
    marta
}

/// The sheets of a page as it would be printed.
pub async fn sheets(browser: &Browser) -> Vec<String> {
    let paper = browser.order("Page.printToPDF", json!({ "preferCSSPageSize": true })).await;
    let paper = STANDARD.decode(paper["data"].as_str().unwrap()).unwrap();
    let text = String::from_utf8_lossy(&paper).replace('\n', " ");
    let sheets = text.split("/Type /Page ").skip(1).map(|sheet| {
        let begin = sheet.find("/MediaBox").expect("a sheet has a size");
        sheet[begin..].chars().take(LANDSCAPE.len()).collect()
    });
    sheets.collect()
}

#[actix_web::test]
async fn a_day_and_a_week_are_one_sheet_on_which_every_name_can_be_read() {
    let world = World::open_on(Ground::Sqlite).await.unwrap();
    let marta = a_day(&world);
    let Some(rita) = Browser::open(&world.url, Script::On).await else { return };
    rita.sign_in(RITA).await;
    let here = format!("/locations/{}/calendar", world.ours);

    for (path, size) in [
        (here.clone(), LANDSCAPE),
        (format!("{here}/week?member={marta}"), LANDSCAPE),
        (format!("{here}/list"), PORTRAIT),
    ] {
        rita.visit(&path).await;
        assert_eq!(sheets(&rita).await, [size], "{path} is one sheet");
        rita.order("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
        let width = if size == LANDSCAPE { 1047 } else { 794 };
        let sheet = json!({ "width": width, "height": 695, "deviceScaleFactor": 1, "mobile": false });
        rita.order("Emulation.setDeviceMetricsOverride", sheet).await;
        let unreadable: Vec<String> = rita.execute(UNREADABLE, vec![]).await.unwrap().convert().unwrap();
        assert!(unreadable.is_empty(), "{path}: {unreadable:?}");
        rita.order("Emulation.clearDeviceMetricsOverride", json!({})).await;
        rita.order("Emulation.setEmulatedMedia", json!({ "media": "" })).await;
    }
}
