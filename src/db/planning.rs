//! Where SQLite would choose the wrong one of two indexes.

diesel::prefix_operator!(Unindexed, "+", diesel::sql_types::BigInt);

/// What `unindexed` makes of a column: it bears the same name, as diesel expects of its functions.
#[allow(non_camel_case_types)]
pub type unindexed<E> = Unindexed<E>;

/// A column that is compared and not searched by. SQLite keeps no statistics here, so whatever is equal to something looks
/// as narrow as anything else: it would walk through a whole location to follow an order, or through all that somebody
/// ever did for each appointment of a day.
pub fn unindexed<E>(column: E) -> Unindexed<E>
where
    E: diesel::Expression,
{
    Unindexed::new(column)
}
