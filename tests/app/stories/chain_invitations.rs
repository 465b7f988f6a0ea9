//! Inviting to a chain: what can be offered, by whom, and what is refused with the way out.

use super::invite;
use crate::story;
use crate::support::chain::*;
use crate::support::visitor::{Seen, Visitor};
use crate::support::world::*;

/// Sends the form that adds somebody to the chain.
pub async fn invite_to(chain: &Verbena, by: &Visitor, email: &str, fields: &[(&str, &str)]) -> Seen {
    let mut all = vec![("name", "Nora"), ("contact", email)];
    all.extend(fields);
    by.post(&format!("{}/invitations", chain.path()), &all).await
}

/// The newest invitation, as a path of the chain.
pub fn newest(chain: &Verbena, world: &World) -> String {
    format!("{}/invitations/{}", chain.path(), world.number("SELECT max(id) FROM invitations"))
}

pub const ALL: &str = "SELECT count(*) FROM invitations";

story! {
    async fn one_invitation_carries_a_chain_role_and_roles_at_locations(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let (harbour, viewer) = (chain.harbour.to_string(), chain.chain_role(&world, "viewer"));
        anna.get(&format!("{}/invitations/new", chain.path())).await.is(200).says("Add one of the users").says("Role at Harbour");
        let fields = [("role", &*viewer), ("location", &harbour), ("at", &chain.role(&world, "receptionist"))];

        invite_to(&chain, &anna, "nora@new.test", &fields).await.leads_to(&format!("{}/invitations", chain.path()));

        let letter = world.letter_to("nora@new.test").await;
        letter.says("Anna invites you to the chain Verbena").says("Chain viewer, Receptionist at Harbour");
        let list = anna.get(&format!("{}/invitations", chain.path())).await;
        list.says("Nora").says("Chain viewer, Receptionist at Harbour").says("Pending").offers("Invite again").offers("Revoke invitation");
        let log = "SELECT count(*) FROM activity WHERE deed = 'invitation.sent' AND chain_id IS NOT NULL AND location_id IS NULL";
        assert_eq!(world.number(log), 1);
    }
}

story! {
    async fn the_letters_say_it_in_every_language(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let manager = chain.role(&world, "manager");
        for (language, said) in [("es", "Gerente en todos los locales"), ("pt", "Gerente em todas"), ("de", "Leitung an allen Standorten"), ("fr", "Responsable dans tous"), ("ru", "Управляющий во всех")] {
            let email = format!("nora@{language}.test");
            invite_to(&chain, &anna, &email, &[("everywhere", &manager), ("language", language)]).await.is(303);

            world.letter_to(&email).await.says("Verbena").says(said);
        }
    }
}

story! {
    async fn a_user_is_invited_without_a_name_and_nothing_tells_whether_there_is_an_account(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let page = format!("{}/invitations/new?who=known", chain.path());
        anna.get(&page).await.is(200).says("Invite one of users").says_nothing_of("for=\"name\"");
        let viewer = chain.chain_role(&world, "viewer");
        let mut answers = Vec::new();
        for email in ["gleb@theirs.test", "glob@nobody.test"] {
            let fields = [("who", "known"), ("contact", email), ("role", &*viewer)];
            let seen = anna.post(&format!("{}/invitations", chain.path()), &fields).await;
            answers.push((seen.status, seen.location().to_owned()));
        }
        assert_eq!(answers[0], answers[1]);
        assert_eq!(world.word("SELECT name FROM invitations ORDER BY id LIMIT 1"), "gleb@theirs.test");
        let list = anna.get(&format!("{}/invitations", chain.path())).await;
        list.says("gleb@theirs.test").says_nothing_of("Gleb");
    }
}

story! {
    async fn a10_a11_a12_a17_who_is_in_or_invited_already_is_pointed_to(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let (viewer, accountant) = (chain.chain_role(&world, "viewer"), chain.chain_role(&world, "accountant"));
        invite_to(&chain, &anna, MIRA.1, &[("role", &viewer)]).await.is(422).complains("contact", "already has access to the chain").offers("See the users");
        invite_to(&chain, &anna, ANNA.1, &[("role", &viewer)]).await.is(422).complains("contact", "This is your own contact");
        invite_to(&chain, &anna, "nora@new.test", &[("role", &viewer)]).await.is(303);

        invite_to(&chain, &anna, "nora@new.test", &[("role", &viewer)]).await.is(422).complains("contact", "Use Invite again");
        let other = invite_to(&chain, &anna, "nora@new.test", &[("role", &accountant)]).await;

        other.is(422).complains("contact", "invited already, as Chain viewer").offers("Change the invitation");
        assert_eq!(world.number(ALL), 1);
        invite(&anna, "Nora", "nora@new.test", &world.role("view-only")).await.is(303);
    }
}

story! {
    async fn a30_without_a_location_it_takes_a_chain_role(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let harbour = chain.harbour.to_string();
        let nothing = invite_to(&chain, &anna, "nora@new.test", &[("location", &harbour), ("at", "")]).await;
        nothing.is(422).complains("at", "Choose at least one location, or give a chain role");
        assert_eq!(nothing.value_of("contact"), "nora@new.test");

        invite_to(&chain, &anna, "nora@new.test", &[("role", &chain.chain_role(&world, "viewer"))]).await.is(303);

        assert_eq!(world.number(ALL), 1);
    }
}

story! {
    async fn a31_a_location_that_is_closed_or_has_left_is_not_invited_to(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let (harbour, garden, role) = (chain.harbour.to_string(), chain.garden.to_string(), chain.role(&world, "receptionist"));
        world.sql(&format!("UPDATE locations SET closed_at = '2026-11-01 00:00:00' WHERE id = {harbour}"));
        let field = format!("at-{harbour}");
        anna.get(&format!("{}/invitations/new", chain.path())).await.says("Harbour is closed, so nobody can be invited there");
        let both = [("location", &*harbour), ("at", &role), ("location", &garden), ("at", &role)];

        invite_to(&chain, &anna, "nora@new.test", &both).await.is(422).complains(&field, "Harbour is closed");

        anna.post(&format!("{}/locations/{garden}/removal", chain.path()), &[]).await.is(303);
        let left = invite_to(&chain, &anna, "nora@new.test", &[("location", &garden), ("at", &role)]).await;
        left.is(422).complains("at", "Choose only locations of this chain");
        assert_eq!(world.number(ALL) + world.number("SELECT count(*) FROM invitation_grants"), 0);
    }
}

story! {
    async fn a20_a22_a24_sa10_nobody_offers_more_than_they_hold_and_nothing_of_it_is_saved(world) {
        let chain = world.verbena();
        let otto = world.person("Otto", "otto@verbena.test", None);
        let own = parlour::chains::Terms {
            role: Some((chain.chain_role(&world, "manager").parse().unwrap(), None)),
            at: [(chain.harbour, chain.role(&world, "receptionist").parse().unwrap())].into(),
            ..Default::default()
        };
        chain.give(&world, otto, &own);
        let otto = world.sign_in_as("otto@verbena.test", PASSWORD).await;
        let (harbour, garden) = (chain.harbour.to_string(), chain.garden.to_string());
        let (owner, manager, desk) = (chain.chain_role(&world, "owner"), chain.role(&world, "manager"), chain.role(&world, "receptionist"));
        let page = otto.get(&format!("{}/invitations/new", chain.path())).await;
        assert!(!page.words().contains("Chain owner") && page.words().contains("Chain manager"));

        for fields in [
            vec![("role", &*owner)],
            vec![("location", &harbour), ("at", &manager)],
            vec![("location", &harbour), ("at", &desk), ("location", &garden), ("at", &desk)],
            vec![("everywhere", &desk)],
        ] {
            invite_to(&chain, &otto, "nora@new.test", &fields).await.is(403);
        }
        assert_eq!(world.number(ALL) + world.number("SELECT count(*) FROM invitation_grants"), 0);

        let fields = [("location", &*harbour), ("at", &*desk)];
        invite_to(&chain, &otto, "nora@new.test", &fields).await.is(303);
        let path = newest(&chain, &world);
        otto.post(&path, &[("email", "nora@new.test"), ("role", &owner)]).await.is(403);
        otto.post(&path, &[("email", "nora@new.test"), ("location", &garden), ("at", &desk)]).await.is(403);
        let anna = world.sign_in(ANNA).await;
        anna.post(&path, &[("email", "nora@new.test"), ("role", &owner)]).await.is(303);
        world.hours_pass(1);
        for deed in ["renewal", "link", "approval"] {
            otto.post(&format!("{path}/{deed}"), &[]).await.is(403);
        }
        otto.post(&path, &[("email", "nora@new.test"), ("location", &harbour), ("at", &desk)]).await.is(403);
        assert_eq!(world.number("SELECT count(*) FROM invitation_grants"), 0, "only Anna’s change counts");
        otto.get(&format!("{}/invitations", chain.path())).await.says("Chain owner").does_not_offer("Invite again");
    }
}

story! {
    async fn a23_roles_of_others_are_not_there(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let station = world.location("Station").to_string();
        anna.post("/chains", &[("name", "Other"), ("location", &station)]).await.is(303);
        let of_other = world.number("SELECT max(id) FROM chain_roles").to_string();
        let at_other = world.number("SELECT max(id) FROM roles WHERE chain_id IS NOT NULL").to_string();
        let harbour = chain.harbour.to_string();
        let (field, local) = (format!("at-{harbour}"), world.role_at(chain.harbour, "receptionist"));
        for (fields, complains) in [
            (vec![("role", &*of_other)], "role"),
            (vec![("role", "x")], "role"),
            (vec![("everywhere", &at_other)], "everywhere"),
            (vec![("location", &harbour), ("at", &at_other)], &*field),
            (vec![("location", &harbour), ("at", &local)], &*field),
            (vec![("location", &station), ("at", &chain.role(&world, "receptionist"))], "at"),
        ] {
            invite_to(&chain, &anna, "nora@new.test", &fields).await.is(422).complains(complains, "Choose");
        }
        invite_to(&chain, &anna, "nora@new.test", &[("location", &harbour)]).await.is(400);
        invite_to(&chain, &anna, "nora@new.test", &[("owner", "yes")]).await.is(400);
        assert_eq!(world.number(ALL), 0);
    }
}
