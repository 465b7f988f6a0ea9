//! Invitations to a chain: what keeps them apart from those of its locations, and what has to be paid for.

use super::chain_invitations::{invite_to, newest};
use super::walk::Walk;
use super::{invite, register};
use crate::story;
use crate::support::chain::*;
use crate::support::visitor::Visitor;
use crate::support::world::*;

/// Through every door of the invitations to a chain behind which something is done.
pub async fn walk(walk: &mut Walk<'_>, anna: &Visitor, chain: &Verbena) {
    let world = walk.world;
    let (here, viewer) = (format!("{}/invitations", chain.path()), chain.chain_role(world, "viewer"));
    let added = [("name", "Nora"), ("contact", "nora@new.test"), ("role", &*viewer)];
    walk.does(anna, &here, &added).await;
    let nora = newest(chain, world);
    walk.does(anna, &nora, &[("email", "nora@right.test"), ("role", &viewer)]).await;
    world.hours_pass(1);
    walk.does(anna, &format!("{nora}/renewal"), &[]).await;
    walk.does(anna, &format!("{nora}/link"), &[]).await;
    world.hours_pass(1);
    let id = world.number("SELECT max(id) FROM invitations").to_string();
    walk.does(anna, &format!("{here}/renewals"), &[("invitation", &id)]).await;
    walk.does(anna, &format!("{nora}/revocation"), &[]).await;

    let mira = world.sign_in(MIRA).await;
    invite_to(chain, &mira, "livia@new.test", &[("role", &viewer)]).await.is(303);
    let pia = newest(chain, world);
    let waits = world.letter_to("livia@new.test").await.link();
    invite_to(chain, &mira, "rui@new.test", &[("role", &viewer)]).await.is(303);
    let rui = world.number("SELECT max(id) FROM invitations").to_string();
    world.sql(&format!("UPDATE chain_accesses SET role_id = {viewer} WHERE user_id = {}", chain.mira));
    walk.does(anna, &format!("{here}/takeovers"), &[("invitation", &rui)]).await;
    walk.does(anna, &format!("{here}/revocations"), &[("invitation", &rui)]).await;
    register(&world.guest(), &waits, "Pia").await.is(303);
    walk.does(anna, &format!("{pia}/approval"), &[]).await;
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
