//! Faults planted one by one, and the doctor who finds each of them and no other.

use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use chrono::{Days, Utc};

use crate::file::{number, overwrite, sql};
use crate::program::{Place, is_a_sentence};

/// The sample, closed again, with a key, a backup of today and nothing wrong.
fn sample() -> Place {
    let place = Place::new();
    drop(place.open_demo());
    let there = place.path("data/demo").display().to_string();
    let place = place.with("PARLOUR_DATA", &there).with("PARLOUR_BACKUPS", "backups");
    std::fs::create_dir(place.path("backups")).unwrap();
    let made = place.run(&["backup", &night(0)]);
    assert!(made.status.success(), "{made:?}");
    // What the sample wrote and has not sent waits for nobody here.
    sql(&database(&place), "UPDATE messages SET state = 'sent', sealed = NULL WHERE state = 'queued'");
    place
}

fn database(place: &Place) -> PathBuf {
    place.path("data/demo/parlour.sqlite")
}

/// The copy of so many nights ago.
fn night(ago: u64) -> String {
    (Utc::now() - Days::new(ago)).format("backups/parlour-%Y-%m-%d.sqlite").to_string()
}

/// Everything that is not well, each finding in one line.
#[track_caller]
fn findings(place: &Place) -> Vec<String> {
    let before = place.contents().len();
    let examined = place.run(&["doctor"]);
    let lines: Vec<_> = examined.out.lines().map(str::to_owned).collect();
    for line in &lines {
        is_a_sentence(&line[6..]);
    }
    let is_ill = lines.iter().any(|line| line.starts_with("ILL   "));
    assert_eq!(examined.status.code(), Some(i32::from(is_ill)), "{}{}", examined.out, examined.err);
    assert!(place.contents().len() <= before + 2, "the doctor made something");
    let no_server = "warn  There is no mail server";
    lines.into_iter().filter(|line| !line.starts_with("ok    ") && !line.starts_with(no_server)).collect()
}

/// One fault is found, in these words, and no other.
#[track_caller]
fn finds(place: &Place, words: &str) {
    let found = findings(place);
    assert!(found.len() == 1 && found[0].starts_with(words), "{words:?} is not what was found: {found:#?}");
}

#[test]
fn nothing_is_found_where_nothing_is_wrong() {
    assert_eq!(findings(&sample()), Vec::<String>::new());
}

#[test]
fn a_new_folder_stays_new() {
    let place = Place::new();

    assert_eq!(findings(&place), Vec::<String>::new());
    assert!(place.contents().is_empty());
}

#[test]
fn every_wrong_setting_is_found() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let silent = format!("smtp://{}", taken.local_addr().unwrap());
    drop(taken);
    for (name, value, words) in [
        ("PARLOUR_PUBLIC_URL", "ftp://salon.test", "ILL   PARLOUR_PUBLIC_URL must be a web address"),
        ("PARLOUR_PUBLIC_URL", "http://salon.test", "warn  The public address http://salon.test/ is plain http"),
        (
            "PARLOUR_PUBLIC_URL",
            "https://salon.test",
            "warn  A proxy speaks https for Parlour, and PARLOUR_TRUSTED_PROXIES",
        ),
        ("PARLOUR_MAIL_FROM", "the front desk", "ILL   PARLOUR_MAIL_FROM"),
        ("PARLOUR_SMTP_URL", "carrier-pigeon://loft", "ILL   PARLOUR_SMTP_URL"),
        ("PARLOUR_SMTP_URL", &silent, "ILL   The mail server does not answer"),
    ] {
        finds(&Place::new().with(name, value), words);
    }
    let open = Place::new().with("PARLOUR_MAILBOX", "true").with("PARLOUR_LISTEN", "0.0.0.0:0");
    finds(&open, "ILL   PARLOUR_MAILBOX shows every mail");
    let named = Place::new().with("PARLOUR_PUBLIC_URL", "https://salon.test");
    assert_eq!(findings(&named.with("PARLOUR_TRUSTED_PROXIES", "127.0.0.1/32")), Vec::<String>::new());
}

#[test]
fn a_data_folder_that_cannot_be_written_to_is_found() {
    let place = Place::new();
    std::fs::write(place.path("file"), "not a folder").unwrap();
    let below = place.path("file/data").display().to_string();

    finds(&place.with("PARLOUR_DATA", &below), "ILL   The data folder ");
}

#[test]
fn sc8_a_key_that_others_can_read_or_that_is_gone_or_no_key_is_found() {
    let place = sample();
    let key = place.path("data/demo/secret.key");

    std::fs::set_permissions(&key, PermissionsExt::from_mode(0o644)).unwrap();
    finds(&place, "warn  The secret key in ");
    std::fs::write(&key, "changeme\n").unwrap();
    finds(&place, "ILL   The secret key in ");
    std::fs::remove_file(&key).unwrap();
    finds(&place, "ILL   There is no secret key in ");
    assert!(!key.exists(), "the doctor made a key");
}

#[test]
fn tables_that_are_behind_or_ahead_are_found() {
    let place = sample();

    sql(&database(&place), "INSERT INTO __diesel_schema_migrations (version) VALUES ('29991231000000')");
    finds(&place, "warn  The tables of the database (SQLite ");
    let last = "SELECT max(version) FROM __diesel_schema_migrations";
    sql(&database(&place), "DELETE FROM __diesel_schema_migrations WHERE version = '29991231000000'");
    sql(&database(&place), &format!("DELETE FROM __diesel_schema_migrations WHERE version = ({last})"));
    finds(&place, "ILL   The tables of the database (SQLite ");
}

#[test]
fn a_damaged_database_is_found_and_so_are_rows_that_point_nowhere() {
    let place = sample();
    let whole = std::fs::read(place.path(&night(0))).unwrap();
    let file = database(&place);
    for rest in ["parlour.sqlite-wal", "parlour.sqlite-shm"] {
        std::fs::remove_file(place.path("data/demo").join(rest)).ok();
    }

    std::fs::write(&file, &whole).unwrap();
    let index = number(&file, "SELECT rootpage FROM sqlite_schema WHERE name = 'client_words_by_word'");
    overwrite(&file, index as u64 - 1);
    let found = findings(&place);
    assert!(found[0].starts_with("ILL   The file of the database is damaged ("), "{found:#?}");
    std::fs::write(&file, &whole).unwrap();
    overwrite(&file, 0);
    let found = findings(&place);
    assert!(found[0].starts_with("ILL   The database ") && found[0].contains("parlour restore"), "{found:#?}");
    std::fs::write(&file, &whole).unwrap();
    sql(&file, "UPDATE messages SET state = 'sent', sealed = NULL WHERE state = 'queued'");
    sql(&file, "INSERT INTO contacts (user_id, kind, value, shown) VALUES (999, 'email', 'x@y', 'x@y')");
    finds(&place, "ILL   In the database 1 row points to rows that are not there");
}

#[test]
fn r12_a_write_ahead_log_that_is_long_is_found() {
    let place = sample();
    let log = std::fs::File::create(place.path("data/demo/parlour.sqlite-wal")).unwrap();

    log.set_len(64 * 1024 * 1024).unwrap();

    finds(&place, "warn  The write-ahead log of the database is 67.1 MB long: some program reads");
}

#[test]
fn letters_that_nobody_carries_are_found() {
    let place = sample();
    let waiting = "UPDATE messages SET state = 'queued', leased_until = NULL, due_at = datetime('now', '-20 minutes') \
                   WHERE id = (SELECT min(id) FROM messages)";

    sql(&database(&place), waiting);

    finds(&place, "ILL   The outbox stands still: 1 message has waited to leave since ");
}

#[test]
fn r28_a_clock_that_is_behind_the_log_is_found() {
    let place = sample();
    let trigger = "SELECT count(*) FROM sqlite_schema WHERE name = 'activity_is_not_changed'";
    assert_eq!(crate::file::number(&database(&place), trigger), 1);

    sql(
        &database(&place),
        "DROP TRIGGER activity_is_not_changed; \
         UPDATE activity SET at = datetime('now', '+1 day') WHERE id = (SELECT max(id) FROM activity)",
    );

    let found = findings(&place);
    assert!(found.iter().any(|line| line.starts_with("ILL   The activity log of ")), "{found:#?}");
    assert!(found.iter().any(|line| line.starts_with("ILL   The clock says ")), "{found:#?}");
}

#[test]
fn r15_a_backup_that_is_old_or_damaged_or_missing_is_found() {
    let place = sample();
    let at = |ago| place.path(&night(ago));

    std::fs::rename(at(0), at(2)).unwrap();
    assert_eq!(findings(&place), Vec::<String>::new());
    std::fs::rename(at(2), at(3)).unwrap();
    finds(&place, "warn  The newest backup in backups is old: it is of ");
    overwrite(&at(3), 2);
    finds(&place, "ILL   The newest backup cannot be used: ");
    std::fs::remove_file(at(3)).unwrap();
    finds(&place, "warn  There is no backup in backups yet");
    std::fs::remove_dir(place.path("backups")).unwrap();
    std::fs::write(place.path("backups"), "not a folder").unwrap();
    assert!(
        findings(&place)
            .iter()
            .any(|line| line.starts_with("ILL   The folder for backups backups cannot be written to"))
    );
    let without = place.with("PARLOUR_BACKUPS", "");
    let said = without.run(&["doctor"]);
    assert!(said.out.contains("warn  Parlour makes no backups by itself"), "{}{}", said.out, said.err);
}
