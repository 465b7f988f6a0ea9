//! The house keeps its own rules: what its files promise each other, read from the files themselves.

#[path = "house/css.rs"]
mod css;
#[path = "house/floors.rs"]
mod floors;
#[path = "house/letters.rs"]
mod letters;
#[path = "house/security.rs"]
mod security;
#[path = "house/sources.rs"]
mod sources;
#[path = "house/supply.rs"]
mod supply;
#[path = "house/tables.rs"]
mod tables;
#[path = "house/templates.rs"]
mod templates;
#[path = "house/upgrades.rs"]
mod upgrades;

#[path = "support/postgres.rs"]
mod postgres;
#[path = "support/skipping.rs"]
mod skipping;

/// Fails with every place where a rule is broken.
#[track_caller]
fn keeps(rule: &str, broken: impl IntoIterator<Item = String>) {
    let broken: Vec<_> = broken.into_iter().collect();
    assert!(broken.is_empty(), "{rule}, but:\n  {}\n", broken.join("\n  "));
}
