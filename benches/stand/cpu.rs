//! CPU time of processes, as the kernel counts it: in hundredths of a second, whatever else runs on the machine.

use std::path::Path;
use std::time::Duration;

const TICK: Duration = Duration::from_millis(10);
const PATIENCE: u32 = 50;

/// A process with its children, those that have ended included.
#[derive(Debug, Clone, Copy)]
pub struct Family(pub u32);

impl Family {
    fn cpu(self) -> Duration {
        let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
        let known = processes.filter_map(|process| Stat::read(&process.path()));
        known.filter(|stat| stat.pid == self.0 || stat.parent == self.0).map(|stat| stat.cpu).sum()
    }
}

/// The line that the kernel writes about a process.
struct Stat {
    pid: u32,
    parent: u32,
    cpu: Duration,
}

impl Stat {
    fn read(process: &Path) -> Option<Self> {
        let pid = process.file_name()?.to_str()?.parse().ok()?;
        let line = std::fs::read_to_string(process.join("stat")).ok()?;
        // The name of the program stands in brackets and may hold anything; after it come numbers only.
        let (_, fields) = line.rsplit_once(") ")?;
        let fields: Vec<&str> = fields.split(' ').collect();
        let ticks: u32 = fields.get(11..15)?.iter().filter_map(|ticks| ticks.parse::<u32>().ok()).sum();
        Some(Stat { pid, parent: fields.get(1)?.parse().ok()?, cpu: TICK * ticks })
    }
}

/// Reads what a job costs: the process that does it, and the database's when it has processes of its own.
#[derive(Debug, Clone, Copy)]
pub struct Meter {
    pub server: Family,
    pub database: Option<Family>,
}

/// CPU time, by who spent it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spent {
    pub server: Duration,
    pub database: Duration,
}

impl Meter {
    /// Does a job once everything before it has come to rest, and tells what was spent on it.
    pub async fn around<T>(&self, job: impl Future<Output = T>) -> (T, Spent) {
        let before = self.read_at_rest();
        let done = job.await;
        let after = self.read_at_rest();
        let spent = Spent { server: after.server - before.server, database: after.database - before.database };
        (done, spent)
    }

    fn read_at_rest(&self) -> Spent {
        let mut seen = self.read();
        for _ in 0..PATIENCE {
            std::thread::sleep(10 * TICK);
            let now = self.read();
            if now == seen {
                break;
            }
            seen = now;
        }
        seen
    }

    fn read(&self) -> Spent {
        Spent { server: self.server.cpu(), database: self.database.map(Family::cpu).unwrap_or_default() }
    }
}

impl Spent {
    pub fn each(self, times: usize) -> Self {
        let times = times.max(1) as u32;
        Spent { server: self.server / times, database: self.database / times }
    }

    pub fn whole(self) -> Duration {
        self.server + self.database
    }
}
