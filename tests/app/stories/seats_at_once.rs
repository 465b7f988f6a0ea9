//! One seat is free, and many want it at the same moment (security.md SA15).

use parlour::access::rights::{EditUsers, InviteUsers};
use parlour::access::{Access, Seats, Terms};
use parlour::error::{Error, Result};
use parlour::id::UserId;
use parlour::invitations::{Addressee, Invitation, Received, offer};

use crate::story;
use crate::support::world::*;

/// Rounds of every race (security.md, target figures).
const ROUNDS: usize = 100;

/// How many run at once.
const MANY: usize = 20;

fn limit(world: &World, seats: i64) {
    world.sql(&format!("UPDATE locations SET seat_limit = {seats} WHERE id = {}", world.ours));
}

fn used(world: &World) -> i64 {
    world.db.read_now(|db| Ok(Seats::of(world.ours, db)?.used())).unwrap()
}

fn strangers(world: &World, template: Option<&str>) -> Vec<UserId> {
    (0..MANY)
        .map(|number| world.person(&format!("Guest {number}"), &format!("guest{number}@new.test"), template))
        .collect()
}

/// One got the seat, and the others read why not.
#[track_caller]
fn one_of(outcomes: &[Result<()>], round: usize) {
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "round {round}: {outcomes:?}");
    let mut refused = outcomes.iter().filter_map(|outcome| outcome.as_ref().err());
    assert!(refused.all(|error| matches!(error, Error::Invalid(_))), "round {round}: {outcomes:?}");
}

story! {
    async fn sa15_one_of_many_invitations_and_role_changes_gets_the_last_seat(world) {
        let people = strangers(&world, Some("view-only"));
        let (inviter, editor) = (world.proof::<InviteUsers>(ANNA), world.proof::<EditUsers>(MAX));
        let (low, high) = (world.role("view-only"), world.role("receptionist"));
        limit(&world, 4);
        for round in 0..ROUNDS {
            let tasks: Vec<_> = (0..MANY)
                .map(|number| {
                    let (db, desk) = (world.db.clone(), world.desk());
                    let (inviter, editor, person) = (inviter.clone(), editor.clone(), people[number]);
                    let offer = offer("Boris", &format!("boris{number}@new.test"), "", &high, false, "PT").unwrap();
                    let terms = Terms { role: high.parse().unwrap(), rights: None, ends_on: None };
                    async move {
                        db.write(move |db| match number % 2 {
                            0 => Invitation::send(&inviter, &offer, &desk, db).map(drop),
                            _ => {
                                let access = Access::of(&editor, person, db)?.unwrap();
                                Access::change(&editor, access.id, &terms, access.version, db).map(drop)
                            }
                        })
                        .await
                    }
                })
                .collect();

            let outcomes = at_once(tasks).await;

            one_of(&outcomes, round);
            assert_eq!(used(&world), 4);
            world.sql("UPDATE invitations SET state = 'revoked' WHERE state = 'pending'; DELETE FROM tries");
            world.sql(&format!("UPDATE accesses SET role_id = {low} WHERE user_id > {}", world.user(MAX)));
            assert_eq!(used(&world), 3, "the seat is free again, once");
        }
    }
}

story! {
    async fn sa15_one_of_many_who_accept_gets_the_last_seat(world) {
        let people = strangers(&world, None);
        let (inviter, desk) = (world.proof::<InviteUsers>(ANNA), world.desk());
        for number in 0..MANY {
            let offer = offer("Guest", &format!("guest{number}@new.test"), "", &world.role("receptionist"), false, "PT").unwrap();
            world.db.write_now(|db| Invitation::send(&inviter, &offer, &desk, db)).unwrap();
        }
        limit(&world, 4);
        for round in 0..ROUNDS {
            let tasks: Vec<_> = people
                .iter()
                .map(|person| {
                    let (db, desk, person) = (world.db.clone(), world.desk(), *person);
                    async move {
                        db.write(move |db| {
                            let invitation = Received::list(person, db)?.pop().unwrap().invitation;
                            Addressee::recognise(&invitation, person, &"test".into(), db)?.join(&desk, db).map(drop)
                        })
                        .await
                    }
                })
                .collect();

            let outcomes = at_once(tasks).await;

            one_of(&outcomes, round);
            assert_eq!(world.number(&format!("SELECT count(*) FROM accesses WHERE location_id = {}", world.ours)), 5);
            world.sql("UPDATE invitations SET state = 'pending', ended_at = NULL");
            world.sql(&format!("DELETE FROM accesses WHERE user_id > {}", world.user(MAX)));
        }
    }
}
