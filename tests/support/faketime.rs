//! Clocks that are wrong.

use std::path::{Path, PathBuf};

use crate::program::Place;
use crate::skipping::say_skipped;

/// What the house takes for the time, in seconds from the real one.
pub struct Clock(PathBuf);

impl Clock {
    /// A place whose house goes by this clock. `None` where there is no libfaketime.
    pub fn beside(place: Place) -> Option<(Place, Clock)> {
        let libraries = ["x86_64-linux-gnu", "aarch64-linux-gnu"]
            .map(|machine| format!("/usr/lib/{machine}/faketime/libfaketimeMT.so.1"));
        let Some(library) = libraries.iter().find(|library| Path::new(library).exists()) else {
            say_skipped("a clock that is wrong: libfaketime is not installed");
            return None;
        };
        let clock = Clock(place.path("clock"));
        clock.is_off_by(0);
        let place = place
            .with("LD_PRELOAD", library)
            .with("FAKETIME_TIMESTAMP_FILE", &clock.0.display().to_string())
            .with("FAKETIME_NO_CACHE", "1")
            .with("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        Some((place, clock))
    }

    pub fn is_off_by(&self, seconds: i64) {
        std::fs::write(&self.0, format!("{seconds:+}")).unwrap();
    }
}
