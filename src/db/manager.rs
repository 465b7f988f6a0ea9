//! How connections are opened, set up and lent.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use diesel::connection::{SimpleConnection, TransactionManager};
use diesel::prelude::*;
use diesel::r2d2::{CustomizeConnection, ManageConnection, Pool};

use super::soundness::{WAY_BACK, tells_of_damage};
use super::{Conn, Either};

/// How long a server may be silent before it counts as gone (security.md R17): seconds to connect and to notice a dead
/// line, milliseconds until what was sent has to be acknowledged.
const SILENCE: [(&str, &str); 5] = [
    ("connect_timeout", "2"),
    ("keepalives_idle", "10"),
    ("keepalives_interval", "5"),
    ("keepalives_count", "3"),
    ("tcp_user_timeout", "5000"),
];

/// Opens connections by URL and keeps the database's own words when it fails.
#[derive(Clone, Debug)]
pub(super) enum Manager {
    Sqlite(String),
    Postgres(String),
}

impl Manager {
    pub fn parse(url: &str) -> anyhow::Result<Self> {
        if let Some(file) = url.strip_prefix("sqlite:") {
            let file = file.trim_start_matches("//");
            if file.is_empty() || file == ":memory:" {
                bail!("The database URL must name a file, like sqlite:data/parlour.sqlite");
            }
            let folder = Path::new(file).parent().filter(|folder| !folder.as_os_str().is_empty());
            if let Some(folder) = folder {
                std::fs::create_dir_all(folder)
                    .with_context(|| format!("The folder {} for the database cannot be made", folder.display()))?;
            }
            Ok(Manager::Sqlite(file.to_owned()))
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Ok(Manager::Postgres(impatient(url)))
        } else {
            bail!("The database URL must begin with sqlite: or postgres://")
        }
    }

    /// The first connection, or why there is none.
    pub fn open(&self) -> anyhow::Result<Conn> {
        self.connect().map_err(|cause| {
            let cause = cause.to_string();
            if tells_of_damage(&cause) { anyhow!("{cause}. {WAY_BACK}") } else { anyhow!("{cause}") }
        })
    }

    /// The file, for a message. The URL of a server may hold a password.
    pub fn place(&self) -> String {
        match self {
            Manager::Sqlite(file) => format!(" {file}"),
            Manager::Postgres(_) => String::new(),
        }
    }

    /// What libpq cannot read it repeats, the password too.
    fn without_password(&self, cause: ConnectionError) -> String {
        let words = cause.to_string();
        let Manager::Postgres(url) = self else { return words };
        let user = url.split_once("://").and_then(|(_, rest)| rest.rsplit_once('@')).map_or("", |(user, _)| user);
        match user.split_once(':') {
            Some((_, password)) if !password.is_empty() && words.contains(password) => "its URL cannot be read".into(),
            _ => words,
        }
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(self, Manager::Sqlite(_))
    }

    pub fn pool(&self, size: usize, looks: Looks) -> anyhow::Result<Pool<Manager>> {
        Pool::builder()
            .max_size(size as u32)
            .min_idle(Some(1))
            .connection_timeout(Duration::from_secs(3))
            .connection_customizer(Box::new(looks))
            .build(self.clone())
            .context("The database cannot be opened")
    }
}

/// A URL with the limits of silence that it does not set itself.
fn impatient(url: &str) -> String {
    SILENCE.iter().filter(|(name, _)| !url.contains(&format!("{name}="))).fold(url.to_owned(), |url, (name, value)| {
        let place = url.rsplit_once('@').map_or(url.as_str(), |(_, place)| place);
        let joint = if place.contains('?') { '&' } else { '?' };
        format!("{url}{joint}{name}={value}")
    })
}

impl ManageConnection for Manager {
    type Connection = Conn;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> std::result::Result<Conn, Self::Error> {
        let failed = |cause: ConnectionError| {
            let problem = format!("The database{} cannot be opened: {}", self.place(), self.without_password(cause));
            diesel::r2d2::Error::ConnectionError(ConnectionError::BadConnection(problem))
        };
        let mut conn = match self {
            Manager::Sqlite(file) => Either::Sqlite(SqliteConnection::establish(file).map_err(failed)?),
            Manager::Postgres(url) => Either::Postgres(PgConnection::establish(url).map_err(failed)?),
        };
        let settings = match &conn {
            // The busy time comes first: turning the log on can itself meet a lock. The cache holds a day of the calendar.
            Either::Sqlite(_) => {
                "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                 PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; \
                 PRAGMA cache_size = -8000;"
            }
            // A small table is read through an index as well: a page of rows would read it whole once a row.
            Either::Postgres(_) => {
                "SET TIME ZONE 'UTC'; SET statement_timeout = '5s'; SET lock_timeout = '3s'; \
                 SET idle_in_transaction_session_timeout = '10s'; SET plan_cache_mode = force_generic_plan; \
                 SET random_page_cost = 1.1;"
            }
        };
        conn.batch_execute(settings).map_err(|cause| failed(ConnectionError::CouldntSetupConfiguration(cause)))?;
        Ok(conn.into())
    }

    /// Whether the server has hung up meanwhile (security.md R17). It costs no answer of the server: what it sent last lies
    /// at this end of the line, its farewell first, and the end of the line behind that.
    fn is_valid(&self, conn: &mut Conn) -> std::result::Result<(), Self::Error> {
        match conn.either() {
            Either::Sqlite(_) => Ok(()),
            Either::Postgres(conn) => (0..2)
                .try_for_each(|_| conn.notifications_iter().next().transpose().map(drop))
                .map_err(diesel::r2d2::Error::QueryError),
        }
    }

    fn has_broken(&self, conn: &mut Conn) -> bool {
        <Conn as Connection>::TransactionManager::is_broken_transaction_manager(conn) || std::thread::panicking()
    }
}

/// Whether a pool only looks. SQLite then refuses writes outright.
#[derive(Debug)]
pub(super) struct Looks(pub bool);

impl CustomizeConnection<Conn, diesel::r2d2::Error> for Looks {
    fn on_acquire(&self, conn: &mut Conn) -> std::result::Result<(), diesel::r2d2::Error> {
        match (self.0, conn.either()) {
            (true, Either::Sqlite(conn)) => {
                conn.batch_execute("PRAGMA query_only = ON").map_err(diesel::r2d2::Error::QueryError)
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r17_a_url_sets_its_own_limits_of_silence_or_gets_ours() {
        let ours = "keepalives_idle=10&keepalives_interval=5&keepalives_count=3&tcp_user_timeout=5000";

        assert_eq!(impatient("postgres://p:q?@db/x"), format!("postgres://p:q?@db/x?connect_timeout=2&{ours}"));
        let two = "postgres://db1,db2/x?connect_timeout=9";
        assert_eq!(impatient(two), format!("{two}&{ours}"));
    }

    #[test]
    fn a_url_of_another_database_is_refused() {
        let refusal = Manager::parse("mysql://localhost").unwrap_err();

        assert_eq!(refusal.to_string(), "The database URL must begin with sqlite: or postgres://");
    }
}
