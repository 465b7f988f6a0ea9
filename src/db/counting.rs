//! Rows that are counted where they lie.

use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::BigInt;

use super::{Conn, MultiBackend};
use crate::error::Result;

/// How many rows a statement finds, with its limit: none of them is carried here.
pub fn how_many<Q: Query + QueryFragment<MultiBackend> + QueryId>(rows: Q, db: &mut Conn) -> Result<usize> {
    let found: i64 = HowMany(rows).get_result(db)?;
    Ok(found as usize)
}

#[derive(QueryId)]
struct HowMany<Q>(Q);

impl<Q: Query> Query for HowMany<Q> {
    type SqlType = BigInt;
}

impl<Q> RunQueryDsl<Conn> for HowMany<Q> {}

impl<Q: QueryFragment<MultiBackend>> QueryFragment<MultiBackend> for HowMany<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        out.push_sql("SELECT COUNT(*) FROM (");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(") AS found");
        Ok(())
    }
}
