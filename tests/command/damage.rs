//! Damage that takes long to be found: the house opens in time, ends when it is found, and does not open again (security.md R9, R14).

use std::fs::File;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::chaos::found;
use crate::file::sql;
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
async fn r9_r14_a_file_that_takes_long_to_look_through_is_served_meanwhile_and_no_longer_than_until_damage_is_found() {
    let place = Place::new();
    let mut house = place.open();
    found(&place).await;
    house.tell_to_stop();
    house.ends_within(Duration::from_secs(15)).expect("it does not stop");
    let (database, log) = (place.path("data/parlour.sqlite"), place.path("log"));
    sql(&database, LATE);

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

    sql(&database, "DELETE FROM filler");
    let _house = place.open();
    opens(&place).await;
    assert!(!place.path("data/parlour.sqlite-damaged").exists(), "it goes on looking at all of it");
}
