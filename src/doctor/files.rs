//! What the doctor sees on the disk: the key, the room that is left, and the backups.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use chrono::{TimeDelta, Utc};

use crate::backup::{self, Kept, in_units};
use crate::clock::long;
use crate::config::Config;
use crate::db::LONG;
use crate::error::sentence;
use crate::process;
use crate::secrets::Secrets;

use super::Finding::{self, Ill, Warning, Well};

/// With less than this a busy day may end in the middle.
const SCARCE: u64 = 100_000_000;

/// With less than this somebody should look for more.
const LITTLE: u64 = 500_000_000;

/// A copy is made every night, so one night may have been missed.
const OLD: TimeDelta = TimeDelta::days(2);

pub fn key(config: &Config, is_in_use: bool) -> Vec<Finding> {
    let file = config.key_file();
    let place = file.display();
    match Secrets::read(&file) {
        Ok(None) if is_in_use => vec![Ill(format!(
            "There is no secret key in {place}, and the database is in use: bring back the key that belongs to it, \
             or no password and no second factor works."
        ))],
        Ok(None) => vec![Well(format!("There is no secret key in {place} yet: the first start makes it."))],
        Ok(Some(_)) => {
            [Some(Well(format!("The secret key in {place} is good."))), readable(&file)].into_iter().flatten().collect()
        }
        Err(problem) => vec![Ill(sentence(&problem))],
    }
}

fn readable(file: &Path) -> Option<Finding> {
    let is_open = file.metadata().is_ok_and(|known| known.permissions().mode() & 0o077 != 0);
    let place = file.display();
    is_open.then(|| {
        Warning(format!(
            "The secret key in {place} can be read by others on this machine: `chmod 600 {place}` ends that."
        ))
    })
}

/// How much room is left where the data lies.
pub fn room(config: &Config) -> Option<Finding> {
    let there = rustix::fs::statvfs(&config.data).ok()?;
    let size = config.database_file().and_then(|file| Some(file.metadata().ok()?.len())).unwrap_or(0);
    judge(there.f_bavail.saturating_mul(there.f_frsize), size)
}

fn judge(free: u64, database: u64) -> Option<Finding> {
    let left = in_units(free);
    match free {
        0..SCARCE => Some(Ill(format!("The disk of the data folder is nearly full: {left} are left."))),
        SCARCE..LITTLE => Some(Warning(format!("The disk of the data folder fills up: {left} are left."))),
        _ if free < 2 * database => Some(Warning(format!(
            "The disk of the data folder has {left} left, and the database has {}: it leaves little room to grow.",
            in_units(database)
        ))),
        _ => None,
    }
}

/// How long the write-ahead log of SQLite is: it is short where nobody reads for long.
pub fn write_ahead(config: &Config) -> Option<Finding> {
    let file = config.database_file()?;
    let length = Path::new(&format!("{}-wal", file.display())).metadata().ok()?.len();
    (length >= LONG).then(|| {
        Warning(format!(
            "The write-ahead log of the database is {} long: some program reads from the file without an end.",
            in_units(length)
        ))
    })
}

/// How many people may be connected at once, as far as the system lets them.
pub fn open_at_once() -> Option<Finding> {
    let most = process::most_files()?;
    let wanted = process::FILES_OF_A_FULL_HOUSE;
    Some(if most < wanted {
        Warning(format!("Only {most} files and connections may be open at once. Raise the limit to {wanted} or more."))
    } else {
        Well(format!("Up to {most} files and connections may be open at once."))
    })
}

/// Whether there is a copy of the last nights, and whether it is one.
pub fn backups(config: &Config, is_in_use: bool) -> Option<Finding> {
    if !is_in_use || config.database_file().is_none() {
        return None;
    }
    let Some(folder) = &config.backups else {
        return Some(Warning(
            "Parlour makes no backups by itself: name a folder for one every night with PARLOUR_BACKUPS.".into(),
        ));
    };
    let place = folder.display();
    Some(match Kept::newest(folder) {
        Err(problem) => Ill(sentence(&problem)),
        Ok(None) => Warning(format!("There is no backup in {place} yet.")),
        Ok(Some(newest)) => match backup::check(&newest.file) {
            Err(problem) => Ill(format!("The newest backup cannot be used: {}", sentence(&problem))),
            Ok(()) if Utc::now().date_naive() - newest.day > OLD => {
                Warning(format!("The newest backup in {place} is old: it is of {}.", long(newest.day)))
            }
            Ok(()) => Well(format!("The newest backup in {place} is of {}, and whole.", long(newest.day))),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_is_full_before_the_last_byte() {
        assert!(matches!(judge(50_000_000, 0), Some(Ill(_))));
        assert!(matches!(judge(200_000_000, 0), Some(Warning(_))));
        assert!(judge(5_000_000_000, 1_000_000_000).is_none());
        assert!(matches!(judge(5_000_000_000, 3_000_000_000), Some(Warning(_))));
    }
}
