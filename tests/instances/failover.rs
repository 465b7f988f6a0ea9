//! The database falls, and its standby takes over: the instances stay, and nothing that was said to be done is lost.

use std::time::{Duration, Instant};

use actix_web::rt::time::{sleep, timeout};

use crate::balancer;
use crate::cluster::Cluster;
use crate::load::Load;
use crate::pair::{PATIENCE, Pair};
use crate::visitor::Visitor;

const A_MOMENT: Duration = Duration::from_secs(2);

/// Longer than any statement of a form may take.
const TOO_LONG: Duration = Duration::from_secs(8);

async fn open() -> Option<(Cluster, Pair)> {
    balancer::program()?;
    let one_at_a_time = Pair::alone().await;
    let cluster = Cluster::open()?;
    let pair = Pair::on(&cluster.url(), one_at_a_time).await;
    Some((cluster, pair))
}

/// Whether a form is answered as done.
async fn is_done(anna: &Visitor, name: &str) -> bool {
    let mark = anna.fetch_mark().await;
    let body = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("mark", &mark)
        .append_pair("name", name)
        .finish();
    let form = anna.request(reqwest::Method::POST, "/locations/1/clients");
    let form = form.header("content-type", "application/x-www-form-urlencoded").body(body);
    form.send().await.is_ok_and(|answer| answer.status() == 303)
}

/// Tries until a form is answered as done.
async fn goes_on(anna: &Visitor, word: &str) {
    for number in 0..PATIENCE {
        if is_done(anna, &format!("{word} {number}")).await {
            return;
        }
        sleep(Duration::from_millis(50)).await;
    }
    panic!("nothing is written any more");
}

#[actix_web::test]
async fn r17_r18_the_standby_takes_over_and_every_deed_that_was_said_to_be_done_is_there() {
    let Some((mut cluster, mut pair)) = open().await else { return };
    let anna = pair.founded().await;
    let load = Load::begin(&pair);
    sleep(A_MOMENT).await;

    cluster.first.falls();
    sleep(A_MOMENT).await;
    cluster.second.is_promoted();
    let promoted = Instant::now();
    goes_on(&anna, "After").await;
    println!("failover: a form was done {:?} after the standby was promoted", promoted.elapsed());
    sleep(A_MOMENT).await;

    let ledger = load.end();
    ledger.tell("failover");
    assert!(pair.a.still_runs() && pair.b.still_runs(), "an instance ended with the database");
    assert!(ledger.pages > 0 && !ledger.done.is_empty(), "nobody worked");
    ledger.is_true(&pair.database);
}

#[actix_web::test]
async fn r18_nothing_is_said_to_be_done_while_the_standby_does_not_know_of_it() {
    let Some((mut cluster, pair)) = open().await else { return };
    let anna = pair.founded().await;
    assert!(is_done(&anna, "Before").await);

    cluster.second.falls();
    let answered = timeout(TOO_LONG, is_done(&anna, "Meanwhile")).await;
    cluster.second.start();
    cluster.is_in_step();

    assert!(!answered.unwrap_or(false), "said to be done, and only one server knew of it");
    goes_on(&anna, "After").await;
}
