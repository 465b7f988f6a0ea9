//! An instance goes, falls and comes back while people work.

use std::time::Duration;

use actix_web::rt::time::sleep;

use crate::load::Load;
use crate::pair::Pair;

/// So long everybody works undisturbed.
const A_MOMENT: Duration = Duration::from_secs(2);

#[actix_web::test]
async fn r21_r22_instances_are_restarted_one_after_the_other_and_nobody_notices() {
    let Some(mut pair) = Pair::open().await else { return };
    pair.founded().await;
    let load = Load::begin(&pair);
    sleep(A_MOMENT).await;

    pair.a.leaves().await;
    pair.a.comes_back().await;
    // As an operator does: the second goes when the balancer sends people to the first again.
    sleep(A_MOMENT).await;
    pair.b.leaves().await;
    pair.b.comes_back().await;
    sleep(A_MOMENT).await;

    let ledger = load.end();
    ledger.tell("rolling restart");
    assert!(ledger.pages > 0 && !ledger.done.is_empty(), "nobody worked");
    assert!(ledger.unread.is_empty(), "pages failed: {:?}", ledger.unread.first());
    assert_eq!(pair.balancer.retries(), 0, "an instance went before the balancer had turned to the other");
    assert!(ledger.refused.is_empty() && ledger.unknown.is_empty(), "forms failed: {ledger:?}");
    ledger.is_true(&pair.database);
}

#[actix_web::test]
async fn r9_r22_an_instance_that_falls_costs_no_page_and_no_deed_that_was_said_to_be_done() {
    let Some(mut pair) = Pair::open().await else { return };
    pair.founded().await;
    let load = Load::begin(&pair);
    sleep(A_MOMENT).await;

    for _ in 0..3 {
        pair.a.falls();
        sleep(A_MOMENT).await;
        pair.a.comes_back().await;
        sleep(A_MOMENT).await;
        pair.b.falls();
        sleep(A_MOMENT).await;
        pair.b.comes_back().await;
        sleep(A_MOMENT).await;
    }

    let ledger = load.end();
    ledger.tell("six kills");
    assert!(ledger.pages > 0 && !ledger.done.is_empty(), "nobody worked");
    assert!(ledger.unread.is_empty(), "pages failed: {:?}", ledger.unread.first());
    ledger.is_true(&pair.database);
}
