//! The tables of a SQLite database, made once per run: every world begins with a copy of them.

use std::path::Path;
use std::sync::OnceLock;

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use parlour::db::Db;

/// Lays a migrated database where a house will look for it.
pub fn lay_database(file: &Path) {
    static PATTERN: OnceLock<Vec<u8>> = OnceLock::new();
    std::fs::write(file, PATTERN.get_or_init(pattern)).unwrap();
}

fn pattern() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let (file, copy) = (folder.path().join("pattern.sqlite"), folder.path().join("copy.sqlite"));
    drop(Db::open(&format!("sqlite:{}", file.display())).unwrap());
    let mut conn = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
    conn.batch_execute(&format!("VACUUM INTO '{}'", copy.display())).unwrap();
    std::fs::read(copy).unwrap()
}
