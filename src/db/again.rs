//! One deed as one transaction, begun again where it met another one crosswise (security.md R20).

use std::time::Duration;

use diesel::connection::TransactionManager;
use diesel::prelude::*;

use super::{Conn, Db, busy};
use crate::error::{Error, Result};

/// How long a deed lets the others pass before it is begun again. After the last of these tries it is given up.
const PAUSES: [Duration; 3] = [Duration::from_millis(10), Duration::from_millis(40), Duration::from_millis(160)];

impl Db {
    /// `write` for callers that may block: commands and tests.
    pub fn write_now<T>(&self, deed: impl FnOnce(&mut Conn) -> Result<T> + Clone) -> Result<T> {
        let mut conn = self.0.writes.get().map_err(busy)?;
        let mut pauses = PAUSES.into_iter();
        loop {
            match (conn.attempt(deed.clone()), pauses.next()) {
                (Err(Error::Crossed), Some(pause)) => {
                    tracing::info!("a deed met another one crosswise, and is begun again");
                    std::thread::sleep(pause);
                }
                (Err(Error::Crossed), None) => return Err(Error::Busy),
                (done, _) => return done,
            }
        }
    }
}

impl Conn {
    /// All of a deed, or nothing of it.
    fn attempt<T>(&mut self, deed: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        self.begin()?;
        let outcome = deed(self);
        match outcome {
            Ok(_) => self.keep()?,
            Err(_) => self.undo(),
        }
        outcome
    }

    fn keep(&mut self) -> Result<()> {
        <Conn as Connection>::TransactionManager::commit_transaction(self).map_err(Error::at_commit)
    }

    fn undo(&mut self) {
        if let Err(cause) = <Conn as Connection>::TransactionManager::rollback_transaction(self) {
            tracing::warn!(%cause, "a deed could not be undone; its connection is given up");
        }
    }
}

#[cfg(test)]
mod tests {
    use diesel::result::DatabaseErrorKind::{SerializationFailure, UniqueViolation, Unknown};
    use diesel::result::Error::DatabaseError;

    use crate::error::Error;

    #[test]
    fn r20_a_deadlock_and_a_serialisation_failure_are_worth_another_try_and_a_double_is_not() {
        let failed = |kind, words: &str| DatabaseError(kind, Box::new(words.to_owned()));

        assert!(matches!(Error::from(failed(Unknown, "deadlock detected")), Error::Crossed));
        assert!(matches!(Error::from(failed(SerializationFailure, "could not serialize access")), Error::Crossed));
        assert!(matches!(Error::at_commit(failed(SerializationFailure, "could not serialize")), Error::Crossed));
        assert!(matches!(Error::from(failed(UniqueViolation, "duplicate key")), Error::Broken(_)));
    }
}
