//! A connection to either database, for which the words of a statement are put together once.

use std::any::TypeId;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use diesel::backend::Backend;
use diesel::connection::{
    CacheSize, ConnectionSealed, Instrumentation, LoadConnection, SimpleConnection, TransactionManager,
    TransactionManagerStatus,
};
use diesel::expression::QueryMetadata;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryBuilder, QueryFragment, QueryId};

/// One of the two databases.
#[derive(diesel::MultiConnection)]
pub enum Either {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// A connection to either database.
///
/// What diesel derives for several databases writes a statement out two or three times whenever it runs, although it is
/// prepared already. That was two fifths of the work of a page.
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
}

/// The words of statements that always read the same, by their type and whether they are SQLite's. `None` stands for a
/// statement whose words depend on what is asked for.
static WORDS: LazyLock<RwLock<HashMap<Kind, Option<Arc<str>>>>> = LazyLock::new(RwLock::default);

type Kind = (TypeId, bool);

type Builder = <MultiBackend as Backend>::QueryBuilder;

/// A statement that is written out once at most.
struct Worded<T> {
    statement: T,
    words: OnceCell<String>,
}

impl<T: QueryFragment<MultiBackend> + QueryId> Worded<T> {
    fn new(statement: T) -> Self {
        Worded { statement, words: OnceCell::new() }
    }

    /// The words, if they are the same whatever is asked for.
    fn fixed(&self, backend: &MultiBackend) -> QueryResult<Option<Arc<str>>> {
        let Some(kind) = T::query_id() else { return Ok(None) };
        let key = (kind, matches!(backend, MultiBackend::Sqlite(_)));
        if let Some(known) = WORDS.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(known.clone());
        }
        let fixed: Option<Arc<str>> = match self.statement.is_safe_to_cache_prepared(backend)? {
            true => Some(self.written(backend)?.into()),
            false => None,
        };
        WORDS.write().unwrap_or_else(PoisonError::into_inner).insert(key, fixed.clone());
        Ok(fixed)
    }

    fn written(&self, backend: &MultiBackend) -> QueryResult<String> {
        let mut words = match backend {
            MultiBackend::Sqlite(_) => Builder::Sqlite(Default::default()),
            MultiBackend::Postgres(_) => Builder::Postgres(Default::default()),
        };
        self.statement.to_sql(&mut words, backend)?;
        Ok(words.finish())
    }
}

impl<T: QueryFragment<MultiBackend> + QueryId> QueryFragment<MultiBackend> for Worded<T> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        self.statement.walk_ast(pass)
    }

    fn to_sql(&self, out: &mut Builder, backend: &MultiBackend) -> QueryResult<()> {
        if let Some(fixed) = self.fixed(backend)? {
            out.push_sql(&fixed);
            return Ok(());
        }
        let words = match self.words.get() {
            Some(words) => words,
            None => {
                let words = self.written(backend)?;
                self.words.get_or_init(|| words)
            }
        };
        out.push_sql(words);
        Ok(())
    }

    fn is_safe_to_cache_prepared(&self, backend: &MultiBackend) -> QueryResult<bool> {
        match T::query_id() {
            Some(_) => Ok(self.fixed(backend)?.is_some()),
            None => self.statement.is_safe_to_cache_prepared(backend),
        }
    }
}

impl<T: QueryId> QueryId for Worded<T> {
    type QueryId = T::QueryId;

    const HAS_STATIC_QUERY_ID: bool = T::HAS_STATIC_QUERY_ID;
}

impl<T: Query> Query for Worded<T> {
    type SqlType = T::SqlType;
}

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
    type Cursor<'conn, 'query> = <Either as LoadConnection>::Cursor<'conn, 'query>;
    type Row<'conn, 'query> = <Either as LoadConnection>::Row<'conn, 'query>;

    fn load<'conn, 'query, T>(&'conn mut self, statement: T) -> QueryResult<Self::Cursor<'conn, 'query>>
    where
        T: Query + QueryFragment<MultiBackend> + QueryId + 'query,
        MultiBackend: QueryMetadata<T::SqlType>,
    {
        self.0.load(Worded::new(statement))
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
