//! What operators are given is understood by the programs it is for.

use std::process::Command;

use crate::balancer::{self, Balancer};
use crate::skipping::say_skipped;

/// The worst exposure that `systemd-analyze` may find, out of a hundred.
const EXPOSURE: &str = "--threshold=15";

#[test]
fn haproxy_understands_its_configuration() {
    if balancer::program().is_none() {
        return;
    }

    let (is_fine, said) = Balancer::new().checked("127.0.0.1:1", "127.0.0.1:2");

    assert!(is_fine && !said.contains("WARNING"), "{said}");
}

#[test]
fn systemd_understands_the_unit_and_finds_it_well_shut() {
    let unit = std::fs::read_to_string("deploy/parlour.service").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("parlour.service");
    std::fs::write(&file, unit.replace("/usr/local/bin/parlour", env!("CARGO_BIN_EXE_parlour"))).unwrap();

    for check in [vec!["verify", "--man=no"], vec!["security", "--offline=true", EXPOSURE]] {
        match Command::new("systemd-analyze").args(&check).arg(&file).output() {
            Ok(found) => {
                let said = [found.stdout, found.stderr].concat();
                assert!(found.status.success(), "{check:?}: {}", String::from_utf8_lossy(&said));
            }
            Err(_) => say_skipped("the unit: systemd-analyze is not installed"),
        }
    }
}

#[test]
fn the_unit_gives_an_instance_longer_to_stop_than_it_takes() {
    let number = |file: &str, name: &str| -> u64 {
        let text = std::fs::read_to_string(file).unwrap();
        let line = text.lines().find_map(|line| line.trim_start_matches('#').strip_prefix(name).map(str::to_owned));
        line.unwrap_or_else(|| panic!("{file} does not say {name}")).parse().unwrap()
    };

    let given = number("deploy/parlour.service", "TimeoutStopSec=");
    let drain = number("deploy/parlour.env", "PARLOUR_DRAIN=");

    assert!(given > drain + parlour::stopping::LONGEST.as_secs(), "{given} seconds for a drain of {drain}");
}
