//! The way back: a backup becomes the database of an empty folder, after everything in it was looked at.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use diesel::connection::SimpleConnection;

use crate::config::Config;
use crate::db::Conn;
use crate::disk;
use crate::out::say;
use crate::verify;

use super::contents::Contents;
use super::copying::{beside, check, look_into, refuse_damage, reserve};
use super::servers;

/// Brings a backup back, and says what is inside. A log that was tampered with is only taken when that is `wanted`.
pub fn restore(config: &Config, file: &Path, wanted: bool) -> anyhow::Result<ExitCode> {
    let Some(database) = config.database_file() else { return servers::say_how_to_restore(&config.database(), file) };
    refuse_to_replace(&database)?;
    refuse_what_is_no_backup(file)?;
    config.check()?;
    let part = beside(&database, "part");
    reserve(&part)?;
    let restored = bring_back(file, &part, wanted).and_then(|said| {
        refuse_to_replace(&database)?;
        disk::put(&part, &database)?;
        Ok(said)
    });
    if restored.is_err() {
        remnants(&part).iter().for_each(|rest| drop(fs::remove_file(rest)));
    }
    say!("The database {} holds {}", database.display(), restored?);
    say_where_the_key_goes(&config.key_file());
    Ok(ExitCode::SUCCESS)
}

fn refuse_to_replace(database: &Path) -> anyhow::Result<()> {
    match remnants(database).into_iter().find(|file| file.exists()) {
        None => Ok(()),
        Some(there) => bail!(
            "The file {} is there already, and restoring never replaces a database. Name an empty folder with --data.",
            there.display()
        ),
    }
}

/// Everything that SQLite may have beside a database: a log of another one would be played into it.
fn remnants(database: &Path) -> [PathBuf; 4] {
    let beside = |ending: &str| {
        let mut name = database.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    [database.to_owned(), beside("-wal"), beside("-shm"), beside("-journal")]
}

fn refuse_what_is_no_backup(file: &Path) -> anyhow::Result<()> {
    if !file.is_file() {
        bail!("There is no backup at {}.", file.display());
    }
    if let Some(log) = remnants(file)[1..].iter().find(|rest| rest.exists()) {
        bail!(
            "The file {} is no finished backup: {} lies beside it, which may hold a part of it. Make one with `parlour backup FILE`.",
            file.display(),
            log.display()
        );
    }
    check(file)?;
    let mut db = look_into(file)?;
    let strange = db.ahead().ok().with_context(|| format!("The file {} is no backup of Parlour.", file.display()))?;
    match &strange[..] {
        [] => Ok(()),
        [first, ..] => bail!(
            "The backup {} was made by a newer Parlour, whose change of tables {first} this one does not know. Restore it with that one.",
            file.display()
        ),
    }
}

/// Copies a backup, brings its tables up to date, and looks whether all of it fits together.
fn bring_back(file: &Path, part: &Path, wanted: bool) -> anyhow::Result<String> {
    fs::copy(file, part)
        .with_context(|| format!("The backup {} cannot be copied to {}", file.display(), part.display()))?;
    // The copy of a file that others may read would be theirs to read as well.
    fs::set_permissions(part, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    let mut db = Conn::to_file(part)?;
    // Here SQLite may write, and so it knows what the tables forbid.
    refuse_damage(file, db.damage()?)?;
    let broken = db.dangling()?;
    if broken > 0 {
        bail!(
            "The backup {} does not fit together: {broken} of its rows point to rows that are not there.",
            file.display()
        );
    }
    db.bring_up_to_date()?;
    let (faults, sound) = verify::faults(&mut db)?;
    if let Some(fault) = faults.first().filter(|_| !wanted) {
        bail!(
            "Nothing was restored, because the activity log of {fault} `--with-broken-log` restores it as it is: \
             `parlour doctor` goes on to tell."
        );
    }
    let contents = Contents::of(&mut db)?;
    // What waits in the log of SQLite comes into the file, and the log goes.
    db.batch_execute("PRAGMA journal_mode = DELETE")?;
    drop(db);
    fs::File::open(part)?.sync_all()?;
    let log = match faults.len() {
        0 => format!("All {sound} sealed events of its activity log are sound."),
        _ => "Its activity log was tampered with: `parlour verify` says where.".into(),
    };
    Ok(format!("{contents}. {log}"))
}

fn say_where_the_key_goes(key: &Path) {
    if key.exists() {
        say!("The secret key is taken from {}. It has to be the one that belongs to this backup.", key.display());
    } else {
        say!(
            "Before you start Parlour, put the secret key that belongs to this backup at {}. With a new one no password \
             and no second factor works, and everybody has to ask for a new password.",
            key.display()
        );
    }
}
