//! What the system says of this process: its memory, its files, and how many it may open.

use std::fs;

/// What a full house opens: connections of two workers, the database, and some to spare (security.md R24).
pub const FILES_OF_A_FULL_HOUSE: usize = 4_096;

/// Bytes that are in memory now.
pub fn memory() -> Option<usize> {
    let kilobytes = field("/proc/self/status", "VmRSS:")?;
    Some(kilobytes * 1024)
}

/// Files and sockets that are open now.
pub fn open_files() -> Option<usize> {
    Some(fs::read_dir("/proc/self/fd").ok()?.count())
}

/// How many files and sockets may be open.
pub fn most_files() -> Option<usize> {
    field("/proc/self/limits", "Max open files")
}

/// The first number behind a name.
fn field(file: &str, name: &str) -> Option<usize> {
    let text = fs::read_to_string(file).ok()?;
    let rest = text.lines().find_map(|line| line.strip_prefix(name))?;
    rest.split_whitespace().next()?.parse().ok()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_system_knows_this_process() {
        assert!(memory().is_some_and(|bytes| bytes > 1_000_000));
        assert!(open_files().is_some_and(|files| files >= 3));
        assert!(most_files().is_none_or(|most| most > 3));
    }
}
