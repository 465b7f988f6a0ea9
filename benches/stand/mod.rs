//! What every bench stands on: a salon, servers in processes of their own, visitors, and the CPU time of all of them.

pub mod bare;
pub mod cpu;
pub mod house;
pub mod load;
pub mod memory;
#[allow(clippy::unwrap_used)]
#[path = "../../tests/support/postgres.rs"]
pub mod postgres;
pub mod report;
pub mod served;
#[path = "../../tests/support/skipping.rs"]
mod skipping;
pub mod wire;

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};

use cpu::Family;

/// Plays the part that this process was started for, or measures where `cargo bench` asks for it.
pub fn run<F: Future<Output = Result<()>>>(measure: impl FnOnce() -> F) -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if plays_a_part(&words)? {
        return Ok(());
    }
    if words.contains(&"--bench") {
        return actix_web::rt::System::new().block_on(measure());
    }
    println!("This measures under `cargo bench` only.");
    Ok(())
}

/// `false`: it has none, so it is the one that measures.
fn plays_a_part(words: &[&str]) -> Result<bool> {
    let system = actix_web::rt::System::new;
    match words {
        ["bare"] => system().block_on(bare::serve())?,
        ["house", data, database] => system().block_on(house::serve(Path::new(data), database, None))?,
        ["house", data, database, mail] => system().block_on(house::serve(Path::new(data), database, Some(mail)))?,
        _ => return Ok(false),
    }
    Ok(true)
}

/// The process that started all others of the cluster at this URL.
pub fn postmaster(url: &str) -> Result<Family> {
    let (_, folder) = url.split_once("?host=").context("a cluster that is not ours")?;
    let file = std::fs::read_to_string(Path::new(folder).join("data/postmaster.pid"))?;
    Ok(Family(file.lines().next().unwrap_or_default().parse()?))
}

/// Where it was measured.
pub fn surroundings() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let build = if cfg!(debug_assertions) { "UNOPTIMIZED" } else { "optimized" };
    format!("{cores} cores, load {}, {build} build", load_of_the_machine(3))
}

/// How many others wanted the machine in the last minute, and in longer times.
pub fn load_of_the_machine(figures: usize) -> String {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').take(figures).collect::<Vec<_>>().join(" ")
}

pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
