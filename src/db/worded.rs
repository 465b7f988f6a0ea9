//! The words of a statement, put together once and not at every turn.

use std::any::TypeId;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use diesel::backend::Backend;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryBuilder, QueryFragment, QueryId};
use diesel::sql_types::Untyped;

use super::MultiBackend;

/// The words of statements that always read the same, by their type and whether they are SQLite's. `None` stands for a
/// statement whose words depend on what is asked for.
static WORDS: LazyLock<RwLock<HashMap<Kind, Option<Arc<str>>>>> = LazyLock::new(RwLock::default);

type Kind = (TypeId, bool);

type Builder = <MultiBackend as Backend>::QueryBuilder;

/// A statement that is written out once at most, whatever its type.
///
/// What diesel derives for several databases writes a statement out two or three times whenever it runs, although it is
/// prepared already: that was two fifths of the work of a page. And it compiles all that runs a statement once for each type
/// of statement and each database; what is handed on here is of one type.
pub(super) struct Worded<'a> {
    statement: Box<dyn QueryFragment<MultiBackend> + 'a>,
    id: Option<TypeId>,
    words: OnceCell<String>,
}

impl<'a> Worded<'a> {
    pub fn new<T: QueryFragment<MultiBackend> + QueryId + 'a>(statement: T) -> Self {
        Worded { statement: Box::new(statement), id: T::query_id(), words: OnceCell::new() }
    }

    /// The words, if they are the same whatever is asked for.
    fn fixed(&self, backend: &MultiBackend) -> QueryResult<Option<Arc<str>>> {
        let Some(kind) = self.id else { return Ok(None) };
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

impl QueryFragment<MultiBackend> for Worded<'_> {
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
        match self.id {
            Some(_) => Ok(self.fixed(backend)?.is_some()),
            None => self.statement.is_safe_to_cache_prepared(backend),
        }
    }
}

impl QueryId for Worded<'_> {
    type QueryId = ();

    /// The same type stands for every statement: it is known by its words.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Worded<'_> {
    type SqlType = Untyped;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::users;

    fn words<T: QueryFragment<MultiBackend> + QueryId>(statement: T, backend: &MultiBackend) -> (String, bool) {
        let statement = Worded::new(statement);
        let mut words = [Builder::Sqlite(Default::default()), Builder::Sqlite(Default::default())];
        for out in &mut words {
            statement.to_sql(out, backend).unwrap();
        }
        let [first, second] = words.map(QueryBuilder::finish);
        assert_eq!(first, second);
        (first, statement.fixed(backend).unwrap().is_some())
    }

    #[test]
    fn only_what_always_reads_the_same_is_remembered() {
        let sqlite = MultiBackend::Sqlite(Default::default());
        let of = |ids: Vec<i64>| users::table.filter(users::id.eq_any(ids)).select(users::name);

        let (one, is_remembered) = words(users::table.find(1_i64).select(users::name), &sqlite);
        assert!(one.ends_with("= ?)") && is_remembered, "{one}");

        let (few, is_remembered) = words(of(vec![1]), &sqlite);
        assert!(few.ends_with("IN (?))") && !is_remembered, "{few}");
        assert!(words(of(vec![1, 2]), &sqlite).0.ends_with("IN (?, ?))"));
    }

    #[test]
    fn each_database_has_words_of_its_own() {
        let statement = || users::table.find(1_i64).select(users::name);
        let [sqlite, postgres] = [MultiBackend::Sqlite(Default::default()), MultiBackend::Postgres(Default::default())]
            .map(|backend| Worded::new(statement()).fixed(&backend).unwrap().unwrap());

        assert!(sqlite.ends_with("= ?)") && postgres.ends_with("= $1)"), "{sqlite}, {postgres}");
    }
}
