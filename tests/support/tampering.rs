//! Whoever can reach the database itself, and knows how the log is kept.

use diesel::prelude::*;
use diesel::sql_types::Text;
use parlour::db::Either;

use super::world::World;

#[derive(QueryableByName)]
struct Trigger {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    sql: String,
}

impl World {
    /// Runs statements with every trigger out of the way, and puts the triggers back.
    pub fn tamper(&self, statements: &str) {
        use diesel::connection::SimpleConnection;
        self.db
            .write_now(|db| {
                match db.either() {
                    Either::Sqlite(db) => {
                        let triggers: Vec<Trigger> =
                            diesel::sql_query("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").load(db)?;
                        assert!(!triggers.is_empty());
                        for trigger in &triggers {
                            db.batch_execute(&format!("DROP TRIGGER {}", trigger.name))?;
                        }
                        db.batch_execute(statements)?;
                        for trigger in &triggers {
                            db.batch_execute(&trigger.sql)?;
                        }
                    }
                    Either::Postgres(db) => {
                        db.batch_execute("SET session_replication_role = replica")?;
                        let outcome = db.batch_execute(statements);
                        db.batch_execute("SET session_replication_role = DEFAULT")?;
                        outcome?;
                    }
                }
                Ok(())
            })
            .unwrap();
    }
}
