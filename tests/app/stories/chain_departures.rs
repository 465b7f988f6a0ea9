//! Leaving a chain by oneself, and with the whole account: its last owner hands it over first.

use parlour::access::Right;
use parlour::chains::Terms;

use super::chains::can;
use crate::story;
use crate::support::chain::*;
use crate::support::world::*;

fn departure(chain: &Verbena) -> String {
    format!("/account/chains/{}/departure", chain.id)
}

fn own(world: &World, chain: &Verbena, name: &str, email: &str) -> parlour::id::UserId {
    let user = world.person(name, email, None);
    let owner = chain.chain_role(world, "owner").parse().unwrap();
    chain.give(world, user, &Terms { role: Some((owner, None)), ..Terms::default() });
    user
}

story! {
    async fn g3_somebody_without_chain_rights_leaves_the_chain_and_loses_what_it_gave(world) {
        let chain = world.verbena();
        let rita = world.user(RITA);
        chain.give_at(&world, rita, chain.harbour, "receptionist");
        let visitor = world.sign_in(RITA).await;
        visitor.get("/locations").await.says("Gives you a role at its locations").offers("Leave… the chain Verbena");

        visitor.get(&departure(&chain)).await.says("You can no longer open Harbour").offers("Leave Verbena");
        visitor.post(&departure(&chain), &[]).await.leads_to("/locations");

        visitor.get("/locations").await.is(200).says("You have left the chain Verbena").says_nothing_of("Gives you a role");
        assert!(!can(&world, rita, chain.harbour, Right::ViewTeam) && can(&world, rita, world.ours, Right::InviteUsers));
        visitor.get(&departure(&chain)).await.is(404);
        visitor.post(&departure(&chain), &[]).await.is(404);
        let told = "SELECT count(*) FROM activity WHERE deed = 'chain.left' AND actor_name = 'Rita' AND subject = 'Verbena'";
        assert_eq!(world.number(told), 1);
        let below = format!("SELECT count(*) FROM activity WHERE deed = 'chain.role_changed_here' AND actor_name = 'Rita' AND location_id = {}", chain.harbour);
        assert_eq!(world.number(&below), 1);
    }
}

story! {
    async fn g1_whoever_leaves_their_last_place_is_signed_out(world) {
        let chain = world.verbena();
        let mira = world.sign_in(MIRA).await;
        let elsewhere = world.sign_in(MIRA).await;

        mira.get(&departure(&chain)).await.says("You are not Chain manager any more").says("signed out everywhere");
        mira.post(&departure(&chain), &[]).await.is(303);

        elsewhere.get("/locations").await.leads_to("/sign-in");
    }
}

story! {
    async fn a_location_that_only_a_chain_opens_is_left_with_the_chain(world) {
        let chain = world.verbena();
        let mira = world.sign_in(MIRA).await;

        let page = mira.get(&format!("/locations/{}/departure", chain.harbour)).await;

        page.is(200).says("Harbour itself gave you nothing").offers("leave Verbena…").does_not_offer("Leave Harbour");
        chain.give_at(&world, world.user(RITA), world.ours, "manager");
        world.sign_in(RITA).await.get("/locations/ours/departure").await.says("At Ours you are only Manager from the chain Verbena");
    }
}

story! {
    async fn h23_g8_the_last_owner_hands_the_chain_over_and_leaves_in_one_step(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        anna.get(&departure(&chain)).await.says("You are the only owner").offers("Hand over and leave");
        anna.post(&departure(&chain), &[]).await.is(422).says("Choose who owns Verbena after you");
        anna.post(&departure(&chain), &[("heir", "999999")]).await.is(422).says("Choose one of the people of this chain");
        let access = |user| world.number(&format!("SELECT id FROM chain_accesses WHERE user_id = {user}")).to_string();
        let (own, miras) = (access(world.user(ANNA)), access(chain.mira));
        anna.post(&departure(&chain), &[("heir", &own)]).await.is(422);

        anna.post(&departure(&chain), &[("heir", &miras)]).await.is(303);

        anna.get(&chain.path()).await.is(404);
        let mira = world.sign_in(MIRA).await;
        mira.get(&chain.path()).await.says("Your chain role is Chain owner");
        assert!(can(&world, chain.mira, chain.harbour, Right::EditUsers), "what was hers at the locations stays");
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'chain.access_changed' AND subject = 'Mira'"), 1);
    }
}

story! {
    async fn h23_somebody_who_is_not_an_owner_makes_nobody_one_by_leaving(world) {
        let chain = world.verbena();
        let rita = world.user(RITA);
        chain.give_at(&world, rita, chain.harbour, "receptionist");
        let heir = world.number(&format!("SELECT id FROM chain_accesses WHERE user_id = {rita}")).to_string();

        world.sign_in(MIRA).await.post(&departure(&chain), &[("heir", &heir)]).await.is(403);

        assert_eq!(world.number("SELECT count(*) FROM chain_accesses WHERE role_id IS NOT NULL"), 2);
    }
}

story! {
    async fn a_last_owner_who_is_alone_is_told_what_to_do(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        anna.post(&format!("{}/removal", chain.user_path(&world, chain.mira)), &[]).await.is(303);

        anna.get(&departure(&chain)).await.says("gives nobody else anything yet").offers("delete the chain").does_not_offer("Leave Verbena");

        anna.post(&departure(&chain), &[]).await.is(422);
        anna.get(&chain.path()).await.is(200);
    }
}

story! {
    async fn g5_h23_the_last_owner_of_a_chain_does_not_delete_their_account(world) {
        let chain = world.verbena();
        let otto = own(&world, &chain, "Otto", "otto@verbena.test");
        let owner = chain.proof::<parlour::chains::rights::RemoveChainUsers>(&world, otto);
        let access = world.number(&format!("SELECT id FROM chain_accesses WHERE user_id = {}", world.user(ANNA)));
        world.db.write_now(|db| parlour::chains::ChainAccess::remove(&owner, parlour::id::ChainAccessId(access), db)).unwrap();
        let visitor = world.sign_in_as("otto@verbena.test", PASSWORD).await;
        visitor.get("/account/deletion").await.says("A chain needs an owner").offers("hand Verbena over and leave").does_not_offer("Delete my account");
        visitor.post("/account/deletion", &[]).await.is(422).offers("hand Verbena over and leave");
        let olga = own_by(&world, &chain, otto);

        visitor.get("/account/deletion").await.says("The chain Verbena gives you nothing any more");
        visitor.post("/account/deletion", &[]).await.leads_to("/sign-in");

        assert_eq!(world.number(&format!("SELECT count(*) FROM chain_accesses WHERE user_id = {otto}")), 0);
        assert_eq!(world.number(&format!("SELECT count(*) FROM chain_accesses WHERE user_id = {olga}")), 1);
        let told = "SELECT count(*) FROM activity WHERE deed = 'account.deleted' AND actor_name = 'Otto' AND chain_id IS NOT NULL";
        assert_eq!(world.number(told), 1);
    }
}

/// One more owner, made by this one.
fn own_by(world: &World, chain: &Verbena, by: parlour::id::UserId) -> parlour::id::UserId {
    let olga = world.person("Olga", "olga@verbena.test", None);
    let owner = chain.chain_role(world, "owner").parse().unwrap();
    let by = chain.proof::<parlour::chains::rights::EditChainUsers>(world, by);
    let terms = Terms { role: Some((owner, None)), ..Terms::default() };
    world.db.write_now(|db| parlour::chains::ChainAccess::give(&by, olga, &terms, db)).unwrap();
    olga
}

story! {
    async fn j3_a_deleted_account_takes_nothing_out_of_a_deleted_chain_when_it_comes_back(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        anna.post(&format!("{}/deletion", chain.path()), &[]).await.is(303);
        let mira = world.sign_in(MIRA).await;
        mira.post("/account/deletion", &[]).await.leads_to("/sign-in");

        anna.post(&format!("{}/restoration", chain.path()), &[]).await.is(303);

        anna.get(&format!("{}/users", chain.path())).await.says_nothing_of("Former user");
    }
}
