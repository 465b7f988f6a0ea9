//! Rows that are written many at a time: a year of a salon in seconds.

use std::fmt::{Arguments, Write};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::db::Conn;
use crate::error::Result;

/// Rows of one table, with numbers of their own.
pub(super) struct Rows {
    table: &'static str,
    columns: &'static str,
    last: i64,
    waiting: String,
}

#[derive(QueryableByName)]
struct Last {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// The tables that are filled this way.
const TABLES: [&str; 13] = [
    "members",
    "services",
    "service_categories",
    "member_services",
    "work_spans",
    "clients",
    "client_words",
    "appointments",
    "appointment_lines",
    "line_assistants",
    "pay_terms",
    "pay_rules",
    "pay_rates",
];

impl Rows {
    pub fn of(table: &'static str, columns: &'static str, db: &mut Conn) -> Result<Self> {
        let last: Last = diesel::sql_query(format!("SELECT coalesce(max(id), 0) AS id FROM {table}")).get_result(db)?;
        Ok(Rows { table, columns, last: last.id, waiting: String::new() })
    }

    /// Puts a row with these values, written as in SQL, behind the others, and tells its number.
    pub fn push(&mut self, values: Arguments<'_>) -> i64 {
        self.last += 1;
        let comma = if self.waiting.is_empty() { "" } else { "," };
        write!(self.waiting, "{comma}({},{values})", self.last).ok();
        self.last
    }

    /// Writes what was put here since the last time.
    pub fn flush(&mut self, db: &mut Conn) -> Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let rows = std::mem::take(&mut self.waiting);
        run(&format!("INSERT INTO {} (id,{}) VALUES {rows}", self.table, self.columns), db)
    }

    /// PostgreSQL counts on from the last of these numbers; SQLite does by itself.
    pub fn catch_up(db: &mut Conn) -> Result<()> {
        if !db.is_sqlite() {
            for table in TABLES {
                let last = format!("(SELECT coalesce(max(id), 1) FROM {table})");
                run(&format!("SELECT setval(pg_get_serial_sequence('{table}', 'id'), {last})"), db)?;
            }
        }
        Ok(())
    }
}

/// Text as SQL writes it.
pub(super) fn text(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn run(sql: &str, db: &mut Conn) -> Result<()> {
    Ok(db.batch_execute(sql)?)
}
