//! The pages of a chain.

use crate::scene::Scene;
use crate::support::world::*;
use crate::visits::{Visit, page};

pub fn chains(scene: &Scene) -> Vec<Visit> {
    let Scene { chain, chain_offer, .. } = scene;
    let anna = |name, path: &str, heading| page(name, Some(ANNA), format!("{chain}{path}"), heading);
    vec![
        anna("chain-invited", "/invitations", "Users"),
        anna("chain-invited-nothing", "/invitations?show=declined", "Users"),
        anna("chain-add", "/invitations/new", "Add one of the users"),
        anna("chain-add-errors", "/invitations/new", "Add one of the users")
            .typing("#contact", "nobody")
            .sending("form .btn-primary")
            .answers(422),
        anna("chain-invite", "/invitations/new?who=known", "Invite one of users"),
        page("chain-invitation", Some(ANNA), format!("{chain_offer}/edit"), "Invitation to Nora"),
    ]
}
