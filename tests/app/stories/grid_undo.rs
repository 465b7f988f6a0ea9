//! What was changed in one go is undone once, and only where nobody has changed it since.

use parlour::access::Right;
use parlour::id::UserId;

use super::chains::can;
use super::grid::give;
use super::grid_changes::{cell, confirm, plan, rows};
use crate::story;
use crate::support::chain::*;
use crate::support::visitor::Visitor;
use crate::support::world::*;

/// Changes one role each of several people at Harbour in one go, and returns where that can be undone.
async fn change(world: &World, by: &Visitor, chain: &Verbena, users: &[UserId], role: &str) -> String {
    let role = chain.role(world, role);
    let cells: Vec<String> = users.iter().map(|user| cell(*user, chain.harbour, &role)).collect();
    let fields: Vec<(&str, &str)> = cells.iter().map(|cell| ("cell", cell.as_str())).collect();
    let dry = plan(by, chain, &fields).await;
    let done = confirm(by, chain, &dry).await;
    done.is(303);
    done.location().to_owned()
}

story! {
    async fn what_was_changed_in_one_go_is_put_back_as_it_was_and_that_is_written_down(world) {
        let chain = world.verbena();
        let (vera, rita) = (world.user(VERA), world.user(RITA));
        give(&world, &chain, vera, &[(chain.harbour, "accountant")]);
        let anna = world.sign_in(ANNA).await;
        let batch = change(&world, &anna, &chain, &[vera, rita], "manager").await;
        anna.get(&batch).await.is(200).says("2 roles changed by Anna").offers("Undo 2 roles");
        anna.get(&format!("{}/matrix/batches", chain.path())).await.says("2 roles").says("No");
        assert!(can(&world, rita, chain.harbour, Right::EditUsers));

        let undone = anna.post(&format!("{batch}/undo"), &[]).await;

        undone.leads_to(&batch);
        assert!(!can(&world, rita, chain.harbour, Right::ViewTeam) && can(&world, rita, world.ours, Right::InviteUsers));
        assert_eq!(world.word("SELECT max(roles.name) || count(*) FROM chain_grants JOIN roles ON roles.id = role_id"), "Accountant1");
        let written = world.word("SELECT subject || ' ' || changes FROM activity WHERE deed = 'chain.batch_undone'");
        assert!(written.starts_with("Anna") && written.contains("Roles put back"), "{written}");
        anna.get(&batch).await.says("Undone by Anna").does_not_offer("Undo");
    }
}

story! {
    async fn it_can_only_be_undone_once_even_by_two_at_once(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let batch = change(&world, &anna, &chain, &[world.user(RITA)], "manager").await;
        let undo = format!("{batch}/undo");

        let both = at_once([anna.clone(), world.sign_in(ANNA).await].map(|anna| {
            let undo = undo.clone();
            async move { anna.post(&undo, &[]).await.status }
        }))
        .await;

        assert!(both == [303, 409] || both == [409, 303], "{both:?}");
        anna.post(&undo, &[]).await.is(409).says("Anna undid this already");
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'chain.batch_undone'"), 1);
    }
}

story! {
    async fn what_somebody_has_changed_since_is_left_alone_and_said(world) {
        let chain = world.verbena();
        let (vera, rita) = (world.user(VERA), world.user(RITA));
        let anna = world.sign_in(ANNA).await;
        let batch = change(&world, &anna, &chain, &[vera, rita], "manager").await;
        change(&world, &anna, &chain, &[vera], "view-only").await;
        anna.get(&batch).await.says("Changed since: View only").offers("Undo 1 role");

        let undone = anna.post(&format!("{batch}/undo"), &[]).await;

        undone.is(200).says("Done for 1 role, not done for 1.");
        assert!(rows(&undone).iter().any(|row| row.starts_with("Vera Harbour View only Not done: This was changed since")), "{:?}", rows(&undone));
        assert!(!can(&world, rita, chain.harbour, Right::ViewTeam));
        assert_eq!(world.number(&format!("SELECT count(*) FROM chain_grants JOIN chain_accesses ON chain_accesses.id = chain_access_id WHERE user_id = {vera}")), 1);
    }
}

story! {
    async fn h9_the_names_stay_what_they_were_and_the_guards_are_asked_again(world) {
        let chain = world.verbena();
        let (vera, rita) = (world.user(VERA), world.user(RITA));
        give(&world, &chain, vera, &[(chain.harbour, "receptionist")]);
        let anna = world.sign_in(ANNA).await;
        let batch = change(&world, &anna, &chain, &[vera], "manager").await;
        world.sql(&format!("UPDATE roles SET name = 'Front desk', deleted_at = '2026-11-20 09:00:00' WHERE id = {}", chain.role(&world, "receptionist")));
        world.sql(&format!("UPDATE users SET name = 'Vera Sol' WHERE id = {vera}"));

        let page = anna.get(&batch).await;
        let gone = anna.post(&format!("{batch}/undo"), &[]).await;

        assert!(rows(&page)[0].starts_with("Vera Harbour Receptionist Manager As it was left"), "{:?}", rows(&page));
        gone.is(200).says("Nothing was changed.").says("This is none of the roles of the chain");
        assert!(can(&world, vera, chain.harbour, Right::EditUsers));
        let of_rita = change(&world, &anna, &chain, &[rita], "manager").await;
        world.sql(&format!("UPDATE chain_accesses SET everywhere_role_id = {} WHERE user_id = {}", chain.role(&world, "view-only"), chain.mira));
        let mira = world.sign_in_as(MIRA.1, PASSWORD).await;
        mira.post(&format!("{of_rita}/undo"), &[]).await.is(200).says("holds rights that you do not hold at Harbour");
    }
}

story! {
    async fn what_was_changed_in_another_chain_is_not_there(world) {
        let chain = world.verbena();
        let anna = world.sign_in(ANNA).await;
        let batch = change(&world, &anna, &chain, &[world.user(RITA)], "manager").await;
        let number = batch.rsplit('/').next().unwrap().to_owned();
        let made = anna.post("/chains", &[("name", "Other"), ("location", &chain.harbour.to_string())]).await;
        let elsewhere = format!("{}/matrix/batches/{number}", made.location());

        anna.get(&elsewhere).await.is(404);
        anna.post(&format!("{elsewhere}/undo"), &[]).await.is(404);

        world.sign_in(GLEB).await.post(&format!("{batch}/undo"), &[]).await.is(404);
        assert!(can(&world, world.user(RITA), chain.harbour, Right::EditUsers));
    }
}
