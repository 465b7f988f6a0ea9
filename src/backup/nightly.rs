//! A copy for every night, in a folder of its own: the last fourteen are kept.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use crate::config::Config;

use super::copying;

/// How many nights are kept.
const KEPT: usize = 14;

/// From this hour on (UTC) the copy of a day is made.
const HOUR: u32 = 2;

/// Where the copies of the nights come from and go to.
#[derive(Clone, Debug)]
pub struct Nightly {
    pub database: PathBuf,
    pub folder: PathBuf,
}

/// A copy that is there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kept {
    pub day: NaiveDate,
    pub file: PathBuf,
}

impl Nightly {
    /// None where nobody asked for it.
    pub fn of(config: &Config) -> Option<Self> {
        Some(Nightly { database: config.database_file()?, folder: config.backups.clone()? })
    }

    /// Makes the copy of this night, if it is time and it is not there. The file, if one was made.
    pub fn make(&self, now: NaiveDateTime) -> anyhow::Result<Option<PathBuf>> {
        let newest = Kept::newest(&self.folder)?.map(|kept| kept.day);
        if !is_due(newest, now) {
            return Ok(None);
        }
        let file = self.folder.join(name(now.date()));
        fs::create_dir_all(&self.folder)
            .with_context(|| format!("The folder {} for backups cannot be made", self.folder.display()))?;
        self.clear_away_what_was_broken_off()?;
        copying::copy(&self.database, &file, false)?;
        let all = Kept::all(&self.folder)?;
        for old in &all[..all.len().saturating_sub(KEPT)] {
            fs::remove_file(&old.file).with_context(|| format!("The file {} cannot be deleted", old.file.display()))?;
        }
        Ok(Some(file))
    }

    /// Only this instance makes copies here, one after the other.
    fn clear_away_what_was_broken_off(&self) -> anyhow::Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let file = entry?.path();
            let of_a_night = file.file_name().and_then(|name| day_of(name.to_str()?.strip_suffix(".part")?));
            if of_a_night.is_some() {
                fs::remove_file(&file).with_context(|| format!("The file {} cannot be deleted", file.display()))?;
            }
        }
        Ok(())
    }
}

impl Kept {
    /// The copies in a folder, from the oldest to the newest. What is not ours is none of our business.
    pub fn all(folder: &Path) -> anyhow::Result<Vec<Self>> {
        if !folder.exists() {
            return Ok(Vec::new());
        }
        let problem = || format!("The folder {} for backups cannot be read", folder.display());
        let files = fs::read_dir(folder).with_context(problem)?.collect::<Result<Vec<_>, _>>().with_context(problem)?;
        let kept = |file: PathBuf| Some(Kept { day: day_of(file.file_name()?.to_str()?)?, file });
        let mut all: Vec<_> = files.into_iter().filter_map(|entry| kept(entry.path())).collect();
        all.sort();
        Ok(all)
    }

    pub fn newest(folder: &Path) -> anyhow::Result<Option<Self>> {
        Ok(Self::all(folder)?.pop())
    }
}

/// Once a day at night; and at once where a whole day was missed, like on a machine that is off at night.
fn is_due(newest: Option<NaiveDate>, now: NaiveDateTime) -> bool {
    let Some(newest) = newest else { return true };
    let is_night_over = now.hour() >= HOUR;
    let missed = now - newest.and_time(NaiveTime::MIN) >= TimeDelta::days(2);
    newest < now.date() && (is_night_over || missed)
}

fn name(day: NaiveDate) -> String {
    day.format("parlour-%Y-%m-%d.sqlite").to_string()
}

fn day_of(file: &str) -> Option<NaiveDate> {
    let day = NaiveDate::parse_from_str(file, "parlour-%Y-%m-%d.sqlite").ok()?;
    (name(day) == file).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: u32, hour: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap().and_hms_opt(hour, 30, 0).unwrap()
    }

    #[test]
    fn r15_every_night_has_one_copy_and_a_missed_one_is_made_at_once() {
        for (newest, now, due) in [
            (None, at(1, 0), true),
            (Some(20), at(20, 23), false),
            (Some(20), at(21, 1), false),
            (Some(20), at(21, 2), true),
            (Some(20), at(22, 0), true),
            (Some(20), at(19, 12), false),
        ] {
            let newest = newest.map(|day| at(day, 0).date());

            assert_eq!(is_due(newest, now), due, "{newest:?} at {now}");
        }
    }

    #[test]
    fn r15_the_last_fourteen_are_kept_and_what_is_not_ours_stays() {
        let place = tempfile::tempdir().unwrap();
        let nightly = Nightly { database: place.path().join("x.sqlite"), folder: place.path().join("backups") };
        drop(crate::db::Db::open(&format!("sqlite:{}", nightly.database.display())).unwrap());
        fs::create_dir(&nightly.folder).unwrap();
        fs::write(nightly.folder.join("parlour-2026-11-01.sqlite.part"), "broken off").unwrap();
        fs::write(nightly.folder.join("parlour-2020-1-1.sqlite"), "somebody else's").unwrap();

        for day in 1..=17 {
            assert!(nightly.make(at(day, 3)).unwrap().is_some());
            assert!(nightly.make(at(day, 4)).unwrap().is_none());
        }

        let kept = Kept::all(&nightly.folder).unwrap();
        assert_eq!(
            kept.iter().map(|kept| kept.day).collect::<Vec<_>>(),
            (4..=17).map(|day| at(day, 0).date()).collect::<Vec<_>>()
        );
        assert!(kept.iter().all(|kept| copying::check(&kept.file).is_ok()));
        assert_eq!(fs::read_dir(&nightly.folder).unwrap().count(), 15);
        assert!(nightly.folder.join("parlour-2020-1-1.sqlite").exists());
    }
}
