//! Many roles of a chain in one go: first what will happen to each, then each by itself.

use parlour::access::Right;
use parlour::chains::Terms;
use parlour::id::{LocationId, UserId};

use super::chains::can;
use super::grid::give;
use crate::story;
use crate::support::chain::*;
use crate::support::visitor::{Seen, Visitor};
use crate::support::world::*;

/// The rows of a page, each as one line.
pub fn rows(page: &Seen) -> Vec<String> {
    let row = |place| page.texts_of(&format!("tbody tr:nth-child({place}) > *")).join(" ");
    let rows = (1..=page.texts_of("tbody tr").len()).map(row);
    rows.map(|row| row.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

pub async fn plan(by: &Visitor, chain: &Verbena, fields: &[(&str, &str)]) -> Seen {
    by.post(&format!("{}/matrix/plan", chain.path()), fields).await
}

/// Sends the form of what was looked at in advance.
pub async fn confirm(by: &Visitor, chain: &Verbena, page: &Seen) -> Seen {
    let fields = page.fields_of("form[action$='/changes']");
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    by.post(&format!("{}/matrix/changes", chain.path()), &fields).await
}

/// What the form calls one role of one person at one location.
pub fn cell(user: UserId, location: LocationId, role: &str) -> String {
    format!("{user}-{location}-{role}")
}

fn grants(world: &World) -> i64 {
    world.number("SELECT count(*) FROM chain_grants")
}

story! {
    async fn several_people_get_one_role_at_several_locations_and_what_was_foreseen_is_what_is_done(world) {
        let chain = world.verbena();
        let (vera, rita) = (world.user(VERA), world.user(RITA));
        give(&world, &chain, vera, &[(chain.harbour, "accountant")]);
        let anna = world.sign_in(ANNA).await;
        let role = chain.role(&world, "receptionist");
        let (vera_id, rita_id, harbour, garden) = (vera.to_string(), rita.to_string(), chain.harbour.to_string(), chain.garden.to_string());

        let dry = plan(&anna, &chain, &[("give", &role), ("person", &vera_id), ("person", &rita_id), ("branch", &harbour), ("branch", &garden)]).await;

        dry.is(200).says("Nothing is changed yet. 4 roles will be different.").offers("Change 4 roles");
        assert_eq!(rows(&dry), [
            "Rita Harbour Nothing from the chain Receptionist", "Rita Garden Nothing from the chain Receptionist",
            "Vera Harbour Accountant Receptionist", "Vera Garden Nothing from the chain Receptionist",
        ]);
        assert_eq!((grants(&world), world.number("SELECT count(*) FROM chain_batches")), (1, 0), "nothing is done yet");
        let before = world.number("SELECT count(*) FROM activity");
        confirm(&anna, &chain, &dry).await.is(303);

        for (user, place) in [(vera, chain.harbour), (vera, chain.garden), (rita, chain.harbour), (rita, chain.garden)] {
            assert!(can(&world, user, place, Right::InviteUsers));
        }
        assert_eq!(grants(&world), 4);
        let written = |deed: &str| world.number(&format!("SELECT count(*) FROM activity WHERE deed = '{deed}' AND id > {before}"));
        assert_eq!((written("chain.access_given"), written("chain.access_changed"), written("chain.role_changed_here")), (1, 1, 4));
    }
}

story! {
    async fn only_cells_that_were_changed_say_anything_and_all_locations_can_be_meant(world) {
        let chain = world.verbena();
        let vera = world.user(VERA);
        let anna = world.sign_in(ANNA).await;
        let (role, other) = (chain.role(&world, "receptionist"), chain.role(&world, "accountant"));
        let form = anna.get(&format!("{}/matrix/edit", chain.path())).await;
        let at = format!("at-{vera}-{}", chain.harbour);
        assert_eq!(form.value_of(&at), "", "as it is sends nothing");
        assert!(form.texts_of(&format!("#{at} option")).contains(&"Receptionist".to_owned()));

        let changed = cell(vera, chain.harbour, &other);
        let dry = plan(&anna, &chain, &[("cell", ""), ("cell", &changed), ("give", &role), ("person", &vera.to_string()), ("all", "yes")]).await;

        assert_eq!(rows(&dry), [
            "Vera Ours Nothing from the chain Receptionist", "Vera Harbour Nothing from the chain Accountant", "Vera Garden Nothing from the chain Receptionist",
        ]);
    }
}

story! {
    async fn what_cannot_be_meant_is_said_and_what_was_typed_stays(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let (role, vera) = (chain.role(&world, "receptionist"), world.user(VERA).to_string());

        let nobody = plan(&anna, &chain, &[("give", &role), ("all", "yes")]).await;
        let nowhere = plan(&anna, &chain, &[("give", &role), ("person", &vera), ("search", "vera")]).await;

        nobody.is(422).complains("give", "Tick the people");
        assert_eq!(nobody.value_of("give"), role);
        nowhere.is(422).complains("all", "Tick the locations, or all of them");
        assert_eq!((nowhere.texts_of("tbody th b"), nowhere.value_of("search")), (vec!["Vera".to_owned()], "vera".to_owned()));
        assert!(nowhere.body.contains(&format!(r#"id="person-{vera}" name="person" value="{vera}" checked"#)));
        plan(&anna, &chain, &[]).await.is(422).complains("give", "Choose another role in one of the cells");
        plan(&anna, &chain, &[("person", &vera)]).await.is(422).complains("give", "Choose the role for the people");
        plan(&anna, &chain, &[("cell", "1-2")]).await.is(400);
        plan(&anna, &chain, &[("colour", "red")]).await.is(400);
        let many: Vec<String> = (0..1001).map(|number| format!("{number}-1-{role}")).collect();
        let many: Vec<(&str, &str)> = many.iter().map(|cell| ("cell", cell.as_str())).collect();
        plan(&anna, &chain, &many).await.is(422).complains("give", "1000 can be changed in one go");
    }
}

story! {
    async fn a24_each_row_is_refused_by_itself_and_stops_no_other(world) {
        let chain = world.verbena();
        let (vera, rita, gleb) = (world.user(VERA), world.user(RITA), world.user(GLEB));
        give(&world, &chain, rita, &[(chain.harbour, "receptionist")]);
        let anna = world.sign_in(ANNA).await;
        let role = chain.role(&world, "receptionist");
        let own = chain.mira;
        world.sql(&format!("UPDATE locations SET subscription_active = FALSE WHERE id = {}", chain.garden));
        let mira = world.sign_in_as(MIRA.1, PASSWORD).await;
        let cells = [
            cell(vera, chain.harbour, &role), cell(vera, world.theirs, &role), cell(vera, world.ours, &world.role("owner")),
            cell(vera, chain.garden, &role), cell(gleb, chain.harbour, &role), cell(own, chain.harbour, &role),
            cell(rita, chain.harbour, &role), cell(world.user(ANNA), chain.harbour, &role),
        ];
        let fields: Vec<(&str, &str)> = cells.iter().map(|cell| ("cell", cell.as_str())).collect();

        let dry = plan(&mira, &chain, &fields).await;
        let done = confirm(&mira, &chain, &dry).await;

        let said = rows(&dry).join("\n");
        for words in [
            "Vera Harbour Nothing from the chain Receptionist",
            "Vera Another location Nothing from the chain Not possible: This location does not belong to the chain.",
            "Vera Ours Nothing from the chain Not possible: This is none of the roles of the chain.",
            "Vera Garden Nothing from the chain Not possible: Garden: The subscription is not active",
            "Somebody Harbour Nothing from the chain Not possible: Nobody like this",
            "Mira Harbour Manager Not possible: You cannot change your own access.",
            "Rita Harbour Receptionist Nothing: it is so already.",
            "Anna Harbour Nothing from the chain Not possible: Anna holds chain rights that you do not hold yourself",
        ] {
            assert!(said.contains(words), "{words} is not in\n{said}");
        }
        dry.offers("Change 1 role");
        done.is(200).says("Done for 1 role, not done for 6.").offers("Undo what was done");
        assert!(can(&world, vera, chain.harbour, Right::InviteUsers) && !can(&world, vera, chain.garden, Right::ViewTeam));
        assert_eq!((grants(&world), world.number("SELECT count(*) FROM chain_batch_rows")), (2, 1));
        plan(&anna, &chain, &[("cell", &cell(gleb, chain.harbour, &role))]).await.says_nothing_of("Gleb");
    }
}

story! {
    async fn sa10_nobody_gives_or_takes_at_a_location_what_they_do_not_hold_there(world) {
        let chain = world.verbena();
        let vera = world.user(VERA);
        give(&world, &chain, vera, &[(chain.harbour, "manager")]);
        let manager = chain.chain_role(&world, "manager").parse().unwrap();
        let at = [(world.ours, chain.role(&world, "receptionist").parse().unwrap())].into();
        let otto = world.person("Otto", "otto@verbena.test", None);
        chain.give(&world, otto, &Terms { role: Some((manager, None)), at, ..Terms::default() });
        let otto = world.sign_in_as("otto@verbena.test", PASSWORD).await;
        let role = chain.role(&world, "view-only");

        let dry = plan(&otto, &chain, &[("cell", &cell(vera, chain.harbour, "0")), ("cell", &cell(vera, chain.garden, &role)), ("cell", &cell(vera, world.ours, &role))]).await;

        let said = rows(&dry);
        assert!(said[0].starts_with("Vera Ours Nothing from the chain View only"), "{said:?}");
        assert!(said[1].contains("The role Manager holds rights that you do not hold at Harbour"), "{said:?}");
        let form = otto.get(&format!("{}/matrix/edit", chain.path())).await;
        assert!(form.texts_of(&format!("select#at-{vera}-{}", chain.harbour)).is_empty(), "no list where nothing can be taken");
        assert!(!form.texts_of(&format!("select#at-{vera}-{} option", world.ours)).contains(&"Manager".to_owned()));
    }
}

story! {
    async fn whoever_changed_somebody_meanwhile_is_not_overwritten(world) {
        let chain = world.verbena();
        let (vera, rita) = (world.user(VERA), world.user(RITA));
        give(&world, &chain, vera, &[(chain.harbour, "receptionist")]);
        let anna = world.sign_in(ANNA).await;
        let role = chain.role(&world, "accountant");
        let dry = plan(&anna, &chain, &[("cell", &cell(vera, chain.garden, &role)), ("cell", &cell(rita, chain.garden, &role))]).await;
        world.sql(&format!("UPDATE chain_accesses SET version = version + 1, changed_by = 'Mira' WHERE user_id = {vera}"));
        give(&world, &chain, rita, &[(chain.harbour, "receptionist")]);

        let done = confirm(&anna, &chain, &dry).await;

        done.is(200).says("Nothing was changed.").says("Mira changed this").says("Anna changed this");
        assert_eq!(grants(&world), 2);
    }
}

story! {
    async fn taking_away_all_that_the_chain_gives_ends_the_access_and_all_locations_are_not_left_one_by_one(world) {
        let chain = world.verbena();
        let vera = world.user(VERA);
        give(&world, &chain, vera, &[(chain.harbour, "receptionist")]);
        let anna = world.sign_in(ANNA).await;
        let everywhere = plan(&anna, &chain, &[("cell", &cell(chain.mira, chain.harbour, "0"))]).await;
        everywhere.is(200).says("comes from all locations, also future ones").offers("Choose something else");

        let dry = plan(&anna, &chain, &[("cell", &cell(vera, chain.harbour, "0"))]).await;
        confirm(&anna, &chain, &dry).await.is(303);

        assert!(!can(&world, vera, chain.harbour, Right::ViewTeam));
        assert_eq!(world.number(&format!("SELECT count(*) FROM chain_accesses WHERE user_id = {vera}")), 0);
        let rights = "chain.users.view chain.users.edit";
        world.sql(&format!("UPDATE chain_roles SET rights = '{rights}' WHERE template = 'manager'"));
        give(&world, &chain, vera, &[(chain.harbour, "receptionist")]);
        let mira = world.sign_in_as(MIRA.1, PASSWORD).await;
        plan(&mira, &chain, &[("cell", &cell(vera, chain.harbour, "0"))]).await.says("That takes the right “Remove people from the chain”");
    }
}
