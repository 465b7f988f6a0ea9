//! A connection to either database.

use diesel::connection::{
    CacheSize, ConnectionSealed, Instrumentation, LoadConnection, SimpleConnection, TransactionManager,
    TransactionManagerStatus,
};
use diesel::expression::QueryMetadata;
use diesel::prelude::*;
use diesel::query_builder::{Query, QueryFragment, QueryId};

use super::worded::Worded;

/// One of the two databases.
#[derive(diesel::MultiConnection)]
pub enum Either {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// A connection to either database, which is handed statements [`Worded`].
pub struct Conn(Either);

impl From<Either> for Conn {
    fn from(either: Either) -> Self {
        Conn(either)
    }
}

impl Conn {
    /// The database itself, for what only one of the two can do.
    pub fn either(&mut self) -> &mut Either {
        &mut self.0
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(self.0, Either::Sqlite(_))
    }

    /// One function for every statement there is.
    fn run<'conn, 'query>(&'conn mut self, statement: Worded<'query>) -> QueryResult<Cursor<'conn, 'query>> {
        self.0.load(statement)
    }
}

type Cursor<'conn, 'query> = <Either as LoadConnection>::Cursor<'conn, 'query>;

impl ConnectionSealed for Conn {}

impl SimpleConnection for Conn {
    fn batch_execute(&mut self, statements: &str) -> QueryResult<()> {
        self.0.batch_execute(statements)
    }
}

impl Connection for Conn {
    type Backend = MultiBackend;
    type TransactionManager = Self;

    fn establish(url: &str) -> ConnectionResult<Self> {
        Either::establish(url).map(Conn)
    }

    fn execute_returning_count<T>(&mut self, statement: &T) -> QueryResult<usize>
    where
        T: QueryFragment<MultiBackend> + QueryId,
    {
        self.0.execute_returning_count(&Worded::new(statement))
    }

    fn transaction_state(&mut self) -> &mut Either {
        &mut self.0
    }

    fn instrumentation(&mut self) -> &mut dyn Instrumentation {
        self.0.instrumentation()
    }

    fn set_instrumentation(&mut self, instrumentation: impl Instrumentation) {
        self.0.set_instrumentation(instrumentation);
    }

    fn set_prepared_statement_cache_size(&mut self, size: CacheSize) {
        self.0.set_prepared_statement_cache_size(size);
    }
}

impl LoadConnection for Conn {
    type Cursor<'conn, 'query> = Cursor<'conn, 'query>;
    type Row<'conn, 'query> = <Either as LoadConnection>::Row<'conn, 'query>;

    fn load<'conn, 'query, T>(&'conn mut self, statement: T) -> QueryResult<Self::Cursor<'conn, 'query>>
    where
        T: Query + QueryFragment<MultiBackend> + QueryId + 'query,
        MultiBackend: QueryMetadata<T::SqlType>,
    {
        self.run(Worded::new(statement))
    }
}

impl TransactionManager<Conn> for Conn {
    type TransactionStateData = Either;

    fn begin_transaction(conn: &mut Conn) -> QueryResult<()> {
        Either::begin_transaction(&mut conn.0)
    }

    fn rollback_transaction(conn: &mut Conn) -> QueryResult<()> {
        Either::rollback_transaction(&mut conn.0)
    }

    fn commit_transaction(conn: &mut Conn) -> QueryResult<()> {
        Either::commit_transaction(&mut conn.0)
    }

    fn transaction_manager_status_mut(conn: &mut Conn) -> &mut TransactionManagerStatus {
        Either::transaction_manager_status_mut(&mut conn.0)
    }

    fn is_broken_transaction_manager(conn: &mut Conn) -> bool {
        Either::is_broken_transaction_manager(&mut conn.0)
    }
}
