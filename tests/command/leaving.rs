//! How an instance leaves: it says so before it goes, and whoever is in a hurry asks twice.

use std::time::Duration;

use crate::program::Place;
use crate::visitor::{Seen, Visitor};

/// Longer than any of this takes: nobody waits until it is over.
const DRAIN: &str = "120";

/// Much shorter than the drain.
const SOON: Duration = Duration::from_secs(20);

#[actix_web::test]
async fn r21_r22_an_instance_says_no_first_and_serves_on_and_goes_at_once_when_it_is_told_again() {
    let place = Place::new().with("PARLOUR_DRAIN", DRAIN);
    let mut house = place.open();
    let visitor = Visitor::new(place.url(), Vec::new());
    crate::starts::opens(&place).await;

    house.tell_to_stop();
    let refused = until_not_ready(&visitor).await;
    let served = visitor.get("/setup").await;
    house.tell_to_stop();
    let ended = house.ends_within(SOON);

    assert_eq!(refused.body, "leaving\n");
    served.is(200);
    assert_eq!(served.headers["connection"], "close", "whoever keeps a line open is told to call anew");
    assert!(ended.is_some(), "it does not end");
}

async fn until_not_ready(visitor: &Visitor) -> Seen {
    for _ in 0..200 {
        let seen = visitor.get("/readyz").await;
        if seen.status == 503 {
            return seen;
        }
        actix_web::rt::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("it goes on saying that it is ready");
}
