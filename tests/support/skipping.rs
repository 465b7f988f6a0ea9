//! What cannot be tried on this machine.

use std::io::Write;

/// Says on the terminal what could not be tried, even when output is captured. CI leaves nothing out.
#[track_caller]
pub fn say_skipped(what: &str) {
    assert!(std::env::var_os("CI").is_none(), "CI must try {what}");
    writeln!(std::io::stderr(), "skipped: {what}").ok();
}
