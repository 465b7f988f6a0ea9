//! A copy of the file of a database, made while others write into it: all of one moment, whole, and there or not there.

use std::fs::{self, File, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, bail};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use url::Url;

use crate::db::{Conn, Either};
use crate::disk;

/// How often the part of a copy is flushed that is written by then.
const FLUSHED_EVERY: Duration = Duration::from_millis(20);

/// Copies a database into a file that appears when it is whole and was looked at.
pub fn copy(database: &Path, file: &Path, overwrite: bool) -> anyhow::Result<()> {
    refuse_to_replace(database, file, overwrite)?;
    let part = beside(file, "part");
    reserve(&part)?;
    let made = write(database, &part).and_then(|()| {
        // SQLite knows what a table forbids only where it may write.
        refuse_damage(&part, open(&part, "mode=rw")?.damage_in_full()?)?;
        // It may have come into being meanwhile.
        refuse_to_replace(database, file, overwrite)?;
        disk::put(&part, file)
    });
    if made.is_err() {
        fs::remove_file(&part).ok();
    }
    made
}

fn refuse_to_replace(database: &Path, file: &Path, overwrite: bool) -> anyhow::Result<()> {
    let is_same = |file: &Path| matches!((file.canonicalize(), database.canonicalize()), (Ok(a), Ok(b)) if a == b);
    if is_same(file) {
        bail!("The file {} is the database itself. Choose another file for the backup.", file.display());
    }
    if file.exists() && (!overwrite || !file.is_file()) {
        bail!("There is something at {} already. Choose another name, or say --overwrite for a file.", file.display());
    }
    Ok(())
}

/// Makes an empty file that nobody else may read: what comes into it is everybody's data.
pub fn reserve(file: &Path) -> anyhow::Result<()> {
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(file) {
        Ok(_) => Ok(()),
        Err(cause) if cause.kind() == ErrorKind::AlreadyExists => bail!(
            "The file {} is there: another copy is being made, or one was broken off. If nobody is making one, delete that file.",
            file.display()
        ),
        Err(cause) => Err(cause).with_context(|| format!("The file {} cannot be made", file.display())),
    }
}

/// SQLite reads all of it as it stood at one moment, and whoever writes need not wait.
fn write(database: &Path, part: &Path) -> anyhow::Result<()> {
    let name = part.to_str().with_context(|| format!("The name of {} is not Unicode", part.display()))?;
    let mut db = SqliteConnection::establish(&as_url(database, "mode=rw")?)?;
    db.batch_execute("PRAGMA busy_timeout = 5000")?;
    let copy = File::open(part)?;
    thread::scope(|scope| {
        let (whole, growing) = mpsc::channel();
        let flushing = scope.spawn(move || flush_while(&growing, &copy));
        diesel::sql_query("VACUUM INTO ?")
            .bind::<Text, _>(name)
            .execute(&mut db)
            .with_context(|| format!("The database {} cannot be copied to {name}", database.display()))?;
        drop(whole);
        let flushed = flushing.join().unwrap_or_else(|panic| resume_unwind(panic));
        flushed.with_context(|| format!("The copy {name} cannot be made safe on the disk"))
    })
}

/// A large copy that is flushed when it is whole keeps the disk busy for a second, and whoever writes with it. A flush that
/// failed says so only once, so that it ends here.
fn flush_while(growing: &Receiver<()>, copy: &File) -> anyhow::Result<()> {
    while growing.recv_timeout(FLUSHED_EVERY) == Err(RecvTimeoutError::Timeout) {
        copy.sync_data()?;
    }
    Ok(copy.sync_all()?)
}

/// Looks at every page and every index of a copy. Nothing is changed, and nothing appears beside it.
pub fn check(file: &Path) -> anyhow::Result<()> {
    refuse_damage(file, look_into(file)?.damage_in_full()?)
}

/// Says what was found in a file, if it is damaged.
pub fn refuse_damage(file: &Path, found: Option<String>) -> anyhow::Result<()> {
    match found {
        None => Ok(()),
        Some(damage) => bail!("The file {} is damaged ({damage}).", file.display()),
    }
}

/// A connection to a file that nobody writes into.
pub fn look_into(file: &Path) -> anyhow::Result<Conn> {
    open(file, "mode=ro&immutable=1")
}

fn open(file: &Path, how: &str) -> anyhow::Result<Conn> {
    let opened = SqliteConnection::establish(&as_url(file, how)?);
    Ok(Conn::from(Either::Sqlite(opened.with_context(|| format!("The file {} cannot be opened", file.display()))?)))
}

/// `salon.sqlite.part` for `salon.sqlite`.
pub fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

fn as_url(file: &Path, how: &str) -> anyhow::Result<String> {
    let place = std::path::absolute(file)?;
    let mut url = Url::from_file_path(&place)
        .map_err(|()| anyhow::anyhow!("The name {} cannot be that of a file", file.display()))?;
    url.set_query(Some(how));
    Ok(url.into())
}
