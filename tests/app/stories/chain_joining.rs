//! Joining a chain: one transaction, whichever way somebody comes, and what keeps them waiting outside.

use parlour::access::Right;

use super::chain_invitations::{invite_to, newest};
use super::chains::can;
use super::register;
use crate::story;
use crate::support::chain::*;
use crate::support::world::*;

/// Invites Nora as Chain viewer and receptionist at Harbour, and returns the path of the link.
pub async fn invited(world: &World, chain: &Verbena, who: Cast, email: &str) -> String {
    let by = world.sign_in(who).await;
    let (harbour, desk) = (chain.harbour.to_string(), chain.role(world, "receptionist"));
    let fields = [("role", &*chain.chain_role(world, "viewer")), ("location", &harbour), ("at", &desk)];
    invite_to(chain, &by, email, &fields).await.is(303);
    world.letter_to(email).await.link()
}

fn inbox(world: &World, deed: &str) -> String {
    format!("/account/invitations/{}/{deed}", world.number("SELECT max(id) FROM invitations"))
}

const GIVEN: &str = "SELECT count(*) FROM activity WHERE deed = 'chain.role_changed_here'";
const NORAS: &str =
    "SELECT count(*) FROM chain_accesses JOIN users ON users.id = chain_accesses.user_id WHERE users.name = 'Nora'";

story! {
    async fn somebody_new_registers_and_is_in_the_chain_and_at_its_location(world) {
        let chain = world.verbena();
        let link = invited(&world, &chain, ANNA, "nora@new.test").await;
        let nora = world.guest();
        nora.get(&link).await.is(200).says("Anna invited you to the chain Verbena as Chain viewer, Receptionist at Harbour");
        let given = world.number(GIVEN);

        register(&nora, &link, "Nora").await.leads_to(&chain.path());

        nora.get(&chain.path()).await.is(200).says("Welcome to Verbena").says("Your chain role is Chain viewer");
        nora.get(&format!("/locations/{}/users", chain.harbour)).await.is(200);
        nora.get(&format!("/locations/{}", chain.garden)).await.is(404);
        assert_eq!(world.number(GIVEN), given + 1, "the log of Harbour tells it, and no other");
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'invitation.accepted' AND chain_id IS NOT NULL"), 1);
        world.letter_to(ANNA.1).await.says("Nora has joined Verbena").says("Receptionist at Harbour");
        nora.get(&link).await.leads_to(&chain.path());
    }
}

story! {
    async fn a_user_joins_from_inside_and_without_chain_rights_is_led_to_the_location(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let nora = world.person("Nora", "nora@new.test", None);
        let fields = [("who", "known"), ("contact", "nora@new.test"), ("everywhere", &*chain.role(&world, "view-only"))];
        anna.post(&format!("{}/invitations", chain.path()), &fields).await.is(303);
        let by = world.sign_in_as("nora@new.test", PASSWORD).await;
        by.get("/account/invitations").await.says("Verbena Chain. Invited by Anna").says("View only at all locations");
        by.get("/locations").await.says("You are invited to join Verbena");

        by.post(&inbox(&world, "acceptance"), &[]).await.leads_to("/locations/ours");

        by.post(&inbox(&world, "acceptance"), &[]).await.leads_to("/locations/ours");
        by.get(&chain.path()).await.is(404);
        assert!([world.ours, chain.harbour, chain.garden].into_iter().all(|place| is_inside(&world, nora, place)));
        assert_eq!(world.word("SELECT name FROM invitations"), "Nora", "the contact no longer stands in for the name");
    }
}

pub fn is_inside(world: &World, user: parlour::id::UserId, place: parlour::id::LocationId) -> bool {
    world.db.read_now(|db| parlour::access::Inside::enter(user, "test".into(), place, db)).is_ok()
}

story! {
    async fn a_copied_link_asks_for_a_code_and_joins(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let viewer = chain.chain_role(&world, "viewer");
        invite_to(&chain, &anna, "nora@new.test", &[("role", &viewer)]).await.is(303);
        let page = anna.post(&format!("{}/link", newest(&chain, &world)), &[]).await;
        let link = url::Url::parse(&page.value_of("link")).unwrap().path().to_owned();
        let nora = world.guest();
        nora.get(&link).await.says("we send a code to");
        nora.post(&format!("{link}/code"), &[]).await.is(303);
        let code = super::code_to(&world, "nora@new.test").await;
        nora.post(&format!("{link}/proof"), &[("code", &code)]).await.is(303);

        register(&nora, &link, "Nora").await.leads_to(&chain.path());

        assert_eq!(world.number(NORAS), 1);
    }
}

story! {
    async fn e7_sa2_ten_who_accept_at_once_make_one_access(world) {
        let chain = world.verbena();
        world.person("Nora", "nora@new.test", None);
        let mut tabs = Vec::new();
        for _ in 0..10 {
            let tab = world.sign_in_as("nora@new.test", PASSWORD).await;
            tab.get("/account/invitations").await.is(200);
            tabs.push(tab);
        }
        let link = invited(&world, &chain, ANNA, "nora@new.test").await;
        let given = world.number(GIVEN);
        let tasks: Vec<_> = tabs
            .into_iter()
            .map(|tab| {
                let link = link.clone();
                async move { tab.post(&link, &[]).await.status }
            })
            .collect();

        let statuses = at_once(tasks).await;

        assert!(statuses.iter().all(|status| [303, 410].contains(status)), "{statuses:?}");
        assert_eq!(world.number(NORAS), 1);
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'invitation.accepted'"), 1);
        assert_eq!(world.number(GIVEN), given + 1);
    }
}

story! {
    async fn e11_who_has_an_access_to_the_chain_keeps_it_as_it_is(world) {
        let chain = world.verbena();
        let nora = world.person("Nora", "nora@new.test", None);
        let link = invited(&world, &chain, ANNA, "nora@new.test").await;
        chain.give_at(&world, nora, chain.garden, "view-only");
        let by = world.sign_in_as("nora@new.test", PASSWORD).await;

        by.post(&link, &[]).await.leads_to(&format!("/locations/{}", chain.garden));

        by.get(&format!("/locations/{}", chain.garden)).await.says("You had access to Verbena already. Your role stays what it was.");
        assert!(!can(&world, nora, chain.harbour, Right::ViewTeam));
        assert_eq!(world.number(NORAS), 1);
    }
}

story! {
    async fn e14_sa9_a_demoted_inviter_lets_nobody_in_until_somebody_who_may_approves(world) {
        let chain = world.verbena();
        let nora = world.person("Nora", "nora@new.test", None);
        let link = invited(&world, &chain, MIRA, "nora@new.test").await;
        world.sql(&format!("UPDATE chain_accesses SET everywhere_role_id = NULL WHERE user_id = {}", chain.mira));
        let by = world.sign_in_as("nora@new.test", PASSWORD).await;
        let (anna, mira) = (world.sign_in(ANNA).await, world.sign_in(MIRA).await);
        let list = anna.get(&format!("{}/invitations", chain.path())).await;
        list.says("Mira can no longer let them in");

        by.post(&link, &[]).await.is(303);

        assert!(!can(&world, nora, chain.harbour, Right::ViewTeam));
        by.get(&chain.path()).await.is(404);
        world.letter_to(ANNA.1).await.says("Nora waits for approval at Verbena");
        mira.post(&format!("{}/approval", newest(&chain, &world)), &[]).await.is(403);
        anna.post(&format!("{}/approval", newest(&chain, &world)), &[]).await.is(303);
        assert!(can(&world, nora, chain.harbour, Right::InviteUsers));
        by.get(&chain.path()).await.is(200);
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'invitation.approved'"), 1);
    }
}

story! {
    async fn a_location_that_left_or_closed_meanwhile_keeps_the_invitation_waiting_until_it_is_changed(world) {
        let chain = world.verbena();
        let nora = world.person("Nora", "nora@new.test", None);
        let link = invited(&world, &chain, ANNA, "nora@new.test").await;
        let anna = world.sign_in(ANNA).await;
        let removal = format!("{}/locations/{}/removal", chain.path(), chain.harbour);
        anna.post(&removal, &[]).await.is(303);
        let path = newest(&chain, &world);
        anna.post(&format!("{path}/link"), &[]).await.is(409).says("Choose only locations of this chain");
        let by = world.sign_in_as("nora@new.test", PASSWORD).await;

        by.post(&link, &[]).await.is(303);

        anna.post(&format!("{path}/approval"), &[]).await.is(409).says("Change the invitation first");
        anna.get(&format!("{}/invitations", chain.path())).await.says("Waiting for approval").offers("Change…");
        let (garden, desk) = (chain.garden.to_string(), chain.role(&world, "receptionist"));
        let moved = [("email", "else@new.test"), ("location", &*garden), ("at", &*desk)];
        anna.post(&path, &moved).await.is(409).says("has accepted already");
        anna.post(&path, &[("email", "nora@new.test"), ("location", &garden), ("at", &desk)]).await.is(303);
        anna.post(&format!("{path}/approval"), &[]).await.is(303);
        assert!(can(&world, nora, chain.garden, Right::InviteUsers) && !can(&world, nora, chain.harbour, Right::ViewTeam));
    }
}

story! {
    async fn e15_a_link_to_a_deleted_chain_says_no_more_than_an_unknown_one(world) {
        let chain = world.verbena();
        world.person("Nora", "nora@new.test", None);
        let link = invited(&world, &chain, ANNA, "nora@new.test").await;
        let anna = world.sign_in(ANNA).await;
        let by = world.sign_in_as("nora@new.test", PASSWORD).await;
        anna.post(&format!("{}/deletion", chain.path()), &[]).await.is(303);

        let (gone, unknown) = (by.get(&link).await, by.get("/join/AAAA").await);
        assert_eq!((gone.status, gone.texts_of("h1")), (unknown.status, unknown.texts_of("h1")));
        by.post(&link, &[]).await.is(404);
        by.post(&inbox(&world, "acceptance"), &[]).await.is(404);
        by.get("/account/invitations").await.says("No invitation waits for you").says_nothing_of("Verbena");
        by.get("/locations").await.says_nothing_of("Your invitations 1 open");

        anna.post(&format!("{}/restoration", chain.path()), &[]).await.is(303);
        by.get("/account/invitations").await.says("Verbena");
    }
}

story! {
    async fn sa16_whoever_accepts_while_nothing_is_paid_hears_why_and_joins_later(world) {
        let chain = world.verbena();
        let nora = world.person("Nora", "nora@new.test", None);
        let link = invited(&world, &chain, ANNA, "nora@new.test").await;
        let by = world.sign_in_as("nora@new.test", PASSWORD).await;
        world.sql("UPDATE locations SET subscription_active = FALSE");

        by.post(&link, &[]).await.is(422).says("No location of Verbena has an active paid subscription now. Your invitation stays: ask Anna");
        by.post(&inbox(&world, "acceptance"), &[]).await.is(422);
        world.sql(&format!("UPDATE locations SET subscription_active = TRUE WHERE id = {}", chain.garden));
        by.post(&link, &[]).await.is(422).says("Harbour has no active paid subscription now");
        assert_eq!(world.number(NORAS), 0);

        world.sql("UPDATE locations SET subscription_active = TRUE");
        by.post(&link, &[]).await.leads_to(&chain.path());
        assert!(can(&world, nora, chain.harbour, Right::InviteUsers));
    }
}

story! {
    async fn sa15_without_a_seat_nobody_comes_in_and_the_invitation_stays(world) {
        let chain = world.verbena();
        world.person("Nora", "nora@new.test", None);
        let link = invited(&world, &chain, ANNA, "nora@new.test").await;
        world.sql(&format!("UPDATE locations SET seat_limit = 1 WHERE id = {}", chain.harbour));
        let by = world.sign_in_as("nora@new.test", PASSWORD).await;

        let refused = by.post(&link, &[]).await;

        refused.is(422).says("Verbena has no free seat for you now").says_nothing_of("Mira");
        world.letter_to(ANNA.1).await.says("Nora could not join Verbena");
        assert_eq!(world.number(NORAS), 0);
        world.sql(&format!("UPDATE locations SET seat_limit = NULL WHERE id = {}", chain.harbour));
        by.post(&link, &[]).await.leads_to(&chain.path());
    }
}

story! {
    async fn an_account_that_is_deleted_no_longer_waits_in_a_chain(world) {
        let chain = world.verbena();
        world.person("Nora", "nora@new.test", None);
        let link = invited(&world, &chain, MIRA, "nora@new.test").await;
        world.sql(&format!("UPDATE chain_accesses SET everywhere_role_id = NULL WHERE user_id = {}", chain.mira));
        let by = world.sign_in_as("nora@new.test", PASSWORD).await;
        by.post(&link, &[]).await.is(303);

        by.post("/account/deletion", &[]).await.leads_to("/sign-in");

        let withdrawn = "SELECT count(*) FROM activity WHERE deed = 'invitation.declined' AND chain_id IS NOT NULL";
        assert_eq!(world.number(withdrawn), 1);
        assert_eq!(world.word("SELECT state FROM invitations"), "declined");
    }
}
