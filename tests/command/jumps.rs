//! A clock that is set while the house runs: what was used opens nothing again, and nothing is sent twice (security.md R28).

use std::time::Duration;

use actix_web::rt::time::sleep;

use crate::device::Device;
use crate::faketime::Clock;
use crate::founding::{ANNA, PASSWORD};
use crate::inviting::{by_recipient, invite, people, role_of};
use crate::program::Place;
use crate::smtp::MailServer;
use crate::starts::found;
use crate::visitor::{Seen, Visitor};

const NEW_PASSWORD: &str = "nine quiet lanterns swim";

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// How often the clock is set while letters are carried.
const JUMPS: usize = 6;

/// As far as the page that asks for the code.
async fn half_signed_in(place: &Place) -> Visitor {
    let visitor = Visitor::new(place.url(), Vec::new());
    visitor.post("/sign-in", &[("login", ANNA), ("password", NEW_PASSWORD)]).await.leads_to("/sign-in/code");
    visitor
}

async fn enter_code(visitor: &Visitor, code: &str) -> Seen {
    visitor.post("/sign-in/code", &[("code", code), ("next", "/locations")]).await
}

/// Waits until so many letters have come.
async fn arrive(mail: &MailServer, count: usize) {
    for _ in 0..200 {
        if mail.letters().len() >= count {
            return;
        }
        sleep(Duration::from_millis(50)).await;
    }
    panic!("{} of {count} letters came", mail.letters().len());
}

#[actix_web::test]
async fn r28_what_was_used_opens_nothing_when_the_clock_is_set_back() {
    let mail = MailServer::open();
    let Some((place, clock)) = Clock::beside(Place::new().with("PARLOUR_SMTP_URL", &mail.url)) else { return };
    let _house = place.open();
    found(&place).await;
    let anna = Visitor::new(place.url(), Vec::new());
    anna.post("/forgotten", &[("email", ANNA)]).await.is(303);
    arrive(&mail, 1).await;
    let link = mail.letters()[0].link();
    anna.post(&link, &[("password", NEW_PASSWORD)]).await.leads_to("/sign-in");
    anna.post("/sign-in", &[("login", ANNA), ("password", NEW_PASSWORD)]).await.is(303);
    let device = Device::of(&anna).await;
    enter_code(&half_signed_in(&place).await, &device.code_in(30)).await.leads_to("/locations");
    enter_code(&half_signed_in(&place).await, &device.codes[0]).await.leads_to("/locations");

    clock.is_off_by(-HOUR);

    anna.get("/locations/1/team").await.is(200);
    anna.get(&link).await.is(404);
    anna.post(&link, &[("password", PASSWORD)]).await.is(404);
    let again = half_signed_in(&place).await;
    enter_code(&again, &device.code_in(-HOUR)).await.is(422).complains("code", "used already");
    enter_code(&again, &device.codes[0]).await.is(422);
    enter_code(&again, &device.codes[1]).await.leads_to("/locations");

    clock.is_off_by(DAY);

    anna.get("/locations/1/team").await.leads_to("/sign-in");
    anna.get(&link).await.is(404);
    enter_code(&half_signed_in(&place).await, &device.code_in(DAY)).await.leads_to("/locations");
}

#[actix_web::test]
async fn r28_a_clock_that_jumps_while_letters_are_carried_sends_none_twice() {
    let mail = MailServer::open();
    let Some((place, clock)) = Clock::beside(Place::new().with("PARLOUR_SMTP_URL", &mail.url)) else { return };
    let _house = place.open();
    let anna = found(&place).await;
    let role = role_of(&anna).await;
    let mut promised = Vec::new();

    for jump in 0..JUMPS {
        assert!(invite(anna.clone(), role.clone(), people(jump)).await, "after jump {jump}");
        promised.extend(people(jump));
        sleep(Duration::from_millis(20 * jump as u64)).await;
        // Every lease has run out then, whoever holds it.
        clock.is_off_by(HOUR * (jump as i64 + 1));
    }
    arrive(&mail, promised.len()).await;
    clock.is_off_by(0);
    assert!(invite(anna.clone(), role, people(JUMPS)).await, "after the clock was set back");
    promised.extend(people(JUMPS));
    arrive(&mail, promised.len()).await;
    sleep(Duration::from_secs(2)).await;

    let letters = by_recipient(&mail.letters());
    promised.sort();
    assert_eq!(letters.keys().cloned().collect::<Vec<_>>(), promised, "lost, or invented");
    assert!(letters.values().all(|letters| letters.len() == 1), "{letters:?}");
}
