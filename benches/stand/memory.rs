//! How much memory a process holds, as the kernel tells it.

use anyhow::{Context, Result};

use super::cpu::Family;

/// In megabytes: now, and the most so far.
#[derive(Debug, Clone, Copy)]
pub struct Memory {
    pub now: f64,
    pub peak: f64,
}

impl Memory {
    pub fn of(Family(process): Family) -> Result<Self> {
        let told = std::fs::read_to_string(format!("/proc/{process}/status"))?;
        let megabytes = |name: &str| {
            let line = told.lines().find_map(|line| line.strip_prefix(name)).context("a line is missing")?;
            let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse()?;
            anyhow::Ok(kilobytes / 1024.0)
        };
        Ok(Memory { now: megabytes("VmRSS:")?, peak: megabytes("VmHWM:")? })
    }
}
