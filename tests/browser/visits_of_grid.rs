//! The pages about who has which role where in a chain.

use crate::scene::Scene;
use crate::support::chain::{MIRA, Verbena};
use crate::support::visitor::Visitor;
use crate::support::world::*;
use crate::visits::{Visit, page};

/// Where the table is, and what was changed in one go.
pub struct Table {
    here: String,
    undone: String,
    last: String,
    odd: String,
}

impl Table {
    pub async fn lay(world: &World, chain: &Verbena, anna: &Visitor) -> Self {
        let ours = [RITA, VERA].map(|who| world.user(who));
        let undone = change(world, anna, chain, &ours, "accountant").await;
        anna.post(&format!("{undone}/undo"), &[]).await.is(303);
        let many: Vec<_> = (1..=4)
            .map(|number| world.number(&format!("SELECT id FROM users WHERE name = 'Professional {number}'")))
            .map(parlour::id::UserId)
            .chain(ours)
            .collect();
        let last = change(world, anna, chain, &many, "receptionist").await;
        let odd = format!("at-{}-{}", world.user(VERA), chain.garden);
        world.sql(&format!("UPDATE locations SET subscription_ends_on = '2099-11-30' WHERE id = {}", chain.garden));
        Table { here: format!("{}/matrix", chain.path()), undone, last, odd }
    }
}

/// Gives a role at Harbour in one go, and returns where that can be undone.
async fn change(
    world: &World,
    anna: &Visitor,
    chain: &Verbena,
    users: &[parlour::id::UserId],
    template: &str,
) -> String {
    let role = chain.role(world, template);
    let wishes: Vec<String> = users.iter().map(|user| format!("{user}-{}-{role}", chain.harbour)).collect();
    let seen: Vec<String> = users.iter().map(|user| format!("{user}-0")).collect();
    let cells = wishes.iter().map(|wish| ("cell", wish.as_str()));
    let fields: Vec<(&str, &str)> = cells.chain(seen.iter().map(|seen| ("seen", seen.as_str()))).collect();
    let done = anna.post(&format!("{}/matrix/changes", chain.path()), &fields).await;
    done.is(303);
    done.location().to_owned()
}

/// Somebody takes one of the roles back while the page is open.
const MEANWHILE: &str = "DELETE FROM chain_accesses WHERE user_id = (SELECT id FROM users WHERE name = 'Rita')";

pub fn grid(scene: &Scene) -> Vec<Visit> {
    let Table { here, undone, last, odd } = &scene.table;
    let mira = |name, path: String, heading| page(name, Some(MIRA), path, heading);
    let edit = |name| mira(name, format!("{here}/edit"), "Change several roles");
    let sees = ".savebar .btn-primary";
    // The page lives as long as the house of the tests does.
    let cell: &'static str = Box::leak(format!("select#{odd}").into_boxed_str());
    vec![
        mira("chain-matrix", here.clone(), "Access by location"),
        mira("chain-matrix-odd", format!("{here}?only=odd"), "Access by location"),
        mira("chain-matrix-nobody", format!("{here}?search=nobody"), "Access by location"),
        edit("chain-matrix-edit"),
        edit("chain-matrix-edit-errors").sending(sees).answers(422),
        mira("chain-matrix-plan", format!("{here}/edit"), "What will change").typing(cell, "Rec").sending(sees),
        mira("chain-matrix-batches", format!("{here}/batches"), "Last changes"),
        mira("chain-matrix-batch", last.clone(), "6 roles changed by Anna"),
        mira("chain-matrix-undone", undone.clone(), "2 roles changed by Anna"),
        mira("chain-matrix-results", last.clone(), "Undoing several roles")
            .meanwhile(MEANWHILE)
            .sending("form[action$='/undo'] .btn-primary"),
    ]
}
