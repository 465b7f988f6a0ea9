//! What was measured of one scene.

use std::time::Duration;

use crate::scenes::SCENES;
use crate::stand::load::Seen;
use crate::stand::millis;

/// How many ask at once.
pub const CROWDS: [usize; 3] = [1, 16, 64];

/// A page or a deed at one size of the business, on one database.
#[derive(Debug, Clone)]
pub struct Row {
    pub database: &'static str,
    pub size: i64,
    pub scene: &'static str,
    /// CPU time of server and database per request, in bare pages of the same run.
    pub bare: f64,
    /// The same in prerendered pages of as many bytes.
    pub ready: Option<f64>,
    pub spent: Duration,
    pub statements: usize,
    pub bytes: usize,
    pub gzip: Option<usize>,
    /// For each crowd, where it was measured.
    pub paces: [Option<Pace>; 3],
}

impl Row {
    pub fn is_page(&self) -> bool {
        SCENES.iter().any(|scene| scene.what == self.scene && scene.is_page())
    }
}

/// How fast it goes.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    pub per_second: f64,
    pub median: Duration,
    pub slow: Duration,
    /// The share that found the house full.
    pub full: f64,
}

impl Pace {
    pub fn of(seen: &Seen) -> Self {
        let (answered, full) = (seen.waits.len() as f64, seen.full as f64);
        Pace {
            per_second: seen.per_second(),
            median: seen.within(50),
            slow: seen.within(99),
            full: full / (answered + full).max(1.0),
        }
    }

    /// Requests a second, and milliseconds: of half of them, and of all but one in a hundred.
    pub fn figures(&self) -> [f64; 3] {
        [self.per_second, millis(self.median), millis(self.slow)]
    }
}
