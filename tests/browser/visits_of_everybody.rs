//! The pages over all the people of a location: who uses the seats, who may do what, what to look at again.

use crate::scene::Scene;
use crate::support::world::*;
use crate::visits::{Visit, page};

pub fn everybody(scene: &Scene) -> Vec<Visit> {
    let Scene { here, theirs, chosen, role, .. } = scene;
    let anna = |name, path: &str, heading| page(name, Some(ANNA), format!("{here}{path}"), heading);
    let max = |name, path: &str, heading| page(name, Some(MAX), format!("{here}{path}"), heading);
    let gleb = |name, path: &str, heading| page(name, Some(GLEB), format!("{theirs}{path}"), heading);
    vec![
        anna("subscription", "/settings/subscription", "Location settings"),
        anna("subscription-errors", "/settings/subscription", "Location settings")
            .typing("#limit", "many")
            .sending(".savebar .btn-primary")
            .answers(422),
        anna("users-differing", "/users?only=differing", "Users"),
        anna("users-nobody", "/users?search=nobody", "Users"),
        anna("matrix", "/users/matrix", "Who may do what"),
        anna("matrix-odd", "/users/matrix?only=odd", "Who may do what"),
        anna("matrix-right", "/users/matrix?right=team.view", "Who may do what"),
        anna("matrix-section", "/users/matrix?section=Security", "Who may do what"),
        anna("matrix-nobody", "/users/matrix?search=nobody", "Who may do what"),
        gleb("matrix-alone", "/users/matrix", "Who may do what"),
        anna("review", "/users/review", "Access review"),
        anna("changes-nobody", "/users/changes", "Change several users"),
        anna("changes", &format!("/users/changes?{chosen}"), "Change several users"),
        anna("changes-checked", &format!("/users/changes?{chosen}&role={role}"), "Change several users"),
        anna("changes-errors", &format!("/users/changes?{chosen}&ends=on"), "Change several users").answers(422),
        max("changes-results", &format!("/users/changes?{chosen}&role={role}"), "Changing several users")
            .sending("form[method=post] .btn-primary"),
        anna("removals", &format!("/users/removals?{chosen}"), "Remove the access of several users?"),
        gleb("removals-nobody", "/users/removals", "Remove the access of several users?"),
        gleb("review-little", "/users/review", "Access review"),
        gleb("subscription-over", "/settings/subscription", "Location settings"),
    ]
}
