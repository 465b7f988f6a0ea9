//! Many at the same moment, on real connections: two editors of one role, and a role that is given while it is deleted.

use parlour::access::rights::{EditRoles, EditUsers, InviteUsers};
use parlour::access::{Access, Rights, Terms};
use parlour::error::Error;
use parlour::id::RoleId;
use parlour::invitations::{Invitation, offer};
use parlour::roles::{Draft, Kept};

use super::roles::{max_with_keys, own};
use crate::story;
use crate::support::world::*;

story! {
    async fn h14_of_two_editors_at_once_one_saves_and_the_other_is_told(world) {
        let desk = own(&world, "Desk", "");
        max_with_keys(&world).await;
        let editors = [ANNA, MAX].map(|who| world.proof::<EditRoles>(who));
        for round in 1..=100 {
            let tasks = editors.clone().map(|by| {
                let db = world.db.clone();
                let rights = if by.who() == "Anna" { "team.view" } else { "users.view" };
                let draft = Draft { name: format!("Desk {round} of {}", by.who()), rights: Rights::parse(rights) };
                async move { db.write(move |db| draft.save(&by, desk, round, db)).await }
            });

            let outcomes = at_once(tasks).await;

            assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "round {round}: {outcomes:?}");
            let told = |outcome: &&Result<usize, Error>| matches!(outcome, Err(Error::Conflict(why)) if why.contains("changed this"));
            assert_eq!(outcomes.iter().filter(told).count(), 1, "round {round}: {outcomes:?}");
            assert_eq!(world.number(&format!("SELECT version FROM roles WHERE id = {desk}")), round + 1);
        }
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'role.changed'"), 100);
    }
}

type Task = std::pin::Pin<Box<dyn Future<Output = Result<(), Error>>>>;

/// What hangs on a deleted role.
fn left_behind(world: &World) -> i64 {
    let deleted = "role_id IN (SELECT id FROM roles WHERE deleted_at IS NOT NULL)";
    world.number(&format!("SELECT count(*) FROM accesses WHERE {deleted}"))
        + world.number(&format!("SELECT count(*) FROM invitations WHERE {deleted} AND state = 'pending'"))
}

story! {
    async fn e12_h7_a_role_that_is_given_and_deleted_at_once_leaves_nobody_behind(world) {
        let vera = world.user(VERA);
        let boris = world.person("Boris", "boris@new.test", None);
        let visitor = world.sign_in_as("boris@new.test", PASSWORD).await;
        let (deleter, giver, inviter) = (world.proof::<EditRoles>(ANNA), world.proof::<EditUsers>(MAX), world.proof::<InviteUsers>(MAX));
        let view_only: RoleId = world.role("view-only").parse().unwrap();
        for round in 0..50 {
            let desk = own(&world, &format!("Desk {round}"), "team.view");
            let link = link_to(&world, &inviter, desk);

            let delete = {
                let (db, by) = (world.db.clone(), deleter.clone());
                async move { db.write(move |db| Kept::delete(&by, desk, Some(view_only), db).map(drop)).await }
            };
            let give = {
                let (db, by) = (world.db.clone(), giver.clone());
                async move {
                    db.write(move |db| {
                        let access = Access::of(&by, vera, db)?.unwrap();
                        let terms = Terms { role: desk, rights: None, ends_on: None };
                        Access::change(&by, access.id, &terms, access.version, db).map(drop)
                    })
                    .await
                }
            };
            let invite = {
                let (db, desk_of_house, by) = (world.db.clone(), world.desk(), inviter.clone());
                let offer = offer("Sofia", &format!("sofia{round}@new.test"), "", &desk.to_string(), false, "PT").unwrap();
                async move { db.write(move |db| Invitation::send(&by, &offer, &desk_of_house, db).map(drop)).await }
            };
            let accept = {
                let visitor = visitor.clone();
                async move {
                    let status = visitor.post(&link, &[]).await.status;
                    if status < 500 { Ok(()) } else { Err(Error::Busy) }
                }
            };
            let tasks: [Task; 4] =
                [Box::pin(give), Box::pin(delete), Box::pin(invite), Box::pin(accept)];
            let outcomes = at_once(tasks).await;

            assert!(outcomes[1].is_ok(), "round {round}: {outcomes:?}");
            assert!(outcomes.iter().all(|outcome| !matches!(outcome, Err(Error::Broken(_) | Error::Busy))), "round {round}: {outcomes:?}");
            assert_eq!(left_behind(&world), 0, "round {round}: {outcomes:?}");
            world.sql(&format!("DELETE FROM accesses WHERE user_id = {boris}"));
            world.sql("DELETE FROM invitations WHERE state = 'pending'");
            world.sql("DELETE FROM tries");
        }
    }
}

/// A link to hand over, for Boris.
fn link_to(world: &World, by: &parlour::access::Can<InviteUsers>, role: RoleId) -> String {
    let offer = offer("Boris", "boris@new.test", "", &role.to_string(), false, "PT").unwrap();
    let link = world.db.write_now(|db| {
        let sent = Invitation::send(by, &offer, &world.desk(), db)?;
        Ok(Invitation::find(by, sent.id, db)?.copy_link(by, &world.desk(), db)?.0)
    });
    url::Url::parse(&link.unwrap()).unwrap().path().to_owned()
}
