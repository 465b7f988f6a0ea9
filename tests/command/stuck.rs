//! A file that takes nothing, because another program holds it or the disk has no room: deeds are slower or refused, pages
//! go on, and all is well once it takes something again (security.md R11, R13).

use std::time::{Duration, Instant};

use actix_web::rt;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use crate::program::Place;
use crate::starts::found;
use crate::visitor::{Seen, Visitor};

const TEAM: &str = "/locations/1/team";

async fn add(anna: Visitor, name: &'static str) -> Seen {
    anna.post(TEAM, &[("name", name)]).await
}

#[actix_web::test]
async fn r11_a_file_that_another_program_holds_makes_deeds_slower_and_then_refuses_them() {
    let place = Place::new();
    let _house = place.open();
    let anna = found(&place).await;
    anna.get(TEAM).await.is(200);
    let mut other = SqliteConnection::establish(place.path("data/parlour.sqlite").to_str().unwrap()).unwrap();
    other.batch_execute("PRAGMA busy_timeout = 5000").unwrap();

    other.batch_execute("BEGIN IMMEDIATE").unwrap();
    let slow = rt::spawn(add(anna.clone(), "Slow"));
    rt::time::sleep(Duration::from_secs(3)).await;
    anna.get(TEAM).await.is(200).says_nothing_of("Slow");
    other.batch_execute("ROLLBACK").unwrap();
    slow.await.unwrap().is(303);

    other.batch_execute("BEGIN IMMEDIATE").unwrap();
    let late: Vec<_> = (0..5).map(|_| rt::spawn(add(anna.clone(), "Late"))).collect();
    for deed in late {
        let seen = deed.await.unwrap();
        seen.is(503).says("Nothing was changed");
        assert!(seen.headers.contains_key("retry-after"));
    }
    anna.get(TEAM).await.is(200).says("Slow").says_nothing_of("Late");
    other.batch_execute("ROLLBACK").unwrap();

    add(anna.clone(), "After").await.is(303);
    anna.get(TEAM).await.is(200).says("After").says_nothing_of("Late");
}

#[actix_web::test]
async fn r13_where_nothing_can_be_written_deeds_are_refused_and_pages_go_on_until_there_is_room_again() {
    let place = Place::new();
    let house = place.open_on_a_disk_that_may_be_full();
    let anna = found(&place).await;
    add(anna.clone(), "Before").await.is(303);

    house.may_write("0:");
    for _ in 0..3 {
        add(anna.clone(), "Meanwhile").await.is(503).says("Nothing was changed");
        anna.get(TEAM).await.is(200).says("Before").says_nothing_of("Meanwhile");
    }
    house.may_write("unlimited:");
    let began = Instant::now();
    while add(anna.clone(), "After").await.status != 303 {
        assert!(began.elapsed() < Duration::from_secs(5), "it does not recover");
    }

    anna.get(TEAM).await.is(200).says("Before").says("After").says_nothing_of("Meanwhile");
    drop(house);
    let verified = place.run(&["verify"]);
    assert!(verified.status.success(), "{verified:?}");
    let examined = place.run(&["doctor"]);
    assert!(examined.status.success(), "{examined:?}");
}
