//! How a database goes about what it is asked: by an index, or through a whole table.

use std::collections::BTreeSet;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use parlour::db::{Conn, Either};

use super::statements;
use super::world::World;

#[derive(QueryableByName)]
struct Step {
    #[diesel(sql_type = Text)]
    detail: String,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
    line: String,
}

impl World {
    fn name_of_database(&self) -> String {
        self.house.config.database().trim_start_matches("sqlite:").to_owned()
    }

    /// Keeps the words of the statements from now on.
    pub fn keeps_statements(&self) {
        statements::keep(&self.name_of_database());
    }

    /// The statements since.
    pub fn kept_statements(&self) -> Vec<String> {
        statements::kept(&self.name_of_database())
    }

    /// Those of them that read a whole table although they name what they look for, or all that a location ever
    /// had in one of those that grow for years.
    pub fn scans(&self, tables: &[&str]) -> Vec<(String, Vec<String>)> {
        let looks =
            self.kept_statements().into_iter().map(|statement| statement.split(" -- binds").next().unwrap().to_owned());
        let looks = looks.filter(|statement| statement.starts_with("SELECT") && !asks_for_nothing(statement));
        let looks: BTreeSet<String> = looks.filter(|one| tables.iter().any(|table| one.contains(table))).collect();
        assert!(!looks.is_empty(), "nothing was asked of {tables:?}");
        looks
            .into_iter()
            .map(|look| (self.scanned_by(&look, tables), look))
            .map(|(scans, look)| (look, scans))
            .filter(|(_, scans)| !scans.is_empty())
            .collect()
    }

    fn scanned_by(&self, look: &str, tables: &[&str]) -> Vec<String> {
        let plan = self.db.write_now(|db| Ok(plan(look, db))).unwrap();
        let is_scan = |line: &String| {
            let of_table = |table: &&str| {
                line.contains(&format!("SCAN {table}"))
                    || line.contains(&format!("Seq Scan on {table} "))
                    || (ENDLESS.contains(table) && !look.contains("LIMIT") && walks_through(line, table))
            };
            tables.iter().any(of_table)
        };
        plan.into_iter().filter(is_scan).collect()
    }
}

/// Tables of which a location has more every day. A page of a list may walk along them, as far as it goes.
const ENDLESS: [&str; 6] =
    ["appointments", "appointment_lines", "line_assistants", "clients", "client_words", "messages"];

/// Whether all rows of a location are read, or all letters that wait, one after the other.
fn walks_through(line: &str, table: &str) -> bool {
    let everything = ["(location_id=?)", "(state=? AND channel=?)"];
    line.contains(&format!("SEARCH {table} ")) && everything.iter().any(|end| line.ends_with(end))
}

/// A list of nobody is answered without a look at any row.
fn asks_for_nothing(statement: &str) -> bool {
    statement.contains("WHERE (1=0)") || statement.contains("((1=0) AND")
}

fn plan(look: &str, db: &mut Conn) -> Vec<String> {
    match db.either() {
        Either::Sqlite(db) => {
            let steps: Vec<Step> = diesel::sql_query(format!("EXPLAIN QUERY PLAN {look}")).load(db).unwrap();
            steps.into_iter().map(|step| step.detail).collect()
        }
        // A table of a few rows is read whole, whatever indexes there are: what could not be done otherwise is what counts.
        Either::Postgres(db) => {
            let most = (1..100).take_while(|number| look.contains(&format!("${number}"))).count();
            let nothing = vec!["NULL"; most].join(", ");
            let given = if most == 0 { String::new() } else { format!("({nothing})") };
            db.batch_execute("SET LOCAL enable_seqscan = off; SET LOCAL plan_cache_mode = force_generic_plan").unwrap();
            db.batch_execute(&format!("PREPARE looked_at AS {look}")).unwrap();
            let lines: Vec<Line> = diesel::sql_query(format!("EXPLAIN EXECUTE looked_at{given}")).load(db).unwrap();
            db.batch_execute("DEALLOCATE looked_at").unwrap();
            lines.into_iter().map(|line| line.line).collect()
        }
    }
}
