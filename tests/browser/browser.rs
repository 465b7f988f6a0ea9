//! A person's browser: pages are found by the words on them.

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::common::command::{Command as Order, ExtensionCommand};
use thirtyfour::prelude::*;

use crate::driver::{Driver, Script, is_here, wishes};
use crate::support::skipping::say_skipped;
use crate::support::world::{Cast, PASSWORD};

/// How long a page may take to come.
const PATIENCE: Duration = Duration::from_secs(20);

/// A browser with an empty profile. Fields are dropped in order: the folder goes when nobody writes to it any more.
pub struct Browser {
    session: Option<WebDriver>,
    base: String,
    _driver: Driver,
    _folder: TempDir,
}

impl Deref for Browser {
    type Target = WebDriver;

    fn deref(&self) -> &WebDriver {
        self.session.as_ref().unwrap()
    }
}

impl Drop for Browser {
    /// Nothing is said to the browser: its driver takes it along.
    fn drop(&mut self) {
        self.session.take().map(WebDriver::leak);
    }
}

impl Browser {
    /// A browser for the house at this address; `None` where there is no Chromium.
    pub async fn open(base: &str, script: Script) -> Option<Self> {
        if !is_here() {
            say_skipped("what needs a browser: chromium and chromedriver are not installed");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let driver = Driver::start(folder.path());
        let session = WebDriver::new(&driver.url, wishes(folder.path(), script)).await.unwrap();
        Some(Browser { session: Some(session), base: base.to_owned(), _driver: driver, _folder: folder })
    }

    pub async fn visit(&self, path: &str) {
        self.goto(format!("{}{path}", self.base)).await.unwrap();
    }

    pub async fn sign_in(&self, who: Cast) {
        self.visit("/sign-in").await;
        self.fill("Email or phone number", who.1).await;
        self.fill("Password", PASSWORD).await;
        self.press("Sign in").await;
    }

    /// Forgets who signed in. No page is left whose answer, still on its way, could bring a cookie again.
    pub async fn forget(&self) {
        self.goto("about:blank").await.unwrap();
        self.order("Network.clearBrowserCookies", json!({})).await;
    }

    /// Types into the field with this label.
    pub async fn fill(&self, label: &str, text: &str) {
        self.field(label).await.send_keys(text).await.unwrap();
    }

    /// Clicks the field with this label.
    pub async fn switch(&self, label: &str) {
        let field = self.field(label).await;
        field.scroll_into_view().await.unwrap();
        field.click().await.unwrap();
    }

    /// Follows the link or button with these words; of several the last, which stands on the page and not in the menu.
    pub async fn press(&self, words: &str) {
        let control = format!("(//*[self::a or self::button][normalize-space()='{words}'])[last()]");
        self.follow(self.find(By::XPath(control)).await.unwrap()).await;
    }

    /// Clicks what leads to another page, and waits until this one is gone.
    pub async fn follow(&self, control: WebElement) {
        let page = self.find(By::Tag("html")).await.unwrap();
        control.scroll_into_view().await.unwrap();
        control.click().await.unwrap();
        page.wait_until().wait(PATIENCE, Duration::from_millis(20)).stale().await.unwrap();
    }

    pub async fn shows(&self, label: &str) -> bool {
        self.field(label).await.is_displayed().await.unwrap()
    }

    async fn field(&self, label: &str) -> WebElement {
        let label = format!("//label[starts-with(normalize-space(), '{label}')]");
        let id = self.find(By::XPath(label)).await.unwrap().attr("for").await.unwrap().unwrap();
        self.find(By::Id(id)).await.unwrap()
    }

    /// The words that can be seen, in one line.
    pub async fn words(&self) -> String {
        let text = self.find(By::Tag("body")).await.unwrap().text().await.unwrap();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub async fn says(&self, words: &str) {
        let all = self.words().await;
        assert!(all.contains(words), "{words:?} is not in:\n{all}");
    }

    /// Gives an order of the DevTools protocol.
    pub async fn order(&self, name: &'static str, details: Value) -> Value {
        let order = Order::ExtensionCommand(Box::new(DevTools(name, details)));
        self.handle().cmd(order).await.unwrap().value().unwrap()
    }
}

/// An order of the DevTools protocol, which ChromeDriver hands on.
#[derive(Debug)]
struct DevTools(&'static str, Value);

impl ExtensionCommand for DevTools {
    fn parameters_json(&self) -> Option<Value> {
        Some(json!({ "cmd": self.0, "params": self.1 }))
    }

    fn method(&self) -> reqwest::Method {
        reqwest::Method::POST
    }

    fn endpoint(&self) -> Arc<str> {
        "/goog/cdp/execute".into()
    }
}
