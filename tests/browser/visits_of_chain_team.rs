//! The pages about opening and closing a location, and about the team of a chain.

use crate::scene::Scene;
use crate::support::world::*;
use crate::visits::{Visit, page};

pub fn places(scene: &Scene) -> Vec<Visit> {
    let here = &scene.here;
    let by = |who| move |name, path: String, heading| page(name, Some(who), path, heading);
    let (anna, max) = (by(ANNA), by(MAX));
    vec![
        anna("location-new", "/locations/new".into(), "Open a location"),
        anna("location-new-errors", "/locations/new".into(), "Open a location")
            .sending("form .btn-primary")
            .answers(422),
        anna("location-closing", format!("{here}/closing"), "Close Ours?"),
        max("location-closing-not", format!("{here}/closing"), "Close Ours?"),
    ]
}
