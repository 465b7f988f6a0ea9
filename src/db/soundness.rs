//! What SQLite knows of a file that is damaged, and what to do about one.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::manager::Manager;
use super::{Conn, Either};

/// What to do with a file that is damaged.
pub(super) const WAY_BACK: &str = "Keep that file, and bring the newest backup back into an empty data folder: \
     `parlour restore FILE --data FOLDER`.";

impl Conn {
    /// What is wrong with the file, if it is damaged. Looks at every page, and not whether every index fits its table.
    pub fn damage(&mut self) -> QueryResult<Option<String>> {
        self.ask("PRAGMA quick_check(1)")
    }

    /// The same, and every index besides.
    pub fn damage_in_full(&mut self) -> QueryResult<Option<String>> {
        self.ask("PRAGMA integrity_check(1)")
    }

    /// How many rows point to rows that are not there. A server refuses them by itself.
    pub fn dangling(&mut self) -> QueryResult<i64> {
        match self.either() {
            Either::Sqlite(conn) => dangling(conn),
            Either::Postgres(_) => Ok(0),
        }
    }

    fn ask(&mut self, question: &str) -> QueryResult<Option<String>> {
        let Either::Sqlite(conn) = self.either() else { return Ok(None) };
        match sql::<Text>(question).get_result::<String>(conn) {
            Ok(said) if said == "ok" => Ok(None),
            Ok(said) => Ok(Some(in_a_line(&said))),
            Err(cause) if tells_of_damage(&cause.to_string()) => Ok(Some(in_a_line(&cause.to_string()))),
            Err(cause) => Err(cause),
        }
    }
}

/// Why a damaged file is not served, in a sentence for whoever has to bring it back.
pub(super) fn refusal(manager: &Manager, damage: &str) -> String {
    format!("The database{} is damaged ({damage}), so Parlour does not serve it. {WAY_BACK}", manager.place())
}

pub(super) fn dangling(conn: &mut SqliteConnection) -> QueryResult<i64> {
    diesel::select(sql::<BigInt>("(SELECT count(*) FROM pragma_foreign_key_check)")).get_result(conn)
}

/// SQLite's own words for a file that it cannot make sense of.
pub(super) fn tells_of_damage(words: &str) -> bool {
    ["malformed", "not a database", "unsupported file format"].iter().any(|sign| words.contains(sign))
}

/// Without the heading that SQLite puts before its findings.
fn in_a_line(said: &str) -> String {
    let finding = said.lines().find(|line| !line.starts_with("***")).unwrap_or(said);
    finding.chars().filter(|c| !c.is_control()).collect::<String>().trim_end_matches('.').to_owned()
}
