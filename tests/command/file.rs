//! The file of a database, looked at and damaged from outside.

use std::collections::BTreeMap;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

use diesel::connection::{Connection, SimpleConnection};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    name: String,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

pub fn open(file: &Path) -> SqliteConnection {
    let mut db = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
    db.batch_execute("PRAGMA busy_timeout = 5000").unwrap();
    db
}

/// Does something that no house would do.
#[track_caller]
pub fn sql(file: &Path, statements: &str) {
    let mut db = open(file);
    db.batch_execute("PRAGMA foreign_keys = OFF").unwrap();
    db.batch_execute(statements).unwrap();
}

#[track_caller]
pub fn number(file: &Path, question: &str) -> i64 {
    let question = format!("SELECT ({question}) AS number");
    diesel::sql_query(question).get_result::<Number>(&mut open(file)).unwrap().number
}

/// How many rows every table has.
pub fn rows(file: &Path) -> BTreeMap<String, i64> {
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    let tables: Vec<Named> = diesel::sql_query(tables).load(&mut open(file)).unwrap();
    tables
        .into_iter()
        .map(|Named { name }| (name.clone(), number(file, &format!("SELECT count(*) FROM {name}"))))
        .collect()
}

/// How many pages it has, of 4096 bytes each.
pub fn pages(file: &Path) -> u64 {
    file.metadata().unwrap().len() / PAGE
}

/// Writes noise over one page; the first is number 0.
pub fn overwrite(file: &Path, page: u64) {
    let noise: Vec<u8> = (0..PAGE as u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let mut file = std::fs::OpenOptions::new().write(true).open(file).unwrap();
    file.seek(SeekFrom::Start(page * PAGE)).unwrap();
    file.write_all(&noise).unwrap();
}

const PAGE: u64 = 4096;
