//! Cases G7, H23, SE8 and SE9 in a chain: the last owner stays whatever two of them do at once, and one editor of two wins.

use std::pin::Pin;

use parlour::access::Asking;
use parlour::chains::rights::{EditChainUsers, RemoveChainUsers};
use parlour::chains::{Chain, ChainAccess, Terms, Within};
use parlour::error::{Error, Result};
use parlour::id::UserId;

use crate::story;
use crate::support::chain::*;
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
fn doing(world: &World, chain: &Verbena, deed: Deed, who: UserId, other: UserId) -> Later {
    let (db, id) = (world.db.clone(), chain.id);
    let lower = chain.chain_role(world, "viewer").parse().unwrap();
    Box::pin(async move {
        let within = db.read_now(|db| Within::enter(who, "test".into(), id, db))?;
        db.write(move |db| {
            let whom = ChainAccess::of(id, other, db)?.ok_or(Error::NotFound)?;
            let terms = Terms { role: Some((lower, None)), ..Terms::default() };
            match deed {
                Deed::Demote => {
                    let by = within.proof::<EditChainUsers>().ok_or(Error::NotFound)?;
                    ChainAccess::change(&by, whom.id, &terms, whom.version, db).map(drop)
                }
                Deed::Remove => {
                    let by = within.proof::<RemoveChainUsers>().ok_or(Error::NotFound)?;
                    ChainAccess::remove(&by, whom.id, db).map(drop)
                }
                Deed::Leave => Chain::leave(&Asking::recognise(who, "test".into(), db)?, id, None, db),
            }
        })
        .await
    })
}

fn own_again(world: &World, chain: &Verbena, owners: [UserId; 2]) {
    let role = chain.chain_role(world, "owner");
    for owner in owners {
        world.sql(&format!("DELETE FROM chain_accesses WHERE user_id = {owner}"));
        world.sql(&format!(
            "INSERT INTO chain_accesses (chain_id, user_id, role_id, created_at, changed_by, changed_at) \
             VALUES ({}, {owner}, {role}, '2026-01-01 00:00:00', 'Anna', '2026-01-01 00:00:00')",
            chain.id
        ));
    }
}

story! {
    async fn g7_h23_se8_whatever_two_chain_owners_do_at_once_one_owner_stays(world) {
        use Deed::{Demote, Leave, Remove};
        let chain = world.verbena();
        let (anna, olga) = (world.user(ANNA), world.person("Olga", "olga@verbena.test", None));
        for round in 0..ROUNDS {
            let [one, other] = [[Demote, Demote], [Remove, Remove], [Leave, Leave], [Demote, Leave], [Remove, Demote]][round % 5];
            own_again(&world, &chain, [anna, olga]);

            let outcomes = at_once([doing(&world, &chain, one, anna, olga), doing(&world, &chain, other, olga, anna)]).await;

            let role = chain.chain_role(&world, "owner");
            let owners = world.number(&format!("SELECT count(*) FROM chain_accesses WHERE role_id = {role}"));
            let what = format!("round {round}, {one:?} and {other:?}: {outcomes:?}");
            assert!(owners >= 1, "{what}");
            assert!(outcomes.iter().any(|outcome| outcome.is_ok()), "{what}");
            assert!(outcomes.iter().all(|outcome| !matches!(outcome, Err(Error::Broken(_) | Error::Busy))), "{what}");
        }
    }
}

story! {
    async fn h14_se9_two_who_change_one_access_to_the_chain_at_once_never_overwrite_each_other(world) {
        let chain = world.verbena();
        let (anna, nora) = (world.user(ANNA), world.person("Nora", "nora@verbena.test", None));
        let olga = world.person("Olga", "olga@verbena.test", None);
        let owner = chain.chain_role(&world, "owner").parse().unwrap();
        chain.give(&world, olga, &Terms { role: Some((owner, None)), ..Terms::default() });
        chain.give_at(&world, nora, chain.harbour, "accountant");
        for round in 0..ROUNDS {
            let edit = |by: UserId, template: &str| {
                let by = chain.proof::<EditChainUsers>(&world, by);
                let role = chain.role(&world, template).parse().unwrap();
                let (db, id, at) = (world.db.clone(), chain.id, chain.harbour);
                let seen = db.read_now(|db| ChainAccess::of(id, nora, db)).unwrap().unwrap();
                async move {
                    let terms = Terms { at: [(at, role)].into(), ..Terms::default() };
                    db.write(move |db| ChainAccess::change(&by, seen.id, &terms, seen.version, db)).await
                }
            };
            let [first, second] = [["receptionist", "manager"], ["view-only", "call-center"]][round % 2];
            let (one, other) = (edit(anna, first), edit(olga, second));

            let outcomes = at_once([Box::pin(one) as Pin<Box<dyn Future<Output = _>>>, Box::pin(other)]).await;

            assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "round {round}: {outcomes:?}");
            assert!(outcomes.iter().any(|outcome| matches!(outcome, Err(Error::Conflict(_)))), "round {round}: {outcomes:?}");
        }
    }
}
