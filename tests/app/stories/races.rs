//! Many at the same moment, on real connections: exactly one wins, and nobody sees a 500.

use parlour::access::Can;
use parlour::access::rights::InviteUsers;
use parlour::error::Error;
use parlour::invitations::{Invitation, offer};

use super::{NEW_PASSWORD, invited, newest_invitation};
use crate::story;
use crate::support::world::*;

/// Rounds of every race (security.md, target figures).
const ROUNDS: usize = 100;

/// How many run at once.
const MANY: usize = 20;

/// Forgets how often something was tried: a race is about locks, not about patience.
fn forget_tries(world: &World) {
    world.sql("DELETE FROM tries");
}

story! {
    async fn a28_sa14_many_who_invite_the_same_person_at_once_make_one_invitation(world) {
        let role = world.role("view-only");
        let inviters = [ANNA, MAX, RITA].map(|who| world.proof::<InviteUsers>(who));
        for round in 0..ROUNDS {
            let email = format!("boris{round}@new.test");
            let tasks: Vec<_> = (0..MANY)
                .map(|number| {
                    let (db, desk) = (world.db.clone(), world.desk());
                    let by = inviters[number % inviters.len()].clone();
                    let offer = offer("Boris", &email, "", &role, false, "PT").unwrap();
                    async move { db.write(move |db| Invitation::send(&by, &offer, &desk, db)).await }
                })
                .collect();

            let outcomes = at_once(tasks).await;

            assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
            let refused = outcomes.iter().filter_map(|outcome| outcome.as_ref().err());
            assert!(refused.into_iter().all(|error| matches!(error, Error::Invalid(_))), "{outcomes:?}");
            assert_eq!(world.number(&format!("SELECT count(*) FROM invitations WHERE email = '{email}'")), 1);
        }
    }
}

/// A link to hand over, for somebody who has an account.
fn link_for(world: &World, by: &Can<InviteUsers>, email: &str) -> String {
    let offer = offer("Boris", email, "", &world.role("view-only"), false, "PT").unwrap();
    let (by, desk) = (by.clone(), world.desk());
    let link = world.db.write_now(|db| {
        let sent = Invitation::send(&by, &offer, &desk, db)?;
        Ok(Invitation::find(&by, sent.id, db)?.copy_link(&by, &desk, db)?.0)
    });
    url::Url::parse(&link.unwrap()).unwrap().path().to_owned()
}

story! {
    async fn e7_sa2_many_who_accept_one_link_at_once_make_one_access(world) {
        let boris = world.person("Boris", "boris@new.test", None);
        let mut visitors = Vec::new();
        for _ in 0..MANY {
            visitors.push(world.sign_in_as("boris@new.test", PASSWORD).await);
        }
        let anna = world.proof::<InviteUsers>(ANNA);
        for round in 1..=ROUNDS as i64 {
            let link = link_for(&world, &anna, "boris@new.test");
            let tasks: Vec<_> = visitors
                .iter()
                .map(|visitor| {
                    let (visitor, link) = (visitor.clone(), link.clone());
                    async move { visitor.post(&link, &[]).await.status }
                })
                .collect();

            let statuses = at_once(tasks).await;

            assert!(statuses.iter().all(|status| [303, 410].contains(status)), "round {round}: {statuses:?}");
            assert_eq!(world.number(&format!("SELECT count(*) FROM accesses WHERE user_id = {boris}")), 1);
            assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'invitation.accepted'"), round);
            world.sql(&format!("DELETE FROM accesses WHERE user_id = {boris}"));
            forget_tries(&world);
        }
    }
}

story! {
    async fn e1_e7_sa2_many_who_register_with_one_link_at_once_make_one_account(world) {
        let anna = world.sign_in(ANNA).await;
        for round in 0..5 {
            let email = format!("boris{round}@new.test");
            let link = invited(&world, &anna, "Boris", &email, "view-only").await;
            let mut visitors = Vec::new();
            for _ in 0..MANY {
                let visitor = world.guest();
                visitor.get(&link).await.is(200);
                visitors.push(visitor);
            }
            let tasks = visitors.into_iter().map(|visitor| {
                let link = link.clone();
                async move {
                    let fields = [("name", "Boris"), ("password", NEW_PASSWORD), ("terms", "yes")];
                    visitor.post(&format!("{link}/account"), &fields).await.status
                }
            });

            let statuses = at_once(tasks.collect::<Vec<_>>()).await;

            assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 1, "{statuses:?}");
            assert!(statuses.iter().all(|status| [303, 410, 422].contains(status)), "{statuses:?}");
            assert_eq!(world.number(&format!("SELECT count(*) FROM contacts WHERE value = '{email}'")), 1);
        }
    }
}

story! {
    async fn e8_sa3_accepting_and_revoking_at_once_has_one_winner(world) {
        let boris = world.person("Boris", "boris@new.test", None);
        let visitor = world.sign_in_as("boris@new.test", PASSWORD).await;
        let anna = world.sign_in(ANNA).await;
        let inviter = world.proof::<InviteUsers>(ANNA);
        for round in 0..ROUNDS {
            let link = link_for(&world, &inviter, "boris@new.test");
            let revocation = format!("{}/revocation", newest_invitation(&world));
            let tasks: Vec<_> = (0..MANY)
                .map(|number| match number % 2 {
                    0 => (visitor.clone(), link.clone()),
                    _ => (anna.clone(), revocation.clone()),
                })
                .map(|(who, path)| async move { who.post(&path, &[]).await.status })
                .collect();

            let statuses = at_once(tasks).await;

            let is_in = world.number(&format!("SELECT count(*) FROM accesses WHERE user_id = {boris}"));
            let newest = "SELECT count(*) FROM invitations WHERE id = (SELECT max(id) FROM invitations) AND state = 'revoked'";
            assert_eq!(is_in + world.number(newest), 1, "round {round}: {statuses:?}");
            assert!(statuses.iter().all(|status| *status < 500), "round {round}: {statuses:?}");
            world.sql(&format!("DELETE FROM accesses WHERE user_id = {boris}"));
            forget_tries(&world);
        }
    }
}
