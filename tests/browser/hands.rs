//! What hands do with a page: keys are pressed, things are dragged with a mouse and moved with a finger.

use std::time::Duration;

use serde_json::json;
use thirtyfour::prelude::*;

use crate::browser::Browser;

/// As often as somebody would press Tab before they give up.
const PATIENCE: usize = 120;

/// What a window is looked at on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    Desk,
    /// 375 pixels wide, and touched.
    Phone,
}

impl Browser {
    pub async fn hold(&self, screen: Screen) {
        if screen == Screen::Phone {
            let size = json!({ "width": 375, "height": 812, "deviceScaleFactor": 1, "mobile": true });
            self.order("Emulation.setDeviceMetricsOverride", size).await;
            self.order("Emulation.setTouchEmulationEnabled", json!({ "enabled": true })).await;
        }
    }

    /// Presses Tab until the focus is on the field with this id, or on the control with these words.
    pub async fn tab_to(&self, what: &str) -> WebElement {
        for _ in 0..PATIENCE {
            self.action_chain().send_keys(Key::Tab).perform().await.unwrap();
            let at = self.active_element().await.unwrap();
            let id = at.attr("id").await.unwrap().unwrap_or_default();
            if id == what || at.text().await.unwrap().trim() == what {
                return at;
            }
        }
        panic!("the focus never comes to {what}");
    }

    /// Types where the focus is.
    pub async fn keys(&self, text: &str) {
        self.action_chain().send_keys(text).perform().await.unwrap();
    }

    /// Presses Enter on what is in focus, and waits for the next page.
    pub async fn enter(&self) {
        let page = self.find(By::Tag("html")).await.unwrap();
        self.action_chain().send_keys(Key::Enter).perform().await.unwrap();
        page.wait_until().wait(Duration::from_secs(20), Duration::from_millis(20)).stale().await.unwrap();
    }

    /// What a script may have yet to bring.
    pub async fn shown(&self, css: &str) -> WebElement {
        let soon = self.query(By::Css(css.to_owned())).wait(Duration::from_secs(10), Duration::from_millis(50));
        soon.first().await.unwrap()
    }

    /// Waits until the page says this.
    pub async fn will_say(&self, words: &str) {
        for _ in 0..200 {
            let text = self.execute("return document.body.innerText", vec![]).await;
            let text = text.ok().and_then(|text| text.convert::<String>().ok()).unwrap_or_default();
            if text.contains(words) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.says(words).await;
    }

    /// Drags something by its middle, or so far below it, as many pixels to the side and down.
    pub async fn drag(&self, what: &WebElement, below: i64, (x, y): (i64, i64)) {
        let hand = self.action_chain().move_to_element_with_offset(what, 0, below).click_and_hold();
        hand.move_by_offset(x, y).release().perform().await.unwrap();
    }

    /// A finger comes down in the middle of something, rests, and goes as many pixels to the side and down.
    pub async fn swipe(&self, what: &WebElement, rest: Duration, (x, y): (i64, i64)) {
        let middle = "const { x, y, width, height } = arguments[0].getBoundingClientRect(); return [x + width / 2, y + height / 2]";
        let middle = self.execute(middle, vec![what.to_json().unwrap()]).await.unwrap();
        let (from_x, from_y): (f64, f64) = middle.convert().unwrap();
        let at =
            |step: i64| json!([{ "x": from_x + (x * step) as f64 / 10.0, "y": from_y + (y * step) as f64 / 10.0 }]);
        self.touch("touchStart", at(0)).await;
        tokio::time::sleep(rest).await;
        for step in 1..=10 {
            self.touch("touchMove", at(step)).await;
            tokio::time::sleep(Duration::from_millis(16)).await;
        }
        self.touch("touchEnd", json!([])).await;
    }

    async fn touch(&self, kind: &str, points: serde_json::Value) {
        self.order("Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": points })).await;
    }
}
