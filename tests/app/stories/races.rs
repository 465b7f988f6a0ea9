//! Many at the same moment, on real connections: exactly one wins, and nobody sees a 500.

use parlour::access::rights::{EditUsers, InviteUsers};
use parlour::access::{Access, Inside, Terms};
use parlour::error::Error;
use parlour::invitations::{Invitation, offer};

use super::{NEW_PASSWORD, invited, newest_invitation};
use crate::story;
use crate::support::world::*;

story! {
    async fn a28_two_who_invite_the_same_person_at_once_make_one_invitation(world) {
        let role = world.role("view-only");
        for round in 0..10 {
            let email = format!("boris{round}@new.test");
            let tasks: Vec<_> = [ANNA, MAX, RITA, ANNA, MAX, RITA]
                .into_iter()
                .map(|who| {
                    let (db, desk) = (world.db.clone(), world.desk());
                    let by = world.proof::<InviteUsers>(who);
                    let offer = offer("Boris", &email, "", &role, false, "PT").unwrap();
                    async move { db.write(move |db| Invitation::send(&by, &offer, &desk, db)).await }
                })
                .collect();

            let outcomes = at_once(tasks).await;

            assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
            let refused = outcomes.iter().filter_map(|outcome| outcome.as_ref().err());
            assert!(refused.into_iter().all(|error| matches!(error, parlour::error::Error::Invalid(_))), "{outcomes:?}");
            assert_eq!(world.number(&format!("SELECT count(*) FROM invitations WHERE email = '{email}'")), 1);
        }
    }
}

story! {
    async fn e7_twenty_who_accept_one_link_at_once_make_one_access(world) {
        let anna = world.sign_in(ANNA).await;
        for round in 0..5 {
            let email = format!("boris{round}@new.test");
            let link = invited(&world, &anna, "Boris", &email, "view-only").await;
            let mut visitors = Vec::new();
            for _ in 0..20 {
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
            let joined = "SELECT count(*) FROM activity WHERE deed = 'invitation.accepted'";
            assert_eq!(world.number(joined), round + 1);
        }
    }
}

story! {
    async fn e8_accepting_and_revoking_at_once_has_one_winner(world) {
        let anna = world.sign_in(ANNA).await;
        for round in 0..10 {
            let email = format!("boris{round}@new.test");
            let link = invited(&world, &anna, "Boris", &email, "view-only").await;
            let invitation = newest_invitation(&world);
            let boris = world.guest();
            boris.get(&link).await.is(200);
            anna.fetch_mark().await;
            let accept = {
                let (boris, link) = (boris.clone(), link.clone());
                let accepting = async move {
                    let fields = [("name", "Boris"), ("password", NEW_PASSWORD), ("terms", "yes")];
                    boris.post(&format!("{link}/account"), &fields).await.status
                };
                Box::pin(accepting) as std::pin::Pin<Box<dyn Future<Output = u16>>>
            };
            let revoke = {
                let anna = anna.clone();
                let revoking = async move { anna.post(&format!("{invitation}/revocation"), &[]).await.status };
                Box::pin(revoking) as std::pin::Pin<Box<dyn Future<Output = u16>>>
            };

            let statuses = at_once([accept, revoke]).await;

            let is_in = world.number(&format!("SELECT count(*) FROM contacts WHERE value = '{email}'"));
            let revoked = world.number(&format!("SELECT count(*) FROM invitations WHERE email = '{email}' AND state = 'revoked'"));
            assert_eq!(is_in + revoked, 1, "{statuses:?}");
            assert!(statuses.iter().all(|status| *status < 500), "{statuses:?}");
        }
    }
}

story! {
    async fn g7_two_owners_who_demote_each_other_at_once_leave_one(world) {
        let olga = world.person("Olga", "olga@ours.test", Some("owner"));
        let anna = world.user(ANNA);
        let lower = world.role("manager").parse().unwrap();
        for round in 0..20 {
            let demote = |by: parlour::id::UserId, whom: parlour::id::UserId| {
                let (db, ours) = (world.db.clone(), world.ours);
                let proof = db.read_now(|db| Inside::enter(by, "test".into(), ours, db)).unwrap().proof::<EditUsers>();
                let proof = proof.unwrap();
                async move {
                    db.write(move |db| {
                        let access = Access::of(&proof, whom, db)?.unwrap();
                        access.change(&proof, Terms { role: lower, ends_on: None }, access.version, db)
                    })
                    .await
                }
            };

            let outcomes = at_once([demote(anna, olga), demote(olga, anna)]).await;

            let owners = "SELECT count(*) FROM accesses JOIN roles ON roles.id = role_id WHERE template = 'owner' AND accesses.location_id = ";
            assert_eq!(world.number(&format!("{owners}{}", world.ours)), 1, "round {round}: {outcomes:?}");
            assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
            assert!(outcomes.iter().all(|outcome| !matches!(outcome, Err(Error::Broken(_) | Error::Busy))), "{outcomes:?}");
            world.sql(&format!("UPDATE accesses SET role_id = {} WHERE user_id IN ({anna}, {olga})", world.role("owner")));
        }
    }
}
