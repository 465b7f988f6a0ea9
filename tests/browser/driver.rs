//! Chromium, driven by a ChromeDriver of the test's own that ends with the test.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::json;
use thirtyfour::{ChromeCapabilities, ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel};

/// Nothing but the page: no updates, no synchronisation, no first steps, no motion.
const FLAGS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-prefers-reduced-motion",
    "--window-size=1280,860",
];

/// Whether pages may run their script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    On,
    Off,
}

/// Whether there is a Chromium and what drives it.
pub fn is_here() -> bool {
    on_path("chromium") && on_path("chromedriver")
}

fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).exists())
}

/// A browser with a profile of its own in this folder.
pub fn wishes(folder: &Path, script: Script) -> ChromeCapabilities {
    let mut wishes = DesiredCapabilities::chrome();
    for flag in FLAGS {
        wishes.add_arg(flag).unwrap();
    }
    wishes.add_arg(&format!("--user-data-dir={}", folder.join("profile").display())).unwrap();
    wishes.set_browser_log_level(LoggingPrefsLogLevel::Severe).unwrap();
    if script == Script::Off {
        let prefs = json!({ "profile.managed_default_content_settings.javascript": 2 });
        wishes.add_experimental_option("prefs", prefs).unwrap();
    }
    wishes
}

pub struct Driver {
    shell: Child,
    pub url: String,
    _said: BufReader<ChildStdout>,
}

impl Driver {
    pub fn start(folder: &Path) -> Self {
        (0..3).find_map(|_| Self::on_a_free_port(folder)).expect("ChromeDriver did not start")
    }

    /// The shell ends its group, browsers and all, when this process is gone and the pipe closes with it.
    /// Nothing where somebody else took the port meanwhile.
    fn on_a_free_port(folder: &Path) -> Option<Self> {
        let mut shell = Command::new("sh")
            .args(["-c", "chromedriver --port=0 & exec > /dev/null; cat; kill -KILL 0"])
            .env("TMPDIR", folder)
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(shell.stdout.take().unwrap());
        let Some(port) = port(&mut said) else {
            drop(shell.stdin.take());
            shell.wait().ok();
            return None;
        };
        Some(Driver { shell, url: format!("http://127.0.0.1:{port}"), _said: said })
    }
}

fn port(said: &mut impl BufRead) -> Option<u16> {
    for line in said.lines() {
        let line = line.unwrap();
        if let Some((_, port)) = line.trim_end_matches('.').split_once("successfully on port ") {
            return port.parse().ok();
        }
    }
    None
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        self.shell.wait().ok();
    }
}
