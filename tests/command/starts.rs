//! Good starts: the doors, the doctor, the demo, and the way back in for somebody who is locked out.

use std::time::Duration;

use crate::device::Device;
use crate::founding::founded;
use crate::program::{Place, Running, is_a_sentence};
use crate::visitor::{Visitor, browser};

/// How long it may take to stop: what is being answered is answered first.
const A_MOMENT: Duration = Duration::from_secs(15);

fn visitor(place: &Place) -> Visitor {
    Visitor::new(place.url(), Vec::new())
}

/// Waits until the house serves.
pub async fn opens(place: &Place) {
    let client = browser().build().unwrap();
    for _ in 0..1_000 {
        if client.get(format!("{}/readyz", place.url())).send().await.is_ok_and(|answer| answer.status() == 200) {
            return;
        }
        actix_web::rt::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{} does not open", place.url());
}

/// Waits until the house serves, and opens its first location. Returns the owner.
pub async fn found(place: &Place) -> Visitor {
    opens(place).await;
    founded(place.url()).await
}

#[track_caller]
fn stops(mut demo: Running) {
    demo.tell_to_stop();
    let status = demo.ends_within(A_MOMENT).expect("it does not stop");
    assert!(status.success(), "it stopped with {status}");
}

#[test]
fn se1_every_door_is_printed() {
    let doors = parlour::app::routes();

    let printed = Place::new().run(&["routes"]);

    assert!(printed.status.success());
    assert_eq!(printed.out.lines().count(), doors.iter().count());
    for (line, door) in printed.out.lines().zip(doors.iter()) {
        let mut words = line.split_whitespace();
        assert_eq!(words.next(), Some(door.method.as_str()));
        assert_eq!(words.next(), Some(door.path.as_str()));
        assert_eq!(words.collect::<Vec<_>>().join(" "), door.door.to_string());
    }
}

#[test]
fn whoever_has_read_enough_of_it_may_hang_up() {
    for command in ["routes", "rights", "doctor"] {
        let (_, closed) = std::io::pipe().unwrap();

        let ended = Place::new().run_telling(&[command], closed.into());

        assert!(ended.status.success(), "{command}: {ended:?}");
        assert_eq!(ended.err, "", "{command}");
    }
}

#[test]
fn half_a_list_on_a_full_disk_is_not_taken_for_a_whole_one() {
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();

    let ended = Place::new().run_telling(&["routes"], full.into());

    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
    assert!(ended.err.contains("cannot be written where it should go"), "{}", ended.err);
    assert!(ended.err.contains("GET"), "{}", ended.err);
}

#[test]
fn the_doctor_finds_a_new_folder_well_and_misses_the_mail_server() {
    let examined = Place::new().run(&["doctor"]);

    assert!(examined.status.success(), "{examined:?}");
    assert!(examined.out.contains("warn  There is no mail server (PARLOUR_SMTP_URL)"), "{}", examined.out);
    assert!(!examined.out.contains("ILL"), "{}", examined.out);
    in_sentences(&examined.out);
}

#[test]
fn the_doctor_tells_a_database_that_does_not_answer() {
    let place = Place::new().with("PARLOUR_DATABASE_URL", "postgres://postgres@127.0.0.1:1/x");

    let examined = place.run(&["doctor"]);

    assert!(!examined.status.success());
    assert!(examined.out.contains("ILL   The database cannot be opened"), "{}", examined.out);
    assert!(!examined.err.contains("panicked"), "{}", examined.err);
    in_sentences(&examined.out);
}

#[test]
fn the_doctor_tells_a_database_url_of_another_kind() {
    let examined = Place::new().with("PARLOUR_DATABASE_URL", "mysql://localhost").run(&["doctor"]);

    assert!(!examined.status.success());
    assert!(examined.out.contains("ILL   The database URL must begin with sqlite: or postgres://"), "{}", examined.out);
    in_sentences(&examined.out);
}

/// Every finding is one line: how it is, and a sentence.
#[track_caller]
fn in_sentences(findings: &str) {
    for line in findings.lines() {
        let sentence = ["ok    ", "warn  ", "ILL   "].iter().find_map(|start| line.strip_prefix(start));
        is_a_sentence(sentence.unwrap_or_else(|| panic!("{line:?} in\n{findings}")));
    }
}

#[actix_web::test]
async fn the_demo_says_who_can_sign_in_and_opens_again_on_the_same_folder() {
    let place = Place::new();

    let first = place.open_demo();
    opens(&place).await;
    let said = first.said.clone();
    stops(first);
    let second = place.open_demo();
    opens(&place).await;

    let (mailbox, people) = said.split_last().unwrap();
    assert_eq!(*mailbox, format!("mailbox\t{}/mailbox", place.url()));
    assert_eq!(people.len(), 7);
    for line in people {
        let words: Vec<_> = line.split('\t').collect();
        assert!(matches!(words[..], ["signin", _, email, _] if email.contains('@')), "{line:?}");
    }
    assert_eq!(second.said, said);
    stops(second);
}

#[actix_web::test]
async fn everyone_the_demo_names_can_sign_in() {
    let place = Place::new();

    let demo = place.open_demo();
    opens(&place).await;

    for line in &demo.said[..demo.said.len() - 1] {
        let [_, _, email, password] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line:?}") };
        let seen = visitor(&place).post("/sign-in", &[("login", email), ("password", password)]).await;
        assert!(seen.is(303).location().starts_with("/locations"), "{email} is led to {}", seen.location());
    }
}

#[actix_web::test]
async fn an_owner_who_is_locked_out_gets_a_link_that_signs_in_once() {
    let place = Place::new();
    let _demo = place.open_demo();
    opens(&place).await;
    let there = place.path("data/demo").display().to_string();
    let place = place.with("PARLOUR_DATA", &there);

    let made = place.run(&["owner", "beatriz@verbena.example"]);

    assert!(made.status.success(), "{made:?}");
    let link = made.out.strip_prefix(place.url()).unwrap_or_else(|| panic!("no link: {made:?}")).trim_end().to_owned();
    let (owner, thief) = (visitor(&place), visitor(&place));
    owner.get(&link).await.is(200);
    thief.get(&link).await.is(200);
    let home = owner.post(&link, &[]).await.is(303).location().to_owned();
    owner.get(&home).await.is(200).says("Signed in as Beatriz Sá");
    thief.post(&link, &[]).await.is(404);
    thief.get("/locations").await.is(303);
    thief.get(&link).await.is(404);
}

#[actix_web::test]
async fn an_owner_who_has_lost_phone_and_codes_gets_a_link_that_needs_neither() {
    let place = Place::new();
    let _demo = place.open_demo();
    opens(&place).await;
    let there = place.path("data/demo").display().to_string();
    let place = place.with("PARLOUR_DATA", &there);
    let link = |options: &[&str]| {
        let made = place.run(&[&["owner", "beatriz@verbena.example"], options].concat());
        made.out.strip_prefix(place.url()).unwrap_or_else(|| panic!("no link: {made:?}")).trim_end().to_owned()
    };
    let owner = visitor(&place);
    owner.post(&link(&[]), &[]).await.is(303);
    Device::of(&owner).await;

    visitor(&place).post(&link(&[]), &[]).await.leads_to("/sign-in/code");
    let freed = visitor(&place);
    freed.post(&link(&["--without-second-factor"]), &[]).await.is(303);

    freed.get("/account/second-factor").await.is(200).says("Your second factor is off");
}

#[actix_web::test]
async fn nobody_but_an_owner_gets_a_link() {
    let place = Place::new();
    let _demo = place.open_demo();
    opens(&place).await;
    let there = place.path("data/demo").display().to_string();
    let place = place.with("PARLOUR_DATA", &there);

    for (email, why) in [
        ("nobody@verbena.example", "No owner signs in with nobody@verbena.example."),
        ("rui@verbena.example", "No owner signs in with rui@verbena.example."),
        ("nobody", "nobody is not an email address."),
    ] {
        let refused = place.run(&["owner", email]);

        assert!(!refused.status.success(), "{refused:?}");
        assert_eq!(refused.err, format!("parlour: {why}\n"));
        assert_eq!(refused.out, "");
    }
}
