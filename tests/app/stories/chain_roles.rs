//! The roles of a chain: for the chain itself, and for its locations; changed, deleted, copied down.

use parlour::access::Right;
use parlour::chains::Terms;

use super::chains::can;
use crate::story;
use crate::support::chain::*;
use crate::support::visitor::Visitor;
use crate::support::world::*;

/// Creates a role, and returns its page.
async fn created(world: &World, by: &Visitor, chain: &Verbena, room: &str, name: &str, rights: &[&str]) -> String {
    let mut fields = vec![("name", name)];
    fields.extend(rights.iter().map(|right| ("right", *right)));
    by.post(&format!("{}/{room}", chain.path()), &fields).await.leads_to(&format!("{}/roles", chain.path()));
    let table = room.replace('-', "_");
    format!("{}/{room}/{}", chain.path(), world.number(&format!("SELECT max(id) FROM {table}")))
}

fn number(path: &str) -> String {
    path.rsplit('/').next().unwrap().to_owned()
}

story! {
    async fn both_kinds_of_roles_are_listed_with_who_has_them(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;

        let page = anna.get(&format!("{}/roles", chain.path())).await;

        page.says("Chain owner").says("Yours").says("Chain manager").says("Mira").says("Receptionist").says("Nobody");
        page.offers("Create a chain role").offers("Create a role for locations").offers("Change Chain viewer");
        page.does_not_offer("Change Chain owner").does_not_offer("Delete… Chain viewer").offers("Copy to locations… Receptionist");
        let mira = world.sign_in(MIRA).await.get(&format!("{}/roles", chain.path())).await;
        mira.does_not_offer("Change Chain manager").does_not_offer("Change Manager").offers("Change Receptionist");
    }
}

story! {
    async fn h3_h10_h11_a_chain_role_holds_what_its_maker_holds_and_what_goes_together(world) {
        let chain = world.verbena();
        let mira = world.sign_in(MIRA).await;
        let rooms = format!("{}/chain-roles", chain.path());
        let post = async |rights: &[&str]| {
            let mut fields = vec![("name", "Area")];
            fields.extend(rights.iter().map(|right| ("right", *right)));
            mira.post(&rooms, &fields).await
        };

        post(&["chain.settings"]).await.is(403).says("chain rights that you do not hold yourself");
        post(&["chain.users.edit"]).await.is(422).says("needs “See users of the chain and their rights”");
        post(&["chain.everything"]).await.is(422).says("a right that Parlour does not know");
        post(&["chain.reports"]).await.is(303);
        post(&["chain.reports"]).await.is(422).complains("name", "There is a role called Area already");
        mira.post(&rooms, &[("name", "")]).await.is(422).says("Enter a name for the role");

        let copy = chain.chain_role(&world, "viewer");
        mira.get(&format!("{rooms}/new?like={copy}")).await.is(200).says("Begin with the rights of");
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'chain.role_added'"), 1);
    }
}

story! {
    async fn whom_a_change_of_a_chain_role_concerns_is_said_before_it_is_saved(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let area = created(&world, &anna, &chain, "chain-roles", "Area", &["chain.reports", "chain.team.view"]).await;
        for name in ["Otto", "Olga"] {
            let user = world.person(name, &format!("{name}@verbena.test"), None);
            let role = number(&area).parse().unwrap();
            chain.give(&world, user, &Terms { role: Some((role, None)), ..Terms::default() });
        }
        let fields = [("name", "Area lead"), ("version", "1"), ("right", "chain.reports"), ("right", "chain.activity")];

        let said = anna.post(&format!("{area}/changes"), &fields).await;

        said.is(200).says("2 people have this role").says("It will be called Area lead instead of Area");
        said.says("See the activity log of the chain and of its locations: 2 people (Olga and Otto)");
        said.says("See the team of the chain: 2 people (Olga and Otto)");
        let otto = world.sign_in_as("otto@verbena.test", PASSWORD).await;
        otto.get(&chain.path()).await.says("See the team of the chain");
        anna.post(&area, &fields).await.is(303);
        otto.get(&chain.path()).await.says("Your chain role is Area lead").says_nothing_of("See the team of the chain");
        anna.post(&area, &fields).await.is(409).says("Anna changed this role meanwhile");
        let told = "SELECT count(*) FROM activity WHERE deed = 'chain.role_changed' AND changes LIKE '%People concerned%'";
        assert_eq!(world.number(told), 1);
    }
}

story! {
    async fn h10_what_was_added_for_somebody_goes_when_what_it_needs_goes(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let area = created(&world, &anna, &chain, "chain-roles", "Area", &["chain.users.view"]).await;
        let otto = world.person("Otto", "otto@verbena.test", None);
        let added = ["chain.users.view", "chain.users.invite"].into_iter();
        let rights = added.filter_map(parlour::chains::ChainRight::from_slug).collect();
        chain.give(&world, otto, &Terms { role: Some((number(&area).parse().unwrap(), Some(rights))), ..Terms::default() });

        anna.post(&area, &[("name", "Area"), ("version", "1"), ("right", "chain.reports")]).await.is(303);

        let within = world.db.read_now(|db| parlour::chains::Within::enter(otto, "test".into(), chain.id, db)).unwrap();
        assert_eq!(within.rights().to_string(), "chain.reports");
    }
}

story! {
    async fn a_changed_role_at_locations_counts_wherever_the_chain_gives_it_and_every_log_says_so(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let desk = created(&world, &anna, &chain, "roles", "Desk", &["team.view", "users.view"]).await;
        let role = number(&desk).parse().unwrap();
        let nora = world.person("Nora", "nora@verbena.test", None);
        chain.give(&world, nora, &Terms { at: [(chain.harbour, role), (chain.garden, role)].into(), ..Terms::default() });
        let fields = [("name", "Desk"), ("version", "1"), ("right", "users.view"), ("right", "users.invite")];

        let said = anna.post(&format!("{desk}/changes"), &fields).await;

        said.is(200).says("1 person has this role").says("Invite, invite again, revoke: Nora at 2 locations");
        said.says("See the team members list and cards: Nora at 2 locations");
        anna.post(&desk, &fields).await.is(303);
        assert!(can(&world, nora, chain.harbour, Right::InviteUsers) && can(&world, nora, chain.garden, Right::InviteUsers));
        assert!(!can(&world, nora, chain.garden, Right::ViewTeam));
        for location in [chain.harbour, chain.garden] {
            let told = format!("SELECT count(*) FROM activity WHERE deed = 'role.changed' AND location_id = {location}");
            assert_eq!(world.number(&told), 1);
        }
        assert_eq!(world.number(&format!("SELECT count(*) FROM activity WHERE deed = 'role.changed' AND location_id = {}", world.ours)), 0);
    }
}

story! {
    async fn a_role_at_locations_that_would_take_more_seats_than_there_are_is_refused(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let desk = created(&world, &anna, &chain, "roles", "Desk", &["users.view"]).await;
        let nora = world.person("Nora", "nora@verbena.test", None);
        let role = number(&desk).parse().unwrap();
        chain.give(&world, nora, &Terms { at: [(chain.harbour, role)].into(), ..Terms::default() });
        world.sql(&format!("UPDATE locations SET seat_limit = 2 WHERE id = {}", chain.harbour));
        let fields = [("name", "Desk"), ("version", "1"), ("right", "users.view"), ("right", "users.invite")];

        anna.post(&format!("{desk}/changes"), &fields).await.is(422).says("Harbour: The 2 paid seats of this location are not enough");
        anna.post(&desk, &fields).await.is(422).says("Harbour: The 2 paid seats of this location are not enough");

        assert!(!can(&world, nora, chain.harbour, Right::InviteUsers));
    }
}

story! {
    async fn h4_h5_nobody_changes_their_own_role_nor_that_of_somebody_stronger(world) {
        let chain = world.verbena();
        let (anna, mira) = (world.sign_in(ANNA).await, world.sign_in(MIRA).await);
        let own = format!("{}/chain-roles/{}", chain.path(), chain.chain_role(&world, "manager"));
        let below = format!("{}/roles/{}", chain.path(), chain.role(&world, "manager"));
        let owner = format!("{}/chain-roles/{}", chain.path(), chain.chain_role(&world, "owner"));
        let fields = [("name", "Chain manager"), ("version", "1"), ("right", "chain.reports")];
        mira.get(&own).await.is(200).says("is your own role");
        mira.post(&own, &fields).await.is(403);
        mira.post(&below, &[("name", "Manager"), ("version", "1"), ("right", "team.view")]).await.is(403).says("is your own role");
        anna.post(&owner, &fields).await.is(403).says("cannot be changed");
        let keys = created(&world, &anna, &chain, "roles", "Keys", &["users.view", "sessions.end"]).await;

        mira.post(&keys, &[("name", "Keys"), ("version", "1"), ("right", "users.view")]).await.is(403);
        mira.get(&keys).await.is(200).says("rights that you do not hold at any location");
        let auditor = created(&world, &anna, &chain, "chain-roles", "Auditor", &["chain.reports", "chain.settings"]).await;
        mira.post(&auditor, &[("name", "Auditor"), ("version", "1"), ("right", "chain.reports")]).await.is(403);
        mira.post(&format!("{auditor}/removal"), &[]).await.is(403);
    }
}

story! {
    async fn h7_h8_a_deleted_chain_role_leaves_its_people_and_invitations_another_one(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let area = created(&world, &anna, &chain, "chain-roles", "Area", &["chain.reports", "chain.activity"]).await;
        let otto = world.person("Otto", "otto@verbena.test", None);
        chain.give(&world, otto, &Terms { role: Some((number(&area).parse().unwrap(), None)), ..Terms::default() });
        world.sql(&format!(
            "INSERT INTO invitations (name, name_key, email, inviter_id, inviter_name, created_at, expires_at, chain_id, chain_role_id) \
             VALUES ('Ada', 'ada', 'ada@new.test', {}, 'Anna', '2026-01-01 00:00:00', '2036-01-01 00:00:00', {}, {})",
            world.user(ANNA), chain.id, number(&area)
        ));
        let (removal, viewer) = (format!("{area}/removal"), chain.chain_role(&world, "viewer"));
        anna.get(&removal).await.is(200).says("Otto").says("Ada").says("What they get instead");
        anna.post(&removal, &[]).await.is(422).says("Choose the role that they get instead");
        anna.get(&format!("{removal}?replacement={viewer}")).await.is(200).says("With Chain viewer instead").says("See the activity log of the chain and of its locations: Otto");
        anna.post(&format!("{}/chain-roles/{viewer}/removal", chain.path()), &[]).await.is(403).says("ready-made roles stay");

        anna.post(&removal, &[("replacement", &viewer)]).await.is(303);

        let path = chain.user_path(&world, otto);
        anna.get(&path).await.says("The role Chain viewer gives it");
        assert_eq!(world.number("SELECT chain_role_id FROM invitations WHERE name = 'Ada'").to_string(), viewer);
        anna.get(&area).await.is(404);
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'chain.role_deleted' AND subject = 'Area'"), 1);
    }
}

story! {
    async fn h7_a_deleted_role_at_locations_is_replaced_wherever_somebody_has_it(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let desk = created(&world, &anna, &chain, "roles", "Desk", &["users.view", "users.invite"]).await;
        let role = number(&desk).parse().unwrap();
        let nora = world.person("Nora", "nora@verbena.test", None);
        chain.give(&world, nora, &Terms { everywhere: Some(role), at: [(chain.harbour, role)].into(), ..Terms::default() });
        let instead = chain.role(&world, "view-only");

        anna.post(&format!("{desk}/removal"), &[("replacement", &instead)]).await.is(303);

        assert!(!can(&world, nora, chain.harbour, Right::InviteUsers) && !can(&world, nora, chain.garden, Right::InviteUsers));
        assert_eq!(world.number(&format!("SELECT count(*) FROM chain_grants WHERE role_id = {instead}")), 1);
        assert_eq!(world.number(&format!("SELECT count(*) FROM chain_accesses WHERE everywhere_role_id = {instead}")), 1);
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'role.deleted' AND location_id IS NOT NULL"), 3);
    }
}

story! {
    async fn h12_a_role_is_copied_to_locations_and_each_says_what_came_of_it(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let desk = created(&world, &anna, &chain, "roles", "Desk", &["users.view", "users.invite"]).await;
        let (harbour, garden) = (chain.harbour.to_string(), chain.garden.to_string());
        let copies = format!("{desk}/copies");
        anna.get(&copies).await.is(200).says("Copy Desk to locations").says("Harbour");
        anna.post(&copies, &[]).await.is(422).says("Choose at least one location");
        anna.post(&copies, &[("location", &world.theirs.to_string())]).await.is(422).says("Choose only locations of this chain");
        anna.post(&copies, &[("location", &harbour)]).await.is(303);

        let partly = anna.post(&copies, &[("location", &harbour), ("location", &garden)]).await;

        partly.is(422).says("Garden: copied").says("Harbour: not copied. There is a role called Desk at Harbour already.");
        let copied = "SELECT count(*) FROM roles WHERE copied_from = 'Desk of Verbena' AND rights = 'users.view users.invite' AND chain_id IS NULL";
        assert_eq!(world.number(copied), 2);
        anna.post(&desk, &[("name", "Desk"), ("version", "1"), ("right", "users.view")]).await.is(303);
        assert_eq!(world.number(copied), 2, "what becomes of it later changes no copy");
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'role.added' AND subject = 'Desk' AND location_id IS NOT NULL"), 2);
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'chain.role_copied'"), 2);
        anna.get(&format!("/locations/{garden}/roles")).await.says("Desk").says("Desk of Verbena");
    }
}
