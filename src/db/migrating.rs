//! The tables are brought up to date, on a database that is new enough to trust.

use anyhow::{Context, anyhow, bail};
use diesel::backend::Backend;
use diesel::connection::SimpleConnection;
use diesel::migration::{MigrationSource, MigrationVersion};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sqlite::Sqlite;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::soundness::dangling;
use super::{Conn, Either};

const SQLITE_MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES_MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// SQLite before this can corrupt a write-ahead log (sqlite.org/wal.html#walresetbug).
pub const OLDEST_SQLITE: &str = "3.51.3";

impl Conn {
    /// The version of SQLite or of the PostgreSQL server.
    pub fn version(&mut self) -> anyhow::Result<String> {
        let question = match self.either() {
            Either::Sqlite(_) => "SELECT sqlite_version() AS version",
            Either::Postgres(_) => "SHOW server_version",
        };
        #[derive(QueryableByName)]
        struct Sqlite {
            #[diesel(sql_type = diesel::sql_types::Text)]
            version: String,
        }
        #[derive(QueryableByName)]
        struct Postgres {
            #[diesel(sql_type = diesel::sql_types::Text)]
            server_version: String,
        }
        Ok(match self.either() {
            Either::Sqlite(conn) => diesel::sql_query(question).get_result::<Sqlite>(conn)?.version,
            Either::Postgres(conn) => diesel::sql_query(question).get_result::<Postgres>(conn)?.server_version,
        })
    }

    pub(super) fn check_version(&mut self) -> anyhow::Result<()> {
        match self.either() {
            Either::Sqlite(_) => {
                let version = self.version()?;
                if !is_sound(&version) {
                    bail!(
                        "SQLite {version} can damage its data. Parlour needs SQLite {OLDEST_SQLITE} or newer: \
                         build Parlour with the version that comes with it."
                    );
                }
                Ok(())
            }
            Either::Postgres(_) => Ok(()),
        }
    }

    /// Brings the tables up to date, outside the house: for a database that nobody uses yet.
    pub fn bring_up_to_date(&mut self) -> anyhow::Result<()> {
        self.migrate().context("The database could not be brought up to date")
    }

    pub(super) fn migrate(&mut self) -> anyhow::Result<()> {
        match self.either() {
            Either::Sqlite(conn) => return migrate_sqlite(conn),
            Either::Postgres(conn) => {
                // Tables take their time, and so does another instance that is at it: then this one waits.
                conn.batch_execute("SET statement_timeout = 0; SET lock_timeout = 0; SELECT pg_advisory_lock(7266)")?;
                // A table that somebody holds must not keep everybody else waiting: the next start tries again.
                conn.batch_execute("SET lock_timeout = '3s'")?;
                let outcome = conn.run_pending_migrations(POSTGRES_MIGRATIONS).map(drop);
                conn.batch_execute("SELECT pg_advisory_unlock(7266)")?;
                outcome
            }
        }
        .map_err(|cause| anyhow!("{cause}"))
    }

    /// Migrations that have not run yet.
    pub fn behind(&mut self) -> anyhow::Result<bool> {
        match self.either() {
            Either::Sqlite(conn) => conn.has_pending_migration(SQLITE_MIGRATIONS),
            Either::Postgres(conn) => conn.has_pending_migration(POSTGRES_MIGRATIONS),
        }
        .map_err(|cause| anyhow!("{cause}"))
    }

    /// Migrations that have run and that this program does not know: a newer one made them.
    pub fn ahead(&mut self) -> anyhow::Result<Vec<String>> {
        let (known, run) = match self.either() {
            Either::Sqlite(conn) => (names::<Sqlite>(&SQLITE_MIGRATIONS), conn.applied_migrations()),
            Either::Postgres(conn) => (names::<Pg>(&POSTGRES_MIGRATIONS), conn.applied_migrations()),
        };
        let (known, run) = (known?, run.map_err(|cause| anyhow!("{cause}"))?);
        Ok(run.iter().map(MigrationVersion::to_string).filter(|name| !known.contains(name)).collect())
    }
}

fn names<B: Backend>(all: &impl MigrationSource<B>) -> anyhow::Result<Vec<String>> {
    let all = all.migrations().map_err(|cause| anyhow!("{cause}"))?;
    Ok(all.iter().map(|migration| migration.name().version().to_string()).collect())
}

/// SQLite changes a table by making it anew, which its foreign keys must not notice until it is done. Every row has to be
/// looked at then, and only then: it takes long in a large file, and a start has two seconds (security.md R9).
fn migrate_sqlite(conn: &mut SqliteConnection) -> anyhow::Result<()> {
    if !conn.has_pending_migration(SQLITE_MIGRATIONS).map_err(|cause| anyhow!("{cause}"))? {
        return Ok(());
    }
    conn.batch_execute("PRAGMA foreign_keys = OFF")?;
    let outcome = conn.immediate_transaction(|conn| {
        conn.run_pending_migrations(SQLITE_MIGRATIONS).map_err(|cause| anyhow!("{cause}"))?;
        match dangling(conn)? {
            0 => Ok(()),
            broken => Err(anyhow!("{broken} rows point to rows that are not there")),
        }
    });
    conn.batch_execute("PRAGMA foreign_keys = ON")?;
    outcome
}

/// Whether a version of SQLite is new enough to trust.
pub fn is_sound(version: &str) -> bool {
    let numbers = |text: &str| text.split('.').map(|part| part.parse().unwrap_or(0)).collect::<Vec<u32>>();
    numbers(version) >= numbers(OLDEST_SQLITE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn si2_an_old_sqlite_is_refused() {
        assert!(!is_sound("3.50.2"));
        assert!(!is_sound("3.51.2"));
        assert!(is_sound("3.51.3"));
        assert!(is_sound("3.53.2"));
        assert!(is_sound("4.0.0"));
    }

    #[test]
    fn r9_r16_rows_that_point_nowhere_are_looked_for_where_tables_change_and_then_none_does() {
        let folder = tempfile::tempdir().unwrap();
        let mut conn = SqliteConnection::establish(&folder.path().join("house.sqlite").display().to_string()).unwrap();
        let is_behind = |conn: &mut SqliteConnection| conn.has_pending_migration(SQLITE_MIGRATIONS).unwrap();
        migrate_sqlite(&mut conn).unwrap();
        let nowhere = "PRAGMA foreign_keys = OFF; \
                       INSERT INTO contacts (user_id, kind, value, shown) VALUES (999, 'email', 'x@y', 'x@y')";
        conn.batch_execute(nowhere).unwrap();

        migrate_sqlite(&mut conn).expect("it looks at every row although there is nothing to do");
        conn.revert_last_migration(SQLITE_MIGRATIONS).unwrap();
        let refusal = migrate_sqlite(&mut conn).unwrap_err();

        assert_eq!(refusal.to_string(), "1 rows point to rows that are not there");
        assert!(is_behind(&mut conn), "the next start would not look at them again");
        conn.batch_execute("DELETE FROM contacts").unwrap();
        migrate_sqlite(&mut conn).unwrap();
        assert!(!is_behind(&mut conn));
    }
}
