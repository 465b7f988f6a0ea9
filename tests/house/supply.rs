//! What Parlour is made of: known sources, one way to speak TLS, no unsafe code, and a database that can be trusted.

use std::process::Command;

use parlour::db::{Db, is_sound};

use crate::keeps;
use crate::sources::read;

/// What a list of deny.toml names.
fn named<'a>(deny: &'a str, list: &str) -> Vec<&'a str> {
    let start = deny.find(&format!("\n{list} = [")).expect("a list");
    let inside = deny[start..].split_once('[').and_then(|(_, rest)| rest.split_once(']')).expect("a list").0;
    inside.split('"').skip(1).step_by(2).collect()
}

#[test]
fn si1_every_crate_comes_from_the_registry_and_none_is_banned() {
    let (lock, deny) = (read("Cargo.lock"), read("deny.toml"));
    let banned = named(&deny, "deny");
    assert!(banned.contains(&"openssl-sys") && banned.contains(&"native-tls"), "{banned:?}");
    let registry = format!("registry+{}", named(&deny, "allow-registry")[0]);
    assert!(named(&deny, "allow-git").is_empty());

    let of = |line: &str, key: &str| line.strip_prefix(key).map(|value| value.trim_matches('"').to_owned());
    let strange = lock.lines().filter_map(|line| of(line, "source = ")).filter(|source| *source != registry);
    let unwanted = lock.lines().filter_map(|line| of(line, "name = ")).filter(|name| banned.contains(&name.as_str()));

    keeps("crates come from crates.io, and none that deny.toml bans", strange.chain(unwanted));
}

#[test]
fn si1_the_lock_file_is_kept_and_nothing_is_unsafe() {
    let kept = Command::new("git").args(["ls-files", "Cargo.lock", "fuzz/Cargo.lock"]).output();
    if let Some(kept) = kept.ok().filter(|kept| kept.status.success()) {
        assert_eq!(String::from_utf8_lossy(&kept.stdout), "Cargo.lock\nfuzz/Cargo.lock\n");
    }

    assert!(read("Cargo.toml").contains("unsafe_code = \"forbid\""));
    let check = read(".ci/run");
    assert!(check.contains("cargo deny --locked check licenses bans sources"));
    let loose = check.lines().filter(|line| {
        let builds = ["cargo clippy", "cargo test", "cargo install"].iter().any(|command| line.contains(command));
        builds && !line.contains("--locked")
    });
    keeps("the check builds what the lock file names", loose.map(str::to_owned));
}

#[test]
fn si2_the_sqlite_inside_is_new_enough_to_trust() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = Db::open(&format!("sqlite:{}", folder.path().join("house.sqlite").display())).expect("a database");

    let version = db.read_now(|db| Ok(db.version()?)).expect("a version");

    assert!(is_sound(&version), "SQLite {version}");
}
