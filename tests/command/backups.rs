//! Backups made while people work, brought back elsewhere, and refused where they would do harm (security.md R14, R15).

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use crate::file::{number, open, rows, sql};
use crate::program::{Ended, Place, is_a_sentence};
use crate::starts::found;
use crate::visitor::Visitor;

/// How much of it has to be in before a backup begins.
const BEFORE: usize = 200;

/// A row that its own table forbids: SQLite copies it without a word.
pub const FORBIDDEN: &str = "PRAGMA ignore_check_constraints = ON; \
    CREATE TABLE odd (n INTEGER NOT NULL, CHECK (n < 1)); INSERT INTO odd VALUES (1)";

/// A house with one location, closed again.
pub async fn house() -> Place {
    let place = Place::new();
    let mut open = place.open();
    found(&place).await;
    open.tell_to_stop();
    open.ends_within(Duration::from_secs(15)).expect("it does not stop");
    place
}

pub fn database(place: &Place) -> PathBuf {
    place.path("data/parlour.sqlite")
}

pub fn copy_the_key(from: &Place, to: &Place) {
    std::fs::create_dir(to.path("data")).unwrap();
    std::fs::copy(from.path("data/secret.key"), to.path("data/secret.key")).unwrap();
}

#[track_caller]
pub fn refused(ended: &Ended, words: &[&str]) {
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
    let sentence = ended.err.strip_prefix("parlour: ").unwrap_or_else(|| panic!("{ended:?}")).trim_end();
    is_a_sentence(sentence);
    for word in words {
        assert!(sentence.contains(word), "{word:?} is not in {sentence:?}");
    }
}

pub fn backed_up(place: &Place, file: &Path) -> Ended {
    let ended = place.run(&["backup", file.to_str().unwrap()]);
    assert!(ended.status.success(), "{ended:?}");
    ended
}

pub fn restored(place: &Place, file: &Path) -> Ended {
    place.run(&["restore", file.to_str().unwrap()])
}

/// Writes until it is told to stop, and counts what was begun and what was answered as done.
async fn write(who: Visitor, name: &'static str, counts: Rc<Counts>) {
    while !counts.over.get() {
        let title = format!("{name} {}", counts.begun.get());
        counts.begun.set(counts.begun.get() + 1);
        who.post("/locations/1/positions", &[("title", &title)]).await.is(303);
        counts.done.set(counts.done.get() + 1);
    }
}

#[derive(Default)]
struct Counts {
    begun: Cell<usize>,
    done: Cell<usize>,
    over: Cell<bool>,
}

#[actix_web::test]
async fn r15_a_backup_made_while_two_people_write_holds_one_moment_and_comes_back_elsewhere() {
    let place = Arc::new(Place::new());
    let _house = place.open();
    let anna = found(&place).await;
    let counts = Rc::new(Counts::default());
    let writers = ["Stylist", "Barber"].map(|name| actix_web::rt::spawn(write(anna.clone(), name, counts.clone())));
    while counts.done.get() < BEFORE {
        actix_web::rt::time::sleep(Duration::from_millis(5)).await;
    }

    let mut copies = Vec::new();
    for name in ["first", "second", "third"] {
        let file = place.path(name);
        let least = counts.done.get() as i64;
        let (there, to) = (place.clone(), file.clone());
        actix_web::web::block(move || backed_up(&there, &to)).await.unwrap();
        copies.push((file, least, counts.begun.get() as i64));
    }
    counts.over.set(true);
    for writer in writers {
        writer.await.unwrap();
    }

    assert!(counts.done.get() > BEFORE + 20, "hardly anything was written meanwhile: {}", counts.done.get());
    for (file, least, most) in &copies {
        let elsewhere = Place::new();
        copy_the_key(&place, &elsewhere);
        let said = restored(&elsewhere, file);
        assert!(said.status.success(), "{said:?}");
        assert!(said.out.contains("holds 1 location and 1 person; the last event is of "), "{}", said.out);
        let back = database(&elsewhere);
        let positions =
            number(&back, "SELECT count(*) FROM positions WHERE title LIKE 'Stylist %' OR title LIKE 'Barber %'");
        assert!((*least..=*most).contains(&positions), "{positions} of {least} to {most} are there");
        assert_eq!(number(&back, "SELECT count(*) FROM activity WHERE deed = 'position.added'"), positions);
        assert_eq!(rows(&back), rows(file));
        let last = "SELECT number FROM log_heads WHERE location_id = 1";
        let (number_of_last, seal) = (number(&back, last), seal(&back, number(&back, last)));
        assert_eq!(seal, self::seal(&database(&place), number_of_last), "the last seal is another one");
        assert!(elsewhere.run(&["verify"]).out.contains(&seal), "verify does not show the last seal");
    }
    let quiet = place.path("quiet");
    backed_up(&place, &quiet);
    assert_eq!(rows(&quiet), rows(&database(&place)), "with nobody writing every table is the same");
    println!("{} positions while 3 backups were made", counts.done.get());
}

/// The seal of one event of the first location.
fn seal(file: &Path, event: i64) -> String {
    use diesel::prelude::*;
    use parlour::schema::activity::dsl::*;
    let of = activity.filter(location_id.eq(Some(parlour::id::LocationId::from(1))).and(number.eq(event)));
    let found: Option<Vec<u8>> = of.select(parlour::schema::activity::seal).first(&mut open(file)).unwrap();
    found.unwrap().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[actix_web::test]
async fn r15_with_the_key_beside_it_a_restored_house_opens_and_lets_people_in() {
    let place = house().await;
    let file = place.path("backup.sqlite");
    let said = backed_up(&place, &file);
    let elsewhere = Place::new();

    let back = restored(&elsewhere, &file);
    std::fs::copy(place.path("data/secret.key"), elsewhere.path("data/secret.key")).unwrap();
    let _house = elsewhere.open();
    crate::starts::opens(&elsewhere).await;

    refused(&restored(&elsewhere, &file), &["data/parlour.sqlite is there already"]);
    assert!(
        said.out.contains("The secret key is not in it. Keep a copy of data/secret.key in another place"),
        "{}",
        said.out
    );
    assert!(back.out.contains("Before you start Parlour, put the secret key"), "{}", back.out);
    assert_eq!(private(&file), private(&database(&elsewhere)), "others can read it");
    let login = [("login", "anna@ours.test"), ("password", "four plum mirrors hum")];
    Visitor::new(elsewhere.url(), Vec::new()).post("/sign-in", &login).await.leads_to("/locations/1/team");
}

/// Whether only its owner can read a file.
fn private(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    let mode = file.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o600, "{}", file.display());
    true
}

#[actix_web::test]
async fn r15_nothing_is_replaced_that_nobody_asked_to_replace() {
    let place = house().await;
    let (file, before) = (place.path("backup.sqlite"), rows(&database(&place)));
    std::fs::write(&file, "a letter").unwrap();

    refused(&place.run(&["backup", "backup.sqlite"]), &["backup.sqlite already", "--overwrite"]);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "a letter");
    refused(&place.run(&["backup", "data/parlour.sqlite", "--overwrite"]), &["is the database itself"]);
    refused(&place.run(&["backup", "nowhere/backup.sqlite"]), &["nowhere/backup.sqlite.part cannot be made"]);
    assert!(place.run(&["backup", "backup.sqlite", "--overwrite"]).status.success());
    refused(&place.run(&["restore", "backup.sqlite"]), &["data/parlour.sqlite is there already", "--data"]);

    assert_eq!(rows(&database(&place)), before);
    std::fs::remove_file(database(&place)).unwrap();
    std::fs::write(place.path("data/parlour.sqlite-wal"), "of another database").unwrap();
    refused(&place.run(&["restore", "backup.sqlite"]), &["data/parlour.sqlite-wal is there already"]);
}

#[actix_web::test]
async fn r15_what_does_not_fit_together_is_refused_and_nothing_is_left_behind() {
    let place = house().await;
    let whole = place.path("whole");
    backed_up(&place, &whole);
    let faults = [
        ("INSERT INTO contacts (user_id, kind, value, shown) VALUES (999, 'email', 'x@y', 'x@y')", "point to rows"),
        ("INSERT INTO __diesel_schema_migrations (version) VALUES ('29991231000000')", "made by a newer Parlour"),
        (FORBIDDEN, "is damaged (CHECK constraint failed in odd)"),
        ("DROP TABLE __diesel_schema_migrations", "is no backup of Parlour"),
        (
            "DROP TRIGGER activity_is_not_changed; UPDATE activity SET subject = 'x' WHERE number = 1",
            "--with-broken-log",
        ),
    ];

    for (planted, word) in faults {
        let elsewhere = Place::new();
        let file = elsewhere.path("backup");
        std::fs::copy(&whole, &file).unwrap();
        sql(&file, planted);

        refused(&restored(&elsewhere, &file), &[word]);

        let left = elsewhere.contents();
        assert_eq!(left.len(), 1, "{planted}: {:?}", left.iter().map(|(name, _)| name).collect::<Vec<_>>());
        if word.starts_with("--") {
            let taken = elsewhere.run(&["restore", "backup", word]);
            assert!(taken.status.success() && taken.out.contains("was tampered with"), "{taken:?}");
        }
    }
    refused(&Place::new().run(&["restore", "nowhere"]), &["There is no backup at nowhere"]);
    std::fs::write(place.path("whole-wal"), "").unwrap();
    refused(&restored(&Place::new(), &whole), &["is no finished backup"]);
}

#[test]
fn r15_on_a_server_the_line_to_use_is_printed_and_nothing_is_written() {
    let place = Place::new().with("PARLOUR_DATABASE_URL", "postgres://anna:plum@127.0.0.1:1/salon");

    let (dump, back) = (place.run(&["backup", "it.dump"]), place.run(&["restore", "it.dump"]));

    let database = "--dbname='postgres://anna@127.0.0.1:1/salon'";
    assert_eq!(dump.out, format!("pg_dump --format=custom --no-owner --file='it.dump' {database}\n"));
    assert_eq!(back.out, format!("pg_restore --no-owner --exit-on-error --single-transaction {database} 'it.dump'\n"));
    refused(&dump, &["Nothing was written"]);
    refused(&back, &["Nothing was restored"]);
    assert!(place.contents().is_empty());
    let copying = place.with("PARLOUR_BACKUPS", "backups");
    refused(&copying.run(&[]), &["PARLOUR_BACKUPS", "pg_dump"]);
}

#[actix_web::test]
async fn r15_the_copy_of_the_night_is_made_by_the_house_itself() {
    let place = house().await.with("PARLOUR_BACKUPS", "backups");
    let _house = place.open();
    crate::starts::opens(&place).await;

    let file = place.path("backups").join(chrono::Utc::now().format("parlour-%Y-%m-%d.sqlite").to_string());
    for _ in 0..200 {
        if file.exists() {
            break;
        }
        actix_web::rt::time::sleep(Duration::from_millis(50)).await;
    }

    assert!(restored(&Place::new(), &file).status.success());
    let examined = place.run(&["doctor"]);
    assert!(examined.out.contains("ok    The newest backup in backups is of "), "{}", examined.out);
}
