//! Files that are not whole: no copy of one is kept, none is brought back, and none is served for longer than until it is
//! known (security.md R9, R14, R15).

use std::fs::File;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::backups::{FORBIDDEN, backed_up, copy_the_key, database, house, refused, restored};
use crate::file::{overwrite, pages, sql};
use crate::program::{Place, Running, is_a_sentence};
use crate::starts::opens;
use crate::visitor::browser;

/// How long a look through the file may take on a machine that has other things to do.
const LONG: Duration = Duration::from_secs(120);

/// Rows each of which takes some milliseconds to be looked at, and at the end one that its table forbids.
const LATE: &str = "PRAGMA ignore_check_constraints = ON; \
    CREATE TABLE filler (n INTEGER NOT NULL, CHECK (length(hex(zeroblob(2000000 + n))) > 0 AND n < 400)); \
    WITH RECURSIVE numbers(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM numbers WHERE n < 400) \
    INSERT INTO filler SELECT n FROM numbers;";

/// Waits until the house ends by itself, and returns whether it has answered anybody before.
async fn answered(place: &Place, house: &mut Running) -> bool {
    let client = browser().timeout(Duration::from_millis(200)).build().unwrap();
    let began = Instant::now();
    while began.elapsed() < LONG {
        if client.get(format!("{}/healthz", place.url())).send().await.is_ok() {
            return true;
        }
        if let Some(status) = house.ends_within(Duration::from_millis(50)) {
            assert_eq!(status.code(), Some(1));
            return false;
        }
    }
    panic!("it neither ends nor opens");
}

/// The last thing it said.
fn last_words(log: &Path) -> String {
    let said = std::fs::read_to_string(log).unwrap();
    let sentence = said.lines().last().unwrap().strip_prefix("parlour: ").unwrap();
    is_a_sentence(sentence);
    sentence.to_owned()
}

#[actix_web::test]
async fn r15_a_copy_that_is_not_whole_gets_no_name_and_takes_no_other_copys_place() {
    let place = house().await.with("PARLOUR_BACKUPS", "backups");
    backed_up(&place, &place.path("good"));
    let good = std::fs::read(place.path("good")).unwrap();
    sql(&database(&place), FORBIDDEN);

    refused(&place.run(&["backup", "bad"]), &["is damaged (CHECK constraint failed in odd)"]);
    refused(&place.run(&["backup", "good", "--overwrite"]), &["is damaged ("]);

    assert!(!place.path("bad").exists() && !place.path("bad.part").exists());
    assert_eq!(std::fs::read(place.path("good")).unwrap(), good);
}

#[actix_web::test]
async fn r14_r15_a_damaged_file_is_refused_by_restore_and_by_the_start_wherever_the_damage_is() {
    let place = house().await;
    let whole = place.path("whole");
    backed_up(&place, &whole);
    let count = pages(&whole);

    for page in [0, 1, count / 3, count / 2, count - 2] {
        let elsewhere = Place::new();
        let file = elsewhere.path("backup");
        std::fs::copy(&whole, &file).unwrap();
        overwrite(&file, page);

        let back = restored(&elsewhere, &file);
        assert!(
            !elsewhere.path("data/parlour.sqlite").exists() && !elsewhere.path("data/parlour.sqlite.part").exists()
        );
        refused(&back, &["backup is damaged ("]);
        copy_the_key(&place, &elsewhere);
        std::fs::rename(&file, database(&elsewhere)).unwrap();
        let started = elsewhere.run(&[]);
        refused(&started, &["data/parlour.sqlite", "parlour restore FILE --data FOLDER"]);
    }
}

#[actix_web::test]
async fn r9_r14_a_file_that_takes_long_to_look_through_is_served_meanwhile_and_no_longer_than_until_damage_is_found() {
    let place = house().await;
    let log = place.path("log");
    sql(&database(&place), LATE);

    let began = Instant::now();
    let mut house = place.open_telling(File::create(&log).unwrap().into());
    opens(&place).await;
    println!("open after {:?}", began.elapsed());
    let status = house.ends_within(LONG).expect("it serves a damaged file");

    assert_eq!(status.code(), Some(1));
    let sentence = last_words(&log);
    assert!(sentence.contains("is damaged (CHECK constraint failed in filler)"), "{sentence}");
    assert!(sentence.contains("parlour restore FILE --data FOLDER"), "{sentence}");
    let mut again = place.open_telling(File::create(&log).unwrap().into());
    assert!(!answered(&place, &mut again).await, "it serves what is known to be damaged");
    assert_eq!(last_words(&log), sentence);

    sql(&database(&place), "DELETE FROM filler");
    let _house = place.open();
    opens(&place).await;
    assert!(!place.path("data/parlour.sqlite-damaged").exists(), "it goes on looking at all of it");
}
