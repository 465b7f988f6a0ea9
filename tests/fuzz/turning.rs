//! A bounded run over the seeds of a target: always the same turns, so that what fails once fails again.

use std::fs;
use std::time::{Duration, Instant};

use fastrand::Rng;

/// As many turns as a run takes.
const TURNS: usize = 20_000;

/// No run takes longer than this, however slow the machine is.
const PATIENCE: Duration = Duration::from_secs(5);

/// Signs that mean something to one reader or another.
const SIGNS: [&str; 40] = [
    "\u{feff}", "\u{200b}", "\u{202e}", "\u{a0}", "\0", "\r\n", "\n", "\t", "\u{1f}", " ", "'", "\"", "=", "+", "-",
    "@", ";", ",", ".", ":", "/", "//", "\\", "..", "%2f", "%00", "%", "&", "mark=", "?", "#", "<", "00", "9", "é",
    "ß", "İ", "х", "１", "Name",
];

/// Says what was being looked at when a promise broke.
struct Looking<'a>(&'a [u8]);

impl Drop for Looking<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("this broke it: b\"{}\"", self.0.escape_ascii());
        }
    }
}

/// Holds a promise against every seed, and against what becomes of the seeds.
#[track_caller]
pub fn turned_over(target: &str, holds: fn(&[u8])) {
    let folder = fs::read_dir(format!("fuzz/seeds/{target}")).expect("a folder of seeds");
    let mut paths: Vec<_> = folder.map(|seed| seed.expect("a seed").path()).collect();
    paths.sort();
    let seeds: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).expect("a seed")).collect();
    assert!(!seeds.is_empty(), "{target} has no seeds");
    let (mut random, begun) = (Rng::with_seed(2026), Instant::now());
    let turns = (0..TURNS).map(|_| turn(&seeds, &mut random)).take_while(|_| begun.elapsed() < PATIENCE);
    for bytes in seeds.iter().cloned().chain(turns) {
        let looking = Looking(&bytes);
        holds(looking.0);
    }
}

fn turn(seeds: &[Vec<u8>], random: &mut Rng) -> Vec<u8> {
    let mut bytes = random.choice(seeds).cloned().unwrap_or_default();
    for _ in 0..random.usize(1..6) {
        let (one, other) = (random.usize(..=bytes.len()), random.usize(..=bytes.len()));
        let part = one.min(other)..one.max(other).min(one.min(other) + 8);
        match random.u8(..6) {
            0 => drop(bytes.drain(part)),
            1 => drop(bytes.splice(part.start..part.start, bytes[part.clone()].to_vec())),
            2 => drop(bytes.splice(part, random.choice(SIGNS).unwrap_or_default().bytes())),
            3 => {
                let others = random.choice(seeds).map_or(&[][..], Vec::as_slice);
                bytes.splice(part, others[random.usize(..=others.len())..].iter().copied());
            }
            4 => bytes.iter_mut().skip(one).take(1).for_each(|byte| *byte = random.u8(..)),
            _ => drop(bytes.splice(one..one, random.choice(SIGNS).unwrap_or_default().bytes())),
        }
    }
    bytes
}
