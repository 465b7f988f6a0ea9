//! The pages about roles.

use crate::scene::Scene;
use crate::support::world::*;
use crate::visits::{Visit, page};

pub fn roles(scene: &Scene) -> Vec<Visit> {
    let Scene { here, desk, instead, .. } = scene;
    let anna = |name, path: String, heading| page(name, Some(ANNA), path, heading);
    let edit = |name| anna(name, desk.clone(), "Role Front desk lead");
    let sees = ".savebar .btn-primary";
    vec![
        anna("roles", format!("{here}/roles"), "Users"),
        anna("roles-compared", format!("{here}/roles/comparison"), "Roles compared"),
        anna("role-new", format!("{here}/roles/new"), "Create a role"),
        anna("role-new-errors", format!("{here}/roles/new"), "Create a role").sending(sees).answers(422),
        anna("role-copy", format!("{here}/roles/new?like={instead}"), "Create a role"),
        edit("role"),
        edit("role-unsaved").pressing("#right-activity-view"),
        edit("role-on").pressing("label[for=show-on]"),
        edit("role-errors").typing("#name", TOO_LONG).sending(sees).answers(422),
        anna("role-changes", desk.clone(), "What will change").typing("#name", " and more").sending(sees),
        anna("role-owner", format!("{here}/roles/{}", owner(instead)), "Role Owner"),
        anna("role-removal", format!("{desk}/removal"), "Delete the role Front desk lead?"),
        anna("role-removal-unchosen", format!("{desk}/removal"), "Delete the role Front desk lead?")
            .sending("form .btn-primary"),
        anna(
            "role-removal-chosen",
            format!("{desk}/removal?replacement={instead}"),
            "Delete the role Front desk lead?",
        ),
        edit("role-conflict").meanwhile(RIVAL).sending(sees).answers(409),
        anna("roles-import", format!("{here}/roles/import"), "Import roles"),
        anna("roles-import-errors", format!("{here}/roles/import"), "Import roles")
            .sending("form .btn-primary")
            .answers(422),
        anna("roles-import-checked", format!("{here}/roles/import"), "Import roles")
            .typing("#text", FILE)
            .sending("form .btn-primary"),
    ]
}

/// Ready-made roles are made in one go, the Owner two before the receptionist.
fn owner(receptionist: &str) -> i64 {
    receptionist.parse::<i64>().unwrap() - 2
}

/// Max saves something else.
const RIVAL: &str = "UPDATE roles SET rights = 'team.view activity.view:30d', version = version + 1, \
    changed_by = 'Max', changed_at = CURRENT_TIMESTAMP WHERE name = 'Front desk lead'";

const TOO_LONG: &str = " who also looks after the keys, the flowers, the music and the coffee machine, day by day";

const FILE: &str = r#"{"format":"parlour-roles","version":1,"roles":[
{"name":"Trainee","rights":[{"right":"team.view","own":true}]},
{"name":"Front desk lead","rights":[{"right":"team.view"},{"right":"activity.view","days":7}]},
{"name":"Manager","rights":[]},
{"name":"Odd one","rights":[{"right":"team.everything"},{"right":"team.view","position":"Alchemist"}]}]}"#;
