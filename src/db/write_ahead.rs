//! SQLite's write-ahead log: how long it has become, and how it is made short again (security.md R12).

use std::path::PathBuf;

use diesel::connection::SimpleConnection;
use diesel::r2d2::ManageConnection;

use super::Db;
use super::manager::Manager;
use crate::error::{Error, Result};

/// From here on it is worth a warning: looks go through all of it, and whoever reads for that long has forgotten to stop.
pub const LONG: u64 = 64 * 1024 * 1024;

/// The write-ahead log beside the file of a database. A server keeps its own.
#[derive(Clone)]
pub struct WriteAhead(Manager);

impl WriteAhead {
    pub(super) fn of(manager: &Manager) -> Self {
        WriteAhead(manager.clone())
    }

    /// Its length in bytes.
    pub fn length(&self) -> Option<u64> {
        let Manager::Sqlite(file) = &self.0 else { return None };
        Some(PathBuf::from(format!("{file}-wal")).metadata().map_or(0, |known| known.len()))
    }

    /// Brings what stands in it into the file and cuts it, unless somebody still reads from it. It waits for nobody, so
    /// that nobody waits for it.
    fn cut(&self) -> Result<()> {
        let mut conn = self.0.connect().map_err(|cause| Error::Broken(cause.into()))?;
        Ok(conn.batch_execute("PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE);")?)
    }
}

impl Db {
    pub fn write_ahead(&self) -> &WriteAhead {
        &self.0.write_ahead
    }

    /// Cuts a log that has become long. Returns how long it was, and how long it is now.
    pub async fn cut_write_ahead(&self) -> Result<Option<(u64, u64)>> {
        let write_ahead = self.0.write_ahead.clone();
        let Some(was) = write_ahead.length().filter(|length| *length >= LONG) else { return Ok(None) };
        let now =
            tokio::task::spawn_blocking(move || write_ahead.cut().map(|()| write_ahead.length().unwrap_or_default()));
        Ok(Some((was, now.await.map_err(|panic| Error::Broken(panic.into()))??)))
    }
}
