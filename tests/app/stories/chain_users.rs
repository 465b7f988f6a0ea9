//! The users of a chain: who they are, and what each of them may do in it and at its locations.

use parlour::access::Right;
use parlour::chains::Terms;

use super::chains::can;
use super::matrix::statements_of;
use crate::story;
use crate::support::chain::*;
use crate::support::world::*;

story! {
    async fn the_users_of_a_chain_are_those_it_gives_something_and_those_of_its_locations(world) {
        let chain = world.verbena();
        let nora = world.person("Nora", "nora@verbena.test", None);
        chain.give_at(&world, nora, chain.harbour, "receptionist");
        let anna = world.sign_in(ANNA).await;
        let users = format!("{}/users", chain.path());

        let page = anna.get(&users).await;

        page.says("Anna").says("Chain owner").says("You").says("All 3 locations");
        page.says("Mira").says("Chain manager").says("All locations, also future ones");
        page.says("Nora").says("nora@verbena.test").says("Harbour").says("No chain rights");
        page.says("Rita").says("All 6").says("With chain rights 2").says("At one location 4").says_nothing_of("Gleb");
        anna.get(&format!("{users}?only=rights")).await.says("Mira").says_nothing_of("Rita");
        anna.get(&format!("{users}?only=one&search=nora@")).await.says("Nora").says("1 user").says_nothing_of("Rita");
        anna.get(&format!("{users}?search=nobody")).await.says("Nobody fits these filters");
        page.offers("Change access of Mira").offers("Remove… Mira").offers("Give access to Rita").does_not_offer("Change access of Anna");
        let mira = world.sign_in(MIRA).await.get(&users).await;
        mira.does_not_offer("Change access of Anna").does_not_offer("Change access of Mira").offers("Change access of Nora");
    }
}

story! {
    async fn the_list_asks_the_database_no_more_for_many_than_for_few(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let users = format!("{}/users", chain.path());
        let few = statements_of(&world, &anna, &users).await;
        for number in 0..60 {
            let somebody = world.person(&format!("Zoe {number:02}"), &format!("zoe{number}@verbena.test"), None);
            chain.give_at(&world, somebody, chain.garden, "view-only");
        }

        let many = statements_of(&world, &anna, &users).await;

        assert_eq!(few, many);
        let page = anna.get(&users).await;
        page.says("65 users").offers("Next").says_nothing_of("Zoe 59");
        anna.get(&format!("{users}?page=1")).await.says("Zoe 59").offers("Earlier");
    }
}

story! {
    async fn what_would_change_is_said_first_and_then_done(world) {
        let chain = world.verbena();
        let nora = world.person("Nora", "nora@verbena.test", None);
        chain.give_at(&world, nora, chain.harbour, "receptionist");
        let (viewer, desk) = (chain.chain_role(&world, "viewer"), chain.role(&world, "receptionist"));
        let anna = world.sign_in(ANNA).await;
        let path = chain.user_path(&world, nora);
        anna.get(&path).await.is(200).says("Signs in with nora@verbena.test").says("Location access");
        let at = [format!("{}:", chain.harbour), format!("{}:{desk}", chain.garden)];
        let fields = [("version", "1"), ("role", &*viewer), ("at", &*at[0]), ("at", &*at[1])];

        let said = anna.post(&format!("{path}/changes"), &fields).await;

        said.is(200).says("Nothing is saved yet").says("Chain role: Chain viewer instead of No chain rights");
        said.says("See the team of the chain").says("Nora can no longer open Harbour").says("At Garden: Receptionist, given by the chain");
        said.says("Nora uses a paid seat from then on at Garden").says("Nora does not use a paid seat any more at Harbour");
        assert!(can(&world, nora, chain.harbour, Right::InviteUsers) && !can(&world, nora, chain.garden, Right::InviteUsers));
        anna.post(&path, &fields).await.leads_to(&format!("{}/users", chain.path()));
        assert!(!can(&world, nora, chain.harbour, Right::ViewTeam) && can(&world, nora, chain.garden, Right::InviteUsers));
        anna.get(&path).await.says("Same as the role").says("The role Chain viewer gives it");
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'chain.access_changed'"), 1);
        let here = format!("SELECT count(*) FROM activity WHERE deed = 'chain.role_changed_here' AND subject = 'Nora' AND location_id = {}", chain.garden);
        assert_eq!(world.number(&here), 1);
    }
}

story! {
    async fn a_chain_right_is_added_and_another_taken_away_and_the_form_marks_both(world) {
        let chain = world.verbena();
        let otto = world.person("Otto", "otto@verbena.test", None);
        let viewer = chain.chain_role(&world, "viewer");
        chain.give(&world, otto, &Terms { role: Some((viewer.parse().unwrap(), None)), ..Terms::default() });
        let anna = world.sign_in(ANNA).await;
        let path = chain.user_path(&world, otto);
        let with = |right: &'static str| [("version", "1"), ("role", &*viewer), ("board", &*viewer), ("right", "chain.team.view"), ("right", right)].map(|(name, value)| (name.to_owned(), value.to_owned()));
        let post = async |fields: &[(String, String)]| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
            anna.post(&path, &fields).await
        };

        post(&with("chain.everything")).await.is(422).says("a right that Parlour does not know");
        post(&with("chain.users.edit")).await.is(422).says("needs “See users of the chain and their rights”");
        post(&with("chain.activity")).await.is(303);

        let page = anna.get(&path).await;
        page.says("2 differ from the role").says("Anna and Mira could give it").says("Added for Otto: changed last by Anna").says("it was taken from Otto");
        anna.get(&format!("{}/users", chain.path())).await.says("2 rights differ");
        let role = [("version", "2"), ("role", &*chain.chain_role(&world, "accountant")), ("board", &*viewer), ("right", "chain.activity"), ("do", "role")];
        anna.post(&format!("{path}/changes"), &role).await.is(200).says("Same as the role");
        let role = [("version", "2"), ("role", &*chain.chain_role(&world, "accountant")), ("board", &*viewer), ("right", "chain.activity")];
        anna.post(&path, &role).await.is(303);
        assert_eq!(world.word("SELECT added || withheld FROM chain_accesses ORDER BY id DESC LIMIT 1"), "", "another role means exactly its rights");
    }
}

story! {
    async fn h14_the_second_of_two_editors_is_shown_both_versions(world) {
        let chain = world.verbena();
        let nora = world.person("Nora", "nora@verbena.test", None);
        chain.give_at(&world, nora, chain.harbour, "receptionist");
        let (anna, path) = (world.sign_in(ANNA).await, chain.user_path(&world, nora));
        let at = |template| format!("{}:{}", chain.harbour, chain.role(&world, template));
        anna.post(&path, &[("version", "1"), ("at", &at("view-only"))]).await.is(303);

        let late = anna.post(&path, &[("version", "1"), ("at", &at("manager"))]).await;

        late.is(409).says("Anna changed this meanwhile").says("View only").says("Manager").says("Nothing of yours is lost");
        assert!(!can(&world, nora, chain.harbour, Right::EditUsers));
        let version = late.value_of_name("version");
        anna.post(&path, &[("version", &version), ("at", &at("manager"))]).await.is(303);
        assert!(can(&world, nora, chain.harbour, Right::EditUsers));
    }
}

story! {
    async fn a_user_of_a_location_is_given_access_to_the_chain_at_once_and_a_stranger_is_not(world) {
        let chain = world.verbena();
        let (rita, gleb) = (world.user(RITA), world.user(GLEB));
        let anna = world.sign_in(ANNA).await;
        let path = |user| format!("{}/people/{user}/access", chain.path());
        let at = format!("{}:{}", chain.garden, chain.role(&world, "receptionist"));
        anna.get(&path(rita)).await.is(200).says("Give Rita access to the chain").says("Receptionist, given by Ours");
        anna.post(&path(rita), &[]).await.is(422).says("Give a chain role, or a role at one location at least");
        anna.post(&format!("{}/changes", path(rita)), &[("at", &at)]).await.is(200).says("At Garden: Receptionist, given by the chain");

        anna.post(&path(rita), &[("at", &at)]).await.is(303);

        assert!(can(&world, rita, chain.garden, Right::InviteUsers));
        anna.post(&path(rita), &[("at", &at)]).await.is(409);
        anna.get(&path(gleb)).await.is(404);
        anna.post(&path(gleb), &[("at", &at)]).await.is(404);
        let theirs = format!("{}:{}", chain.garden, world.role("receptionist"));
        anna.post(&path(world.user(VERA)), &[("at", &theirs)]).await.is(422).says("Choose one of the roles of this chain");
        let elsewhere = format!("{}:{}", world.theirs, chain.role(&world, "receptionist"));
        anna.post(&path(world.user(VERA)), &[("at", &elsewhere)]).await.is(422).says("Choose only locations of this chain");
        anna.post(&path(world.user(VERA)), &[("at", &at), ("owner", "yes")]).await.is(400);
    }
}

story! {
    async fn g1_removing_somebody_says_what_goes_and_what_stays_and_ends_the_sessions_of_who_has_nothing_else(world) {
        let chain = world.verbena();
        let nora = world.person("Nora", "nora@verbena.test", None);
        chain.give_at(&world, nora, chain.harbour, "receptionist");
        let rita = world.user(RITA);
        chain.give_at(&world, rita, world.ours, "manager");
        let (anna, visitor) = (world.sign_in(ANNA).await, world.sign_in_as("nora@verbena.test", PASSWORD).await);
        let (of_nora, of_rita) = (chain.user_path(&world, nora), chain.user_path(&world, rita));

        let page = anna.get(&format!("{of_nora}/removal")).await;
        page.says("Nora can no longer open Harbour").says("signed out everywhere").offers("Remove from the chain");
        anna.get(&format!("{of_rita}/removal")).await.says("At Ours, Rita can do only what Ours itself gave: Receptionist");
        visitor.get(&format!("/locations/{}", chain.harbour)).await.is(200);
        anna.post(&format!("{of_nora}/removal"), &[]).await.leads_to(&format!("{}/users", chain.path()));
        anna.post(&format!("{of_rita}/removal"), &[]).await.is(303);

        visitor.get("/locations").await.leads_to("/sign-in");
        assert!(!can(&world, rita, world.ours, Right::EditLocation) && can(&world, rita, world.ours, Right::InviteUsers));
        anna.get(&of_nora).await.is(404);
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'chain.access_removed' AND subject IN ('Nora', 'Rita')"), 2);
    }
}

story! {
    async fn a_location_without_seats_refuses_and_nothing_is_given_anywhere(world) {
        let chain = world.verbena();
        world.sql(&format!("UPDATE locations SET seat_limit = 2 WHERE id = {}", chain.garden));
        let rita = world.user(RITA);
        let anna = world.sign_in(ANNA).await;
        let path = format!("{}/people/{rita}/access", chain.path());
        let role = chain.role(&world, "receptionist");
        let at = [format!("{}:{role}", chain.harbour), format!("{}:{role}", chain.garden)];

        let refused = anna.post(&path, &[("at", &at[0]), ("at", &at[1])]).await;

        refused.is(422).complains(&format!("at-{}", chain.garden), "Garden: ");
        refused.says("paid seats of this location are not enough");
        assert!(!can(&world, rita, chain.harbour, Right::InviteUsers));
        let free = format!("{}:{}", chain.garden, chain.role(&world, "view-only"));
        anna.post(&path, &[("at", &at[0]), ("at", &free)]).await.is(303);
    }
}

story! {
    async fn a_card_at_a_location_is_unlinked_when_the_chain_was_the_only_way_in(world) {
        let chain = world.verbena();
        let nora = world.person("Nora", "nora@verbena.test", None);
        chain.give_at(&world, nora, world.ours, "receptionist");
        let card = world.member("Nora");
        world.sql(&format!("UPDATE members SET user_id = {nora} WHERE id = {card}"));
        let (anna, path) = (world.sign_in(ANNA).await, chain.user_path(&world, nora));
        let viewer = chain.chain_role(&world, "viewer");
        let fields = [("version", "1"), ("role", &*viewer)];

        anna.post(&format!("{path}/changes"), &fields).await.says("The card Nora at Ours stays").says("no longer linked to an account");
        anna.post(&path, &fields).await.is(303);

        assert_eq!(world.number(&format!("SELECT count(*) FROM members WHERE user_id = {nora}")), 0);
    }
}

story! {
    async fn the_list_says_when_nobody_can_be_invited_and_which_location_to_renew(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let users = format!("{}/users", chain.path());
        anna.get(&users).await.says_nothing_of("Nobody can be invited");
        world.sql("UPDATE locations SET subscription_active = FALSE");

        anna.get(&users).await.says("Nobody can be invited to Verbena now").says("Harbour: Settings › Subscription");
    }
}

story! {
    async fn sh3_h10_a_form_about_chain_rights_that_cannot_be_accepted_is_in_the_log_of_the_chain(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let viewer = chain.chain_role(&world, "viewer");
        let form = [("role", &*viewer), ("board", &*viewer), ("right", "chain.users.edit"), ("everywhere", ""), ("version", "1")];

        anna.post(&chain.user_path(&world, chain.mira), &form).await.is(422).says("needs “See users of the chain and their rights”");

        let rejected = "SELECT count(*) FROM activity WHERE deed = 'input_validation_fail' AND chain_id IS NOT NULL AND subject LIKE '%Mira'";
        assert_eq!(world.number(rejected), 1);
    }
}
