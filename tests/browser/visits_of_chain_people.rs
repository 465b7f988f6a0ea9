//! The pages about the people of a chain, and its roles.

use parlour::chains::Terms;

use crate::scene::Scene;
use crate::support::chain::{MIRA, Verbena};
use crate::support::world::*;
use crate::visits::{Visit, page};

/// Paths of a chain with people in it.
pub struct ChainScene {
    here: String,
    departure: String,
    nora: String,
    max: String,
    area: String,
    desk: String,
    viewer: String,
    owner: String,
}

impl ChainScene {
    pub async fn set(world: &World, chain: &Verbena) -> Self {
        let anna = world.sign_in(ANNA).await;
        let here = chain.path();
        let nora = world.person("Nora", "nora@verbena.test", None);
        chain.give_at(world, nora, chain.harbour, "receptionist");
        let area = [("name", "Area lead"), ("right", "chain.reports")];
        anna.post(&format!("{here}/chain-roles"), &area).await.is(303);
        let area = world.number("SELECT max(id) FROM chain_roles");
        let desk = [("name", "Desk lead"), ("right", "users.view"), ("right", "users.invite")];
        anna.post(&format!("{here}/roles"), &desk).await.is(303);
        let desk = world.number("SELECT max(id) FROM roles");
        let otto = world.person("Otto", "otto@verbena.test", None);
        let terms = Terms { role: Some((area.to_string().parse().unwrap(), None)), ..Terms::default() };
        chain.give(world, otto, &terms);
        ChainScene {
            departure: format!("/account/chains/{}/departure", chain.id),
            nora: chain.user_path(world, nora),
            max: format!("{here}/people/{}/access", world.user(MAX)),
            area: format!("{here}/chain-roles/{area}"),
            desk: format!("{here}/roles/{desk}"),
            viewer: chain.chain_role(world, "viewer"),
            owner: format!("{here}/chain-roles/{}", chain.chain_role(world, "owner")),
            here,
        }
    }
}

pub fn people(scene: &Scene) -> Vec<Visit> {
    let ChainScene { here, departure, nora, max, area, desk, viewer, owner } = &scene.chain_people;
    let by = |who| move |name, path: String, heading| page(name, Some(who), path, heading);
    let (anna, mira) = (by(ANNA), by(MIRA));
    let sees = ".savebar .btn-primary";
    vec![
        anna("chain-users", format!("{here}/users"), "Chain users"),
        mira("chain-users-manager", format!("{here}/users?only=rights"), "Chain users"),
        anna("chain-users-none", format!("{here}/users?search=nobody"), "Chain users"),
        anna("chain-user", nora.clone(), "Access of Nora"),
        anna("chain-user-changes", nora.clone(), "What will change for Nora").sending(sees),
        anna("chain-user-conflict", nora.clone(), "Access of Nora").meanwhile(RIVAL).sending(sees).answers(409),
        anna("chain-user-new", max.clone(), "Give Max access to the chain"),
        anna("chain-user-errors", max.clone(), "Give Max access to the chain").sending(sees).answers(422),
        anna("chain-user-removal", format!("{nora}/removal"), "Remove Nora from the chain"),
        anna("chain-departure", departure.clone(), "Leave the chain Verbena?"),
        mira("chain-departure-manager", departure.clone(), "Leave the chain Verbena?"),
        anna("chain-roles", format!("{here}/roles"), "Roles of the chain"),
        anna("chain-role-new", format!("{here}/chain-roles/new"), "Create a chain role"),
        anna("chain-role-new-errors", format!("{here}/chain-roles/new"), "Create a chain role")
            .sending(sees)
            .answers(422),
        anna("chain-role-below-new", format!("{here}/roles/new"), "Create a role for locations"),
        anna("chain-role", area.clone(), "Role Area lead"),
        anna("chain-role-owner", owner.clone(), "Role Chain owner"),
        anna("chain-role-changes", area.clone(), "What will change").typing("#name", " and more").sending(sees),
        anna("chain-role-below", desk.clone(), "Role Desk lead"),
        anna("chain-role-removal", format!("{area}/removal"), "Delete the role Area lead?"),
        anna("chain-role-removal-chosen", format!("{area}/removal?replacement={viewer}"), "Delete the role Area lead?"),
        anna("chain-role-below-removal", format!("{desk}/removal"), "Delete the role Desk lead?"),
        anna("chain-role-copies", format!("{desk}/copies"), "Copy Desk lead to locations"),
        anna("chain-role-copies-errors", format!("{desk}/copies"), "Copy Desk lead to locations")
            .sending("form .btn-primary")
            .answers(422),
    ]
}

/// Mira saves something else.
const RIVAL: &str = "UPDATE chain_accesses SET everywhere_role_id = (SELECT min(role_id) FROM chain_grants), version = version + 1, \
    changed_by = 'Mira', changed_at = CURRENT_TIMESTAMP WHERE user_id = (SELECT id FROM users WHERE name = 'Nora')";
