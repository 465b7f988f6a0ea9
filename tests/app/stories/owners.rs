//! Cases G5, G7 and SE8, SE9: the last owner stays whatever two of them do at once, and one editor of many wins.

use std::pin::Pin;

use parlour::access::rights::{EditUsers, RemoveUsers};
use parlour::access::{Access, Inside, Terms};
use parlour::error::{Error, Result};
use parlour::id::UserId;

use super::rights::send;
use crate::story;
use crate::support::world::*;

const ROUNDS: usize = 100;

/// What one owner does while the other one does something too.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Demote,
    Remove,
    Leave,
}

type Later = Pin<Box<dyn Future<Output = Result<()>>>>;

/// `who` does it: to the other one, or to themselves where they leave.
fn doing(world: &World, deed: Deed, who: UserId, other: UserId) -> Later {
    let (db, ours) = (world.db.clone(), world.ours);
    let lower = world.role("manager").parse().unwrap();
    Box::pin(async move {
        let inside = db.read_now(|db| Inside::enter(who, "test".into(), ours, db))?;
        db.write(move |db| {
            let whom = Access::of(&inside, other, db)?.ok_or(Error::NotFound)?;
            let terms = Terms { role: lower, rights: None, ends_on: None };
            match deed {
                Deed::Demote => {
                    let by = inside.proof::<EditUsers>().ok_or(Error::NotFound)?;
                    Access::change(&by, whom.id, &terms, whom.version, db).map(drop)
                }
                Deed::Remove => whom.remove(&inside.proof::<RemoveUsers>().ok_or(Error::NotFound)?, db),
                Deed::Leave => Access::leave(&inside, None, db),
            }
        })
        .await
    })
}

fn own_again(world: &World, owners: [UserId; 2]) {
    let [one, other] = owners;
    world.sql(&format!("DELETE FROM accesses WHERE user_id IN ({one}, {other})"));
    for owner in owners {
        world.sql(&format!(
            "INSERT INTO accesses (location_id, user_id, role_id, created_at) VALUES ({}, {owner}, {}, '2026-01-01 00:00:00')",
            world.ours,
            world.role("owner")
        ));
    }
}

story! {
    async fn g7_se8_whatever_two_owners_do_at_once_one_owner_stays(world) {
        use Deed::{Demote, Leave, Remove};
        let (anna, olga) = (world.user(ANNA), world.person("Olga", "olga@ours.test", Some("owner")));
        for round in 0..ROUNDS {
            let [one, other] = [[Demote, Demote], [Remove, Remove], [Leave, Leave], [Demote, Leave], [Remove, Demote]][round % 5];
            own_again(&world, [anna, olga]);

            let outcomes = at_once([doing(&world, one, anna, olga), doing(&world, other, olga, anna)]).await;

            let owners = world.number(&format!("SELECT count(*) FROM accesses WHERE role_id = {}", world.role("owner")));
            let what = format!("round {round}, {one:?} and {other:?}: {outcomes:?}");
            assert!(owners >= 1, "{what}");
            assert!(outcomes.iter().any(|outcome| outcome.is_ok()), "{what}");
            assert!(outcomes.iter().all(|outcome| !matches!(outcome, Err(Error::Broken(_) | Error::Busy))), "{what}");
        }
    }
}

story! {
    async fn se9_of_twenty_who_save_one_form_at_once_one_wins_and_the_others_see_both_versions(world) {
        let anna = world.sign_in(ANNA).await;
        let (path, role) = (world.access_path(world.user(MAX)), world.role("manager"));
        let version = "SELECT version FROM accesses WHERE id = (SELECT max(id) FROM accesses WHERE version > 1)";
        send(&anna, &path, &role, "1", "team.view").await.is(303);
        for round in 0..ROUNDS {
            let current = world.number(version).to_string();
            let before = world.number("SELECT count(*) FROM activity WHERE deed = 'privilege_permissions_changed'");
            let tasks = (0..20).map(|number| {
                let (anna, path, role, current) = (anna.clone(), path.clone(), role.clone(), current.clone());
                let wanted = [["team.view users.view", "users.view"], ["team.view:own", "activity.view"]];
                let wanted = wanted[round % 2][number % 2];
                async move { send(&anna, &path, &role, &current, wanted).await.status }
            });

            let statuses = at_once(tasks.collect::<Vec<_>>()).await;

            assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 1, "round {round}: {statuses:?}");
            assert!(statuses.iter().all(|status| [303, 409].contains(status)), "round {round}: {statuses:?}");
            let written = world.number("SELECT count(*) FROM activity WHERE deed = 'privilege_permissions_changed'") - before;
            assert_eq!(written, 1, "round {round}: one change for one success");
        }
    }
}

story! {
    async fn h14_two_editors_at_once_a_hundred_times_never_overwrite_each_other(world) {
        let olga = world.person("Olga", "olga@ours.test", Some("owner"));
        let max = world.user(MAX);
        let role = world.role("manager").parse().unwrap();
        for round in 0..ROUNDS {
            let edit = |by: UserId, rights: &'static str| {
                let (db, ours) = (world.db.clone(), world.ours);
                let inside = db.read_now(|db| Inside::enter(by, "test".into(), ours, db)).unwrap();
                let by = inside.proof::<EditUsers>().unwrap();
                let seen = db.read_now(|db| Access::of(&inside, max, db)).unwrap().unwrap();
                async move {
                    let terms = Terms { role, rights: Some(parlour::access::Rights::parse(rights)), ends_on: None };
                    db.write(move |db| Access::change(&by, seen.id, &terms, seen.version, db)).await
                }
            };
            let [first, second] = [["team.view", "users.view"], ["activity.view", "team.view:own"]][round % 2];
            let (one, other) = (edit(world.user(ANNA), first), edit(olga, second));

            let outcomes = at_once([Box::pin(one) as Pin<Box<dyn Future<Output = _>>>, Box::pin(other)]).await;

            assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "round {round}: {outcomes:?}");
            assert!(outcomes.iter().any(|outcome| matches!(outcome, Err(Error::Conflict(_)))), "round {round}: {outcomes:?}");
        }
    }
}
