//! Two deeds at once that wait for one another: one is undone and begun again, and nobody hears of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use parlour::db::Conn;
use parlour::error::{Error, Result};
use parlour::id::LocationId;

use crate::story;
use crate::support::world::*;

/// Notes that a deed was done.
fn note(db: &mut Conn) -> Result<()> {
    use diesel::connection::SimpleConnection;
    Ok(db.batch_execute("INSERT INTO tries (scope, at) VALUES ('crosswise', '2026-01-01 09:00:00')")?)
}

const NOTED: &str = "SELECT count(*) FROM tries WHERE at = '2026-01-01 09:00:00'";

/// Waits until both have taken what they need first. Where there is one writer, the other one never comes.
fn meet(met: &AtomicUsize) {
    met.fetch_add(1, Ordering::SeqCst);
    let since = Instant::now();
    while met.load(Ordering::SeqCst) < 2 && since.elapsed() < Duration::from_secs(1) {
        std::thread::sleep(Duration::from_millis(5));
    }
}

story! {
    async fn r20_two_deeds_that_wait_for_one_another_are_both_done(world) {
        let (met, begun) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let deed = |first: LocationId, second: LocationId| {
            let (db, met, begun) = (world.db.clone(), met.clone(), begun.clone());
            async move {
                db.write(move |db| {
                    begun.fetch_add(1, Ordering::SeqCst);
                    note(db)?;
                    db.hold(first)?;
                    meet(&met);
                    db.hold(second)
                })
                .await
            }
        };

        let outcomes = at_once([deed(world.ours, world.theirs), deed(world.theirs, world.ours)]).await;

        assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
        let again = if world.db.is_shared() { 1 } else { 0 };
        assert_eq!(begun.load(Ordering::SeqCst), 2 + again, "one of the two was undone and begun again");
        assert_eq!(world.number(NOTED), 2, "each is done once");
    }
}

story! {
    async fn r20_a_deed_is_begun_again_three_times_and_then_given_up_with_nothing_done(world) {
        let begun = AtomicUsize::new(0);
        let crossed = |until: usize| {
            let begun = &begun;
            move |db: &mut Conn| {
                note(db)?;
                if begun.fetch_add(1, Ordering::SeqCst) < until { Err(Error::Crossed) } else { Ok(()) }
            }
        };

        assert!(matches!(world.db.write_now(crossed(usize::MAX)), Err(Error::Busy)));
        assert_eq!((begun.swap(0, Ordering::SeqCst), world.number(NOTED)), (4, 0));
        assert!(world.db.write_now(crossed(3)).is_ok());
        assert_eq!((begun.load(Ordering::SeqCst), world.number(NOTED)), (4, 1));
    }
}
