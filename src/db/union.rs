//! Two lists read as one, which diesel leaves out for a connection to either of two databases.

use diesel::prelude::*;
use diesel::query_builder::{All, AstPass, ParenthesisWrapper, QueryFragment, SupportsCombinationClause, Union};

use super::MultiBackend;

impl SupportsCombinationClause<Union, All> for MultiBackend {}

/// SQLite knows no brackets here, and a list without an order of its own needs none.
impl<T: QueryFragment<MultiBackend>> QueryFragment<MultiBackend> for ParenthesisWrapper<T> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        self.inner.walk_ast(out)
    }
}
