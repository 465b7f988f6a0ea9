//! Many at the same moment: what is frozen is what was seen, it is frozen once, and no two statements hold one day.

use parlour::access::rights::{EditAppointments, KeepStatements};
use parlour::appointments::{Anyway, Appointment, Status};
use parlour::error::Error;
use parlour::payroll::{Period, Statement};

use crate::story;
use crate::support::books::*;
use crate::support::world::*;

const ROUNDS: usize = 100;

/// Nothing of a round is left, in the order in which rows point to one another.
fn forget(world: &World) {
    for table in ["pay_lines", "pay_entries", "pay_statements"] {
        world.sql(&format!("DELETE FROM {table}"));
    }
}

story! {
    async fn confirming_against_an_edit_freezes_what_was_seen_or_nothing_and_an_edit_afterwards_is_marked(world) {
        let salon = world.salon();
        world.pays_salon(&salon);
        let cut = world.served(&salon, 15, 600);
        let (keeps, edits) = (world.proof::<KeepStatements>(ANNA), world.proof::<EditAppointments>(ANNA));
        let (mut frozen, mut refused) = (0, 0);
        for round in 0..ROUNDS {
            world.came(cut);
            let draft = world.drafted(salon.marta, 20, 11);
            let seen = world.seen(&keeps, draft);
            let tasks: Vec<_> = [true, false]
                .into_iter()
                .map(|confirms| if round % 2 == 0 { confirms } else { !confirms })
                .map(|confirms| {
                    let (db, keeps, edits, seen) = (world.db.clone(), keeps.clone(), edits.clone(), seen.clone());
                    async move {
                        let done = db
                            .write(move |db| {
                                if confirms {
                                    return Statement::confirm(&keeps, draft, &seen, db).map(drop);
                                }
                                let now = Appointment::find(&edits, cut, db)?;
                                now.set_status(&edits, Status::NoShow, Anyway::default(), now.version, db)
                            })
                            .await;
                        (confirms, done)
                    }
                })
                .collect();

            let outcomes = at_once(tasks).await;

            for (confirms, outcome) in outcomes {
                match (confirms, outcome) {
                    (true, Ok(())) => {
                        frozen += 1;
                        assert_eq!(world.number("SELECT total FROM pay_statements"), 1_800, "round {round}");
                        assert_eq!(world.number("SELECT count(*) FROM pay_lines"), 1, "round {round}");
                        assert!(world.is_touched(draft), "round {round}: the edit came afterwards, and nobody is told");
                    }
                    (true, Err(Error::Conflict(_))) => {
                        refused += 1;
                        assert_eq!(world.number("SELECT count(*) FROM pay_lines"), 0, "round {round}");
                    }
                    (_, outcome) => assert!(outcome.is_ok(), "round {round}: {outcome:?}"),
                }
            }
            forget(&world);
        }
        assert_eq!(frozen + refused, ROUNDS, "{frozen} were frozen, {refused} were refused");
    }
}

story! {
    async fn of_two_who_confirm_at_once_exactly_one_does(world) {
        let salon = world.salon();
        world.pays_salon(&salon);
        world.served(&salon, 15, 600);
        world.written(salon.marta, "bonus", 12, 2_000);
        world.person(ADA.0, ADA.1, Some("accountant"));
        let keeps = world.proof::<KeepStatements>(ANNA);
        for round in 0..ROUNDS {
            let draft = world.drafted(salon.marta, 20, 11);
            let seen = world.seen(&keeps, draft);
            let tasks: Vec<_> = (0..4)
                .map(|_| {
                    let (db, keeps, seen) = (world.db.clone(), keeps.clone(), seen.clone());
                    async move { db.write(move |db| Statement::confirm(&keeps, draft, &seen, db)).await }
                })
                .collect();

            let outcomes = at_once(tasks).await;

            assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "round {round}: {outcomes:?}");
            assert!(outcomes.iter().flat_map(|outcome| outcome.as_ref().err()).all(|error| matches!(error, Error::Conflict(_))));
            assert_eq!(world.number("SELECT count(*) FROM pay_lines"), 2, "round {round}");
            world.sql("DELETE FROM pay_lines");
            world.sql("DELETE FROM pay_statements");
        }
    }
}

story! {
    async fn of_drafts_that_overlap_exactly_one_is_made(world) {
        let salon = world.salon();
        let keeps = world.proof::<KeepStatements>(ANNA);
        for round in 0..ROUNDS {
            let tasks: Vec<_> = [(20, 11), (15, 5), (30, 15), (16, 14)]
                .into_iter()
                .map(|(first, last)| {
                    let (db, keeps, marta) = (world.db.clone(), keeps.clone(), salon.marta);
                    let period = Period::between(ago(first), ago(last)).unwrap();
                    async move { db.write(move |db| Statement::make(&keeps, period, &[marta], db)).await }
                })
                .collect();

            let outcomes = at_once(tasks).await;

            assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "round {round}: {outcomes:?}");
            assert_eq!(world.number("SELECT count(*) FROM pay_statements"), 1, "round {round}");
            forget(&world);
        }
    }
}

story! {
    async fn of_two_who_carry_over_at_once_exactly_one_does(world) {
        let salon = world.salon();
        world.pays_salon(&salon);
        let cut = world.served(&salon, 15, 600);
        let statement = world.closed(salon.marta, 20, 11);
        world.sql(&format!("UPDATE appointments SET status = 'no_show' WHERE id = {cut}"));
        let keeps = world.proof::<KeepStatements>(ANNA);
        for round in 0..ROUNDS {
            let tasks: Vec<_> = (0..3)
                .map(|_| {
                    let (db, keeps) = (world.db.clone(), keeps.clone());
                    async move { db.write(move |db| Statement::correct(&keeps, statement, -1_800, db)).await }
                })
                .collect();

            let outcomes = at_once(tasks).await;

            assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "round {round}: {outcomes:?}");
            assert_eq!(world.number("SELECT count(*) FROM pay_entries"), 1, "round {round}");
            world.sql("DELETE FROM pay_entries");
        }
    }
}
