//! One of a list, as a single value: whatever its length it is the same statement, so that a database prepares it once
//! and goes to the rows by their numbers.

use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::{Bool, Text};

use super::MultiBackend;

/// A column of numbers, compared with each of a list.
#[derive(Debug, Clone, QueryId)]
pub struct Among<C> {
    column: C,
    /// The list as JSON: `[1,2,3]`.
    numbers: String,
}

/// Whether a column holds one of these numbers. Nothing is among none.
pub fn among<C, I>(column: C, numbers: &[I]) -> Among<C>
where
    C: Expression,
    I: ToString,
{
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    Among { column, numbers: format!("[{}]", numbers.join(",")) }
}

impl<C: Expression> Expression for Among<C> {
    type SqlType = Bool;
}

impl<C> ValidGrouping<()> for Among<C> {
    type IsAggregate = is_aggregate::No;
}

impl<C, Q> AppearsOnTable<Q> for Among<C>
where
    Among<C>: Expression,
    C: AppearsOnTable<Q>,
{
}

impl<C, Q> SelectableExpression<Q> for Among<C>
where
    Among<C>: AppearsOnTable<Q>,
    C: SelectableExpression<Q>,
{
}

impl<C: QueryFragment<MultiBackend>> QueryFragment<MultiBackend> for Among<C> {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        let (before, after) = match pass.backend() {
            MultiBackend::Sqlite(_) => (" IN (SELECT value FROM json_each(", "))"),
            // A look of its own is taken once; an expression would be reckoned anew for every row.
            MultiBackend::Postgres(_) => (" = ANY ((SELECT CAST(translate(", ", '[]', '{}') AS bigint[]))::bigint[])"),
        };
        self.column.walk_ast(pass.reborrow())?;
        pass.push_sql(before);
        pass.push_bind_param::<Text, _>(&self.numbers)?;
        pass.push_sql(after);
        Ok(())
    }
}
