//! A look at every page, as three people see it: no flaw that axe-core knows, no error on the console, nothing from
//! another host, nothing that scrolls sideways. Each look leaves a picture in `target/screenshots`, except in CI, where nobody
//! opens it. These looks take longest, and their name lets them begin first: what is short fills the time beside the last one.

use std::path::{Path, PathBuf};

use base64::prelude::{BASE64_STANDARD, Engine};
use serde::Deserialize;
use serde_json::json;
use thirtyfour::{By, WebElement};

use crate::browser::Browser;
use crate::driver::Script;
use crate::scene::{NewHouse, Scene};
use crate::support::skipping::say_skipped;
use crate::support::world::*;
use crate::visits::{Deed, Visit, first_visits, visits};

/// What the eyes of somebody make of a page.
struct Rendering {
    name: &'static str,
    width: i64,
    height: i64,
    scheme: &'static str,
}

const DESK: Rendering = Rendering { name: "desk", width: 1280, height: 860, scheme: "light" };
const PHONE: Rendering = Rendering { name: "phone", width: 375, height: 812, scheme: "light" };
const DARK: Rendering = Rendering { name: "dark", width: 1280, height: 860, scheme: "dark" };

impl Rendering {
    fn is_phone(&self) -> bool {
        self.width < 600
    }
}

#[actix_web::test]
async fn has_no_flaw_on_a_desk() {
    look_at_everything(DESK).await;
}

#[actix_web::test]
async fn has_no_flaw_on_a_phone() {
    look_at_everything(PHONE).await;
}

#[actix_web::test]
async fn has_no_flaw_in_the_dark() {
    look_at_everything(DARK).await;
}

async fn look_at_everything(rendering: Rendering) {
    let world = World::open_on(Ground::Sqlite).await.unwrap();
    let new = NewHouse::open();
    let scene = Scene::set(&world).await;
    let Some(ours) = Browser::open(&world.url, Script::On).await else { return };
    let Some(theirs) = Browser::open(&new.url, Script::On).await else { return };

    let mut sweep = Sweep { world: &world, rendering, axe: axe(), flaws: Vec::new() };
    sweep.walk(&ours, &visits(&scene)).await;
    sweep.walk(&theirs, &first_visits()).await;

    assert!(sweep.flaws.is_empty(), "{} flaws:\n{}", sweep.flaws.len(), sweep.flaws.join("\n"));
}

fn axe() -> Option<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/node_modules/axe-core/axe.min.js");
    let text = std::fs::read_to_string(file).ok();
    if text.is_none() {
        say_skipped("axe, which `npm ci --prefix tests/browser` brings");
    }
    text
}

struct Sweep<'a> {
    world: &'a World,
    rendering: Rendering,
    axe: Option<String>,
    flaws: Vec<String>,
}

/// What a page says of itself.
#[derive(Deserialize)]
struct Found {
    url: String,
    heading: String,
    status: u16,
    width: i64,
    wide: Vec<String>,
    elsewhere: Vec<String>,
}

const FIND: &str = include_str!("find.js");
const JUDGE: &str = include_str!("judge.js");

impl Sweep<'_> {
    async fn walk(&mut self, browser: &Browser, visits: &[Visit]) {
        self.put_on_glasses(browser).await;
        let mut who = None;
        for visit in visits {
            if visit.who != who {
                browser.forget().await;
                browser.sign_in(visit.who.unwrap()).await;
                who = visit.who;
            }
            self.look(browser, visit).await;
        }
    }

    async fn put_on_glasses(&self, browser: &Browser) {
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": self.rendering.scheme }] });
        browser.order("Emulation.setEmulatedMedia", media).await;
        browser.order("Emulation.setTouchEmulationEnabled", json!({ "enabled": self.rendering.is_phone() })).await;
        browser.order("Emulation.setScrollbarsHidden", json!({ "hidden": true })).await;
        if let Some(axe) = &self.axe {
            browser.order("Page.addScriptToEvaluateOnNewDocument", json!({ "source": axe })).await;
        }
        self.stretch(browser, self.rendering.height).await;
    }

    async fn stretch(&self, browser: &Browser, height: i64) {
        let Rendering { width, .. } = self.rendering;
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": self.rendering.is_phone() });
        browser.order("Emulation.setDeviceMetricsOverride", size).await;
    }

    async fn look(&mut self, browser: &Browser, visit: &Visit) {
        browser.visit(&visit.path).await;
        if let Some((css, text)) = visit.typed {
            control(browser, css).await.send_keys(text).await.unwrap();
        }
        if let Some(statement) = visit.meanwhile {
            self.world.sql(statement);
        }
        match visit.deed {
            Deed::Nothing => {}
            Deed::Press(css) => control(browser, css).await.click().await.unwrap(),
            Deed::Send(css) => browser.follow(control(browser, css).await).await,
        }
        let found = browser.execute(FIND, vec![json!(self.rendering.width)]).await.unwrap();
        let found: Found = found.convert().unwrap();
        let mut flaws = self.flaws_of(&found, visit);
        flaws.extend(self.console(browser, &found).await);
        flaws.extend(self.judge(browser).await);
        if std::env::var_os("CI").is_none() {
            self.picture(browser, visit).await;
        }
        self.flaws.extend(flaws.iter().map(|flaw| format!("{} {}: {flaw}", visit.name, self.rendering.name)));
    }

    fn flaws_of(&self, found: &Found, visit: &Visit) -> Vec<String> {
        let mut flaws = Vec::new();
        if (found.status, found.heading.as_str()) != (visit.status, visit.heading) {
            flaws.push(format!(
                "{} {:?} is shown, not {} {:?}",
                found.status, found.heading, visit.status, visit.heading
            ));
        }
        if found.width > self.rendering.width {
            flaws.push(format!("it is {} px wide: {}", found.width, found.wide.join(", ")));
        }
        flaws.extend(found.elsewhere.iter().map(|url| format!("it asks another host for {url}")));
        flaws
    }

    /// A page that is meant to answer 4xx is one line on the console by itself.
    async fn console(&self, browser: &Browser, found: &Found) -> Vec<String> {
        let own =
            format!("{} - Failed to load resource: the server responded with a status of {} ", found.url, found.status);
        let entries = browser.browser_log().await.unwrap();
        let errors = entries.into_iter().filter(|entry| entry.level == "SEVERE" && !entry.message.starts_with(&own));
        errors.map(|entry| format!("the console says {}", entry.message)).collect()
    }

    async fn judge(&self, browser: &Browser) -> Vec<String> {
        if self.axe.is_none() {
            return Vec::new();
        }
        browser.execute_async(JUDGE, Vec::new()).await.unwrap().convert().unwrap()
    }

    /// The window is stretched to the whole page, so that what sticks to its end stands at the end.
    async fn picture(&self, browser: &Browser, visit: &Visit) {
        let size = browser.order("Page.getLayoutMetrics", json!({})).await;
        let height = size["cssContentSize"]["height"].as_f64().unwrap() as i64;
        self.stretch(browser, height.max(self.rendering.height)).await;
        let picture = browser.order("Page.captureScreenshot", json!({ "optimizeForSpeed": true })).await;
        let picture = BASE64_STANDARD.decode(picture["data"].as_str().unwrap()).unwrap();
        self.stretch(browser, self.rendering.height).await;
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{}-{}.png", visit.name, self.rendering.name)), picture).unwrap();
    }
}

/// A control in the middle of the window, where nothing lies over it.
async fn control(browser: &Browser, css: &str) -> WebElement {
    let found = browser.find(By::Css(css)).await;
    let control = found.unwrap_or_else(|_| panic!("{css} is not on the page"));
    control.scroll_into_view().await.unwrap();
    control
}
