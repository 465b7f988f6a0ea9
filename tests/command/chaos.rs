//! A house whose power fails a hundred times while people are invited: nothing that was promised is lost, nothing is sent
//! that nobody asked for, and what arrives twice can be told by its Message-ID (security.md R1, R2, R9).

use std::collections::BTreeSet;
use std::time::Duration;

use actix_web::rt::time::sleep;
use diesel::prelude::*;
use parlour::db::Db;
use parlour::schema::{activity, invitations, messages};

use crate::inviting::{ROWS, by_recipient, invite, people, role_of};
use crate::program::Place;
use crate::smtp::MailServer;
use crate::starts::{found, opens};

const KILLS: usize = 100;

/// Letters that a postman may hold in his hands when the power fails.
const IN_FLIGHT: usize = 10;

/// A letter that was in his hands is carried again when its lease has run out.
const LEASE: Duration = Duration::from_secs(75);

#[actix_web::test]
async fn r1_r2_r9_j6_a_hundred_kills_lose_nothing_and_invent_nothing() {
    let mail = MailServer::open();
    let place = Place::new().with("PARLOUR_SMTP_URL", &mail.url);
    let mut house = place.open();
    let anna = found(&place).await;
    let role = role_of(&anna).await;
    let mut promised = BTreeSet::new();
    for round in 0..KILLS {
        let people = people(round);
        let sending = actix_web::rt::spawn(invite(anna.clone(), role.clone(), people.clone()));
        // By turns the power fails while the form is read, and while its letters are carried.
        if round % 2 == 0 {
            a_moment_under(30).await;
            house.kill();
        }
        let is_promised = sending.await.unwrap();
        a_moment_under(30).await;
        house.kill();
        if is_promised {
            promised.extend(people);
        }
        house = place.open();
        opens(&place).await;
    }

    let invited = settled(&place, &mail).await;

    drop(house);
    let verified = place.run(&["verify"]);
    assert!(verified.status.success(), "SH1, SH2: the log fell with the house: {}", verified.out);
    assert_eq!(events(&place), invited.len() as i64, "SH1: one event for one invitation");
    let letters = by_recipient(&mail.letters());
    assert!(promised.len() >= KILLS / 2 * ROWS, "an untroubled form was refused: {} were promised", promised.len());
    assert!(promised.len() < KILLS * ROWS, "the house never fell in the middle of a form");
    let lost: Vec<_> = promised.difference(&invited).collect();
    assert!(lost.is_empty(), "promised and not invited: {lost:?}");
    let unsent: Vec<_> = invited.iter().filter(|email| !letters.contains_key(*email)).collect();
    assert!(unsent.is_empty(), "invited and never written to: {unsent:?}");
    let invented: Vec<_> = letters.keys().filter(|email| !invited.contains(*email)).collect();
    assert!(invented.is_empty(), "written to and not invited: {invented:?}");
    for round in 0..KILLS {
        let count = people(round).iter().filter(|email| invited.contains(*email)).count();
        assert!(count == 0 || count == ROWS, "of round {round} only {count} were invited");
    }
    let many_ids: Vec<_> = letters.iter().filter(|(_, ids)| BTreeSet::from_iter(*ids).len() > 1).collect();
    assert!(many_ids.is_empty(), "doubles with another Message-ID: {many_ids:?}");
    let doubles = letters.values().map(Vec::len).sum::<usize>() - letters.len();
    assert!(doubles <= KILLS * IN_FLIGHT, "{doubles} doubles");
    println!("{KILLS} kills: {} promised, {} invited, {doubles} letters twice", promised.len(), invited.len());
}

/// Nobody knows when the power fails.
pub async fn a_moment_under(milliseconds: u64) {
    let some = u64::from_be_bytes(parlour::secrets::random::<8>()) % milliseconds;
    sleep(Duration::from_millis(some)).await;
}

fn database(place: &Place) -> Db {
    Db::open(&format!("sqlite:{}", place.path("data/parlour.sqlite").display())).unwrap()
}

/// Waits until every letter that is owed has left, and returns who is invited.
async fn settled(place: &Place, mail: &MailServer) -> BTreeSet<String> {
    let database = database(place);
    sleep(LEASE).await;
    for _ in 0..300 {
        if waiting(&database) == 0 {
            break;
        }
        sleep(Duration::from_millis(200)).await;
    }
    assert_eq!(waiting(&database), 0, "letters still wait; {} arrived", mail.letters().len());
    invited(place)
}

/// How often the log says that somebody was invited.
fn events(place: &Place) -> i64 {
    let sent = activity::table.filter(activity::deed.eq("invitation.sent"));
    database(place).read_now(|db| Ok(sent.count().get_result(db)?)).unwrap()
}

fn waiting(database: &Db) -> i64 {
    database.read_now(|db| Ok(messages::table.filter(messages::state.eq("queued")).count().get_result(db)?)).unwrap()
}

/// Who is invited, as the file of a house says.
pub fn invited(place: &Place) -> BTreeSet<String> {
    let emails: Vec<Option<String>> =
        database(place).read_now(|db| Ok(invitations::table.select(invitations::email).load(db)?)).unwrap();
    emails.into_iter().flatten().collect()
}
