//! Somebody with the file of the database in their hands, and the command that tells.

use diesel::connection::{Connection, SimpleConnection};
use diesel::prelude::*;
use diesel::sql_types::Text;

use crate::program::{Ended, Place, is_a_sentence};

#[derive(QueryableByName)]
struct Trigger {
    #[diesel(sql_type = Text)]
    sql: String,
}

/// The sample, closed again.
fn sample() -> Place {
    let place = Place::new();
    drop(place.open_demo());
    let there = place.path("data/demo").display().to_string();
    place.with("PARLOUR_DATA", &there)
}

/// Does something to the file, with one trigger out of the way.
fn tamper(place: &Place, trigger: &str, statement: &str) {
    let file = place.path("data/demo/parlour.sqlite").display().to_string();
    let mut db = SqliteConnection::establish(&file).unwrap();
    db.batch_execute("PRAGMA busy_timeout = 5000").unwrap();
    assert!(db.batch_execute(statement).is_err(), "the trigger lets {statement} through");
    let query = format!("SELECT sql FROM sqlite_schema WHERE name = '{trigger}'");
    let Trigger { sql } = diesel::sql_query(query).get_result(&mut db).unwrap();
    db.batch_execute(&format!("DROP TRIGGER {trigger}; {statement}; {sql}")).unwrap();
}

/// What is said of each log, without the seals between.
fn findings(verified: &Ended) -> Vec<&str> {
    let (logs, advice) = verified.out.trim_end().rsplit_once('\n').unwrap();
    is_a_sentence(advice);
    logs.lines().filter(|line| !line.starts_with("      last seal ")).collect()
}

#[test]
fn sh2_a_log_that_nobody_touched_is_sound() {
    let place = sample();

    let verified = place.run(&["verify"]);

    assert!(verified.status.success(), "{verified:?}");
    let findings = findings(&verified);
    assert_eq!(findings.len(), 6, "{findings:?}");
    assert_eq!(findings[0], "ok    Without a location: 0 events are sound.");
    assert!(
        findings[1].starts_with("ok    Verbena Old Town: ") && findings[1].ends_with(" events are sound."),
        "{findings:?}"
    );
    let seals: Vec<&str> = verified.out.lines().filter_map(|line| line.trim().strip_prefix("last seal ")).collect();
    assert_eq!(seals.len(), 5, "{}", verified.out);
    assert!(seals.iter().all(|seal| seal.len() == 64 && seal.chars().all(|c| c.is_ascii_hexdigit())), "{seals:?}");
    assert_eq!(place.run(&["verify"]).out, verified.out);
    assert!(place.run(&["doctor"]).out.contains("ok    The activity log is as it was written ("));
}

#[test]
fn sh2_one_changed_letter_is_told_with_the_event_it_stands_in() {
    let place = sample();
    let change = "UPDATE activity SET actor_name = replace(actor_name, 'Beatriz', 'Beatrix') WHERE number = 3 AND location_id = 1";
    tamper(&place, "activity_is_not_changed", change);

    let verified = place.run(&["verify"]);

    assert_eq!(verified.status.code(), Some(1), "{verified:?}");
    let findings = findings(&verified);
    assert!(findings[1].starts_with("ILL   Verbena Old Town: Event 3 ("), "{findings:?}");
    assert!(
        findings[1].ends_with("was changed, or put in, after it was written. 2 events are sound before it."),
        "{findings:?}"
    );
    assert!(findings[2].starts_with("ok    "), "{findings:?}");
    let examined = place.run(&["doctor"]);
    assert!(
        !examined.status.success() && examined.out.contains("ILL   The activity log of Verbena Old Town: Event 3 ("),
        "{}",
        examined.out
    );
}

#[test]
fn sh2_the_last_event_is_missed_as_well() {
    let place = sample();
    let last = "DELETE FROM activity WHERE id = (SELECT max(id) FROM activity WHERE location_id = 1)";
    tamper(&place, "activity_is_not_deleted", last);

    let verified = place.run(&["verify"]);

    assert!(!verified.status.success(), "{verified:?}");
    assert!(findings(&verified)[1].contains(", the last one, is missing. "), "{}", verified.out);
}
