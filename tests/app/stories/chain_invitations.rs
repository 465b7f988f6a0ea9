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
    async fn a20_a22_a24_nobody_offers_more_than_they_hold_and_nothing_of_it_is_saved(world) {
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

story! {
    async fn f9_a_chain_and_its_locations_keep_their_invitations_apart(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let max = world.sign_in(MAX).await;
        let fields = [("location", &*world.ours.to_string()), ("at", &chain.role(&world, "receptionist"))];
        invite_to(&chain, &anna, "nora@new.test", &fields).await.is(303);
        let id = world.number("SELECT max(id) FROM invitations");
        invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);
        let local = world.number("SELECT max(id) FROM invitations");
        world.hours_pass(1);

        max.get("/locations/ours/invitations").await.says("Boris").says_nothing_of("Nora");
        anna.get(&format!("{}/invitations", chain.path())).await.says("Nora").says_nothing_of("Boris");
        for (base, foreign) in [("/locations/ours".to_owned(), id), (chain.path(), local)] {
            let by = if foreign == id { &max } else { &anna };
            let path = format!("{base}/invitations/{foreign}");
            by.get(&format!("{path}/edit")).await.is(404);
            for deed in ["", "/renewal", "/link", "/revocation", "/approval"] {
                let fields = [("email", "x@new.test"), ("role", "1")];
                by.post(&format!("{path}{deed}"), if deed.is_empty() { &fields } else { &[] }).await.is(404);
            }
            for several in ["renewals", "revocations", "takeovers"] {
                by.post(&format!("{base}/invitations/{several}"), &[("invitation", &foreign.to_string())]).await.is(404);
            }
        }
        assert_eq!(world.number("SELECT count(*) FROM invitations WHERE state = 'pending'"), 2);
        assert_eq!(world.number("SELECT count(*) FROM invitation_links"), 2);
    }
}

story! {
    async fn sa16_without_a_paying_location_nobody_is_invited_and_the_page_says_what_to_renew(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let viewer = chain.chain_role(&world, "viewer");
        invite_to(&chain, &anna, "nora@new.test", &[("role", &viewer)]).await.is(303);
        let nora = newest(&chain, &world);
        world.hours_pass(1);
        world.sql("UPDATE locations SET subscription_active = FALSE");

        for page in ["/invitations", "/invitations/new"] {
            let seen = anna.get(&format!("{}{page}", chain.path())).await;
            seen.says("Nobody can be invited to Verbena now").offers("Harbour: Settings › Subscription");
        }
        let refused = invite_to(&chain, &anna, "olga@new.test", &[("role", &viewer)]).await;
        refused.is(422).complains("unpaid", "no location of the chain has an active paid subscription").says("Renew the subscription of one of Ours, Harbour and Garden");
        anna.post(&format!("{nora}/renewal"), &[]).await.is(409).says("Nobody can be invited to Verbena now");
        anna.post(&format!("{nora}/link"), &[]).await.is(409);
        anna.post(&nora, &[("email", "nora@other.test"), ("role", &viewer)]).await.is(422);
        assert_eq!(world.number("SELECT count(*) FROM invitation_links"), 1);
        let mira = world.sign_in(MIRA).await;
        mira.get(&format!("{}/invitations", chain.path())).await.says("ask whoever looks after its subscription");

        world.sql(&format!("UPDATE locations SET subscription_active = TRUE WHERE id = {}", chain.garden));
        let (harbour, desk) = (chain.harbour.to_string(), chain.role(&world, "receptionist"));
        let (field, fields) = (format!("at-{harbour}"), [("role", &*viewer), ("location", &harbour), ("at", &desk)]);
        invite_to(&chain, &anna, "olga@new.test", &fields).await.is(422).complains(&field, "Harbour has no paid subscription");
        invite_to(&chain, &anna, "olga@new.test", &[("role", &viewer)]).await.is(303);
        assert_eq!(world.number("SELECT count(*) FROM invitation_grants"), 0);
    }
}

story! {
    async fn sa15_an_open_invitation_keeps_seats_where_it_gives_a_role(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        world.sql(&format!("UPDATE locations SET seat_limit = 3 WHERE id = {}", chain.harbour));
        let (harbour, desk, free) = (chain.harbour.to_string(), chain.role(&world, "receptionist"), chain.role(&world, "view-only"));
        let at = |role: &str| vec![("location", harbour.clone()), ("at", role.to_owned())];
        let send = async |email: &str, fields: Vec<(&str, String)>| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            invite_to(&chain, &anna, email, &fields).await
        };
        send("nora@new.test", at(&desk)).await.is(303);

        let field = format!("at-{harbour}");
        send("olga@new.test", at(&desk)).await.is(422).complains(&field, "The 3 paid seats of this location are not enough");
        send("olga@new.test", vec![("everywhere", desk.clone())]).await.is(422).complains(&field, "Harbour: The 3 paid seats");
        send("olga@new.test", at(&free)).await.is(303);
        let mut instead = vec![("everywhere", desk.clone())];
        instead.extend(at(&free));
        send("pia@new.test", instead).await.is(303);
        let local = anna.post(&format!("/locations/{harbour}/invitations"), &[("name", "Rui"), ("contact", "rui@new.test"), ("role", &world.role_at(chain.harbour, "receptionist"))]).await;
        local.is(422).complains("role-1", "The 3 paid seats");

        let nora = format!("{}/invitations/{}", chain.path(), world.number("SELECT min(id) FROM invitations"));
        anna.post(&format!("{nora}/revocation"), &[]).await.is(303);
        send("rui@new.test", at(&desk)).await.is(303);
    }
}
