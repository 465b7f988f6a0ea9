//! The command itself: how large it is, how soon it answers, and what it holds in memory before anybody comes.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::stand::cpu::Family;
use crate::stand::memory::Memory;
use crate::stand::millis;

const COMMAND: &str = env!("CARGO_BIN_EXE_parlour");

/// The soonest of so many starts counts.
const TIMES: usize = 5;
const PATIENCE: Duration = Duration::from_secs(10);

/// What starting takes on one database.
pub struct Start {
    pub database: &'static str,
    pub fresh: Duration,
    pub migrated: Duration,
    pub idle: Memory,
}

/// Starts on one fresh database after the other, and again and again on the last.
pub fn measure(
    database: &'static str,
    mut fresh: impl FnMut(usize) -> Result<Option<String>>,
) -> Result<Option<Start>> {
    let data = tempfile::tempdir()?;
    let mut best = Start { database, fresh: PATIENCE, migrated: PATIENCE, idle: Memory { now: 0.0, peak: 0.0 } };
    for number in 0..TIMES {
        let Some(url) = fresh(number)? else { return Ok(None) };
        best.fresh = best.fresh.min(start(data.path(), &url)?.0);
        let (migrated, idle) = start(data.path(), &url)?;
        (best.migrated, best.idle) = (best.migrated.min(migrated), idle);
    }
    Ok(Some(best))
}

/// From the start of the process to its first answer, and what it holds a moment later.
fn start(data: &Path, url: &str) -> Result<(Duration, Memory)> {
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
    let begun = Instant::now();
    let command = Command::new(COMMAND)
        .env("PARLOUR_LISTEN", &address)
        .env("PARLOUR_DATA", data)
        .env("PARLOUR_DATABASE_URL", url)
        .env("PARLOUR_LOG", "error")
        .stdin(Stdio::null())
        .spawn()?;
    let running = Running(command);
    let mut stream = loop {
        match TcpStream::connect(&address) {
            Ok(stream) => break stream,
            Err(_) => ensure!(begun.elapsed() < PATIENCE, "the command does not listen"),
        }
        std::thread::sleep(Duration::from_micros(200));
    };
    stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: bench\r\nconnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let took = begun.elapsed();
    ensure!(answer.starts_with("HTTP/1.1 200"), "the command answers {answer}");
    std::thread::sleep(Duration::from_millis(300));
    Ok((took, Memory::of(Family(running.0.id()))?))
}

/// Gone when it is not needed any more.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().and_then(|()| self.0.wait()).ok();
    }
}

/// The size of the command, in megabytes.
pub fn command_size() -> f64 {
    std::fs::metadata(COMMAND).map_or(0.0, |file| file.len() as f64 / 1e6)
}

pub fn say(starts: &[Start]) {
    println!("\nthe command: {:.1} MB", command_size());
    for Start { database, fresh, migrated, idle } in starts {
        println!(
            "  {database}: first answer after {:.0} ms on a fresh database, {:.0} ms on one that is up to date; {:.1} MB idle, {:.1} at most",
            millis(*fresh),
            millis(*migrated),
            idle.now,
            idle.peak
        );
    }
}
