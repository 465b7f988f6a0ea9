//! The pages about what somebody may do, and why.

use crate::scene::Scene;
use crate::support::world::*;
use crate::visits::{Visit, page};

pub fn rights(scene: &Scene) -> Vec<Visit> {
    let anna = |name, path: String, heading| page(name, Some(ANNA), path, heading);
    let max = |name, path: String, heading| page(name, Some(MAX), path, heading);
    let Scene { here, vera, olga, .. } = scene;
    vec![
        anna("user", vera.clone(), "Access of Vera"),
        anna("user-manager", scene.max.clone(), "Access of Max"),
        anna("user-unsaved", scene.max.clone(), "Access of Max").pressing("#right-team-create"),
        anna("user-changed-only", scene.max.clone(), "Access of Max").pressing("label[for=show-changed]"),
        anna("user-found", scene.max.clone(), "Access of Max").typing("#find", "activity"),
        anna("user-role", format!("{vera}?role={}", scene.receptionist), "Access of Vera"),
        anna("user-errors", format!("{}?find=view", scene.max), "Access of Max")
            .typing("#ends_on", "01012020")
            .sending(".savebar .btn-primary")
            .answers(422),
        anna("user-changes", format!("{vera}?role={}", scene.receptionist), "What will change for Vera")
            .sending(".savebar .btn-primary"),
        anna("why", scene.why.clone(), "What Max can do, and why"),
        anna("look", format!("{olga}/look"), "See Ours as Olga"),
        anna("look-role", format!("{here}/roles/{}/look", scene.receptionist), "See Ours as the role Receptionist"),
        max("look-begun", format!("{vera}/look"), "Ours").sending("main .btn-primary"),
        max("look-refused", format!("{here}/settings"), "You don’t have the right to do this").answers(403),
        page("why-own", Some(VERA), format!("{here}/rights"), "What you can do, and why"),
    ]
}
