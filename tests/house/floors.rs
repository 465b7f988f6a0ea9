//! Which file may know what: floors inside a slice, order among slices, sizes, leftovers.

use crate::keeps;
use crate::sources::{Source, files, read};

/// The slices, each leaning only on those before it.
const SLICES: [&str; 22] = [
    "users",
    "locations",
    "activity",
    "access",
    "books",
    "chains",
    "channels",
    "outbox",
    "sessions",
    "account",
    "invitations",
    "looks",
    "roles",
    "grid",
    "team",
    "chain_team",
    "services",
    "schedule",
    "clients",
    "appointments",
    "payroll",
    "calendar",
];

/// The rooms around the slices, which know them all.
const AROUND: [&str; 15] = [
    "app", "backup", "chores", "cli", "demo", "doctor", "health", "journal", "load", "mailbox", "papers", "sample",
    "stopping", "verify", "web",
];

/// The floors of a slice that face the browser or the letterbox.
const FRONT: [&str; 5] = ["routes", "views", "joining", "forms", "letters"];

const LONGEST: usize = 300;

/// As long as there are tables.
const LIST_OF_TABLES: &str = "src/schema.rs";

/// Stands between actix-session and the table of sessions, so it has to know both.
const BRIDGE: &str = "src/sessions/store.rs";

/// Binds letters to their templates for every slice that writes.
const LETTERBOX: &str = "src/outbox";

/// The slice of a file and its floor: `src/team/routes/card.rs` is `team`, `routes`.
fn place(source: &Source) -> Option<(usize, &str)> {
    let mut steps = source.path.strip_prefix("src/")?.split('/');
    let slice = steps.next()?.trim_end_matches(".rs");
    let floor = steps.next().map_or(slice, |floor| floor.trim_end_matches(".rs"));
    Some((SLICES.iter().position(|known| *known == slice)?, floor))
}

/// Everything in a slice that is not its front is its model, whatever the file is called.
fn models() -> Vec<Source> {
    let mut models = files("src", ".rs");
    models.retain(|source| place(source).is_some_and(|(_, floor)| !FRONT.contains(&floor)));
    models
}

fn fronts() -> Vec<Source> {
    let mut fronts = files("src", ".rs");
    fronts.retain(|source| place(source).is_some_and(|(_, floor)| ["routes", "views", "joining"].contains(&floor)));
    fronts
}

#[test]
fn every_slice_is_on_the_map_and_the_order_is_the_maps() {
    let map = read("src/lib.rs");

    let places: Vec<_> = SLICES.iter().map(|slice| map.find(&format!("pub mod {slice};")).unwrap()).collect();

    assert!(places.is_sorted(), "src/lib.rs names the slices in another order than {SLICES:?}");
}

#[test]
fn a_model_never_knows_the_web() {
    keeps(
        "models know nothing of actix, templates and pages",
        models().iter().filter(|model| model.path != BRIDGE).flat_map(|model| {
            let actix = model.says(&["actix_web", "actix_session", "actix_identity"]);
            let askama =
                model.says(&["askama", "#[template"]).into_iter().filter(|_| !model.path.starts_with(LETTERBOX));
            let web = model.rooms().contains("web").then(|| format!("{} looks into crate::web", model.path));
            actix.into_iter().chain(askama).chain(web).collect::<Vec<_>>()
        }),
    );
}

#[test]
fn routes_and_views_never_know_the_database() {
    keeps(
        "routes and views leave diesel to the model",
        fronts().iter().flat_map(|front| {
            let schema = front.rooms().contains("schema").then(|| format!("{} looks into crate::schema", front.path));
            front.says(&["diesel"]).into_iter().chain(schema)
        }),
    );
}

#[test]
fn a_model_leans_only_on_slices_before_its_own() {
    keeps(
        "models lean only on earlier slices",
        models().iter().flat_map(|model| {
            let (own, _) = place(model).unwrap();
            let later = SLICES[own + 1..].iter().chain(&AROUND);
            let rooms = model.rooms();
            later
                .filter(|room| rooms.contains(**room))
                .map(|room| format!("{} leans on {room}, which comes after {}", model.path, SLICES[own]))
                .collect::<Vec<_>>()
        }),
    );
}

#[test]
fn the_toolkit_of_the_web_never_knows_the_database() {
    keeps(
        "src/web leaves diesel to the model",
        files("src/web", ".rs").iter().flat_map(|source| source.says(&["diesel", "crate::schema"])),
    );
}

#[test]
fn files_are_short() {
    let all = files("src", ".rs").into_iter().chain(files("tests", ".rs"));

    let long = all.filter(|source| source.path != LIST_OF_TABLES).filter_map(|source| {
        let lines = source.text.lines().count();
        (lines > LONGEST).then(|| format!("{} has {lines} lines", source.path))
    });

    keeps("a file has at most 300 lines", long);
}

#[test]
fn every_file_opens_with_a_sentence() {
    let all = files("src", ".rs").into_iter().chain(files("tests", ".rs"));

    keeps(
        "a file says first what it is",
        all.filter_map(|source| {
            let first = source.text.lines().next().unwrap_or_default();
            (!first.starts_with("//! ")).then_some(source.path)
        }),
    );
}

#[test]
fn nothing_is_left_for_later() {
    const LEFTOVERS: [&str; 8] = [".unwrap()", "todo!", "unimplemented!", "dbg!", "TODO", "FIXME", "XXX", "HACK"];

    keeps(
        "the product has no unwrap and nothing half done",
        files("src", ".rs").iter().flat_map(|source| {
            let lines = source.product().filter_map(|(number, line)| {
                let word = LEFTOVERS.iter().find(|word| line.contains(**word))?;
                Some(format!("{}:{number} says {word}", source.path))
            });
            lines.collect::<Vec<_>>()
        }),
    );
}
