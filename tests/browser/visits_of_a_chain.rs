//! The pages of a chain itself: what it is made of, its figures and its logs.

use crate::scene::Scene;
use crate::support::chain::MIRA;
use crate::support::world::*;
use crate::visits::{Visit, page};

pub fn a_chain(scene: &Scene) -> Vec<Visit> {
    let Scene { here, .. } = scene;
    let chain = scene.verbena.path();
    let garden = scene.verbena.garden;
    let anna = |name, path: String, heading| page(name, Some(ANNA), path, heading);
    let mira = |name, path: String, heading| page(name, Some(MIRA), path, heading);
    vec![
        anna("chain", chain.clone(), "Verbena"),
        mira("chain-managed", chain.clone(), "Verbena"),
        anna("chain-new", "/chains/new".into(), "Create a chain"),
        anna("chain-new-errors", "/chains/new".into(), "Create a chain").sending("form .btn-primary").answers(422),
        page("chain-new-nothing", Some(VERA), "/chains/new", "Create a chain"),
        anna("chain-settings", format!("{chain}/settings"), "Chain settings"),
        anna("chain-settings-errors", format!("{chain}/settings"), "Chain settings")
            .typing("#name", TOO_LONG)
            .sending(".savebar .btn-primary")
            .answers(422),
        anna("chain-locations", format!("{chain}/locations"), "Chain settings"),
        anna("chain-location-removal", format!("{chain}/locations/{garden}/removal"), "Take Garden out of the chain"),
        anna("chain-deletion", format!("{chain}/deletion"), "Delete Verbena"),
        anna("chain-activity", format!("{chain}/activity"), "Activity"),
        mira("chain-denied", format!("{chain}/settings"), "You don’t have the right to do this").answers(403),
        anna("location-chains", format!("{here}/settings/chains"), "Location settings"),
        page("location-no-chains", Some(GLEB), format!("{}/settings/chains", scene.theirs), "Location settings"),
        anna(
            "location-withdrawal",
            format!("/locations/{garden}/settings/chains/{}/withdrawal", scene.verbena.id),
            "Take Garden out of Verbena",
        ),
    ]
}

const TOO_LONG: &str =
    " and all the other salons of the family, in the old town, at the harbour and in the garden of the hill";
