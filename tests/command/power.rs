//! A house whose power fails, on a disk that keeps only what was flushed (security.md R9, R10).

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::process::Command;

use crate::chaos::{a_moment_under, invited};
use crate::founding::{ANNA, PASSWORD};
use crate::inviting::{invite, people, role_of};
use crate::program::Place;
use crate::smtp::MailServer;
use crate::starts::{found, opens};
use crate::visitor::Visitor;

const CUTS: usize = 25;

/// How long the power lasts at most, in milliseconds.
const MOMENT: u64 = 400;

/// The disk of a house.
struct Disk {
    folder: PathBuf,
    /// What is flushed of it: `names`, and each file by its inode.
    kept: PathBuf,
}

impl Disk {
    /// A place whose house keeps its data on such a disk.
    fn under(place: Place) -> (Place, Disk) {
        let root = place.path(".").canonicalize().unwrap();
        let disk = Disk { folder: root.join("data"), kept: root.join("kept") };
        for folder in [&disk.folder, &disk.kept] {
            fs::create_dir(folder).unwrap();
        }
        let library = root.join("disk.so");
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/command/power/disk.c");
        let made =
            Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(source).status().unwrap();
        assert!(made.success());
        let place = place
            .with("LD_PRELOAD", library.to_str().unwrap())
            .with("DISK_FOLDER", disk.folder.to_str().unwrap())
            .with("DISK_KEPT", disk.kept.to_str().unwrap());
        (place, disk)
    }

    /// Leaves of the folder what was flushed.
    fn loses_power(&self) {
        let names = fs::read_to_string(self.kept.join("names")).unwrap_or_default();
        let files: Vec<(&str, Vec<u8>)> = names
            .lines()
            .filter_map(|line| line.split_once(' '))
            .map(|(inode, name)| (name, fs::read(self.kept.join(inode)).unwrap_or_default()))
            .collect();
        for folder in [&self.folder, &self.kept] {
            fs::remove_dir_all(folder).unwrap();
            fs::create_dir(folder).unwrap();
        }
        let mut kept = String::new();
        for (name, bytes) in files {
            let file = self.folder.join(name);
            fs::write(&file, &bytes).unwrap();
            let inode = fs::metadata(&file).unwrap().ino();
            fs::write(self.kept.join(inode.to_string()), bytes).unwrap();
            kept += &format!("{inode} {name}\n");
        }
        fs::write(self.kept.join("names"), kept).unwrap();
    }
}

#[actix_web::test]
async fn r9_r10_when_the_power_fails_nothing_is_missed_that_was_promised() {
    let mail = MailServer::open();
    let (place, disk) = Disk::under(Place::new().with("PARLOUR_SMTP_URL", &mail.url));
    let mut house = place.open();
    let anna = found(&place).await;
    let role = role_of(&anna).await;
    let mut promised = BTreeSet::new();
    for round in 0..CUTS {
        let inviting = actix_web::rt::spawn(invite_on(anna.clone(), role.clone(), round));
        a_moment_under(MOMENT).await;
        house.kill();
        promised.extend(inviting.await.unwrap());
        disk.loses_power();
        house = place.open();
        opens(&place).await;
    }
    drop(house);

    let examined = place.run(&["doctor"]);
    assert!(examined.status.success(), "{examined:?}");
    let verified = place.run(&["verify"]);
    assert!(verified.status.success(), "{verified:?}");
    let invited = invited(&place);
    let lost: Vec<_> = promised.difference(&invited).collect();
    assert!(lost.is_empty(), "promised and lost: {lost:?}");
    assert!(promised.len() >= CUTS, "{} were promised", promised.len());
}

/// Sends one form after the other until nobody answers. Returns who was promised an invitation.
async fn invite_on(anna: Visitor, role: String, round: usize) -> Vec<String> {
    let mut promised = Vec::new();
    for form in 0.. {
        let people = people(round * 100 + form);
        if !invite(anna.clone(), role.clone(), people.clone()).await {
            break;
        }
        promised.extend(people);
    }
    promised
}

#[actix_web::test]
async fn r9_the_key_that_a_first_start_makes_outlasts_the_power() {
    let (place, disk) = Disk::under(Place::new());
    let mut house = place.open();
    let anna = found(&place).await;

    house.kill();
    disk.loses_power();
    let _house = place.open();
    opens(&place).await;

    anna.get("/locations/1").await.is(200);
    let again = Visitor::new(place.url(), Vec::new());
    again.post("/sign-in", &[("login", ANNA), ("password", PASSWORD)]).await.is(303);
}

#[actix_web::test]
async fn r15_a_backup_that_was_told_of_outlasts_the_power() {
    let (place, disk) = Disk::under(Place::new());
    let mut house = place.open();
    found(&place).await;

    let made = place.run(&["backup", "data/copy.sqlite"]);
    house.kill();
    disk.loses_power();

    assert!(made.status.success(), "{made:?}");
    let copy = place.path("data/copy.sqlite").display().to_string();
    let restored = place.run(&["restore", &copy, "--data", "elsewhere"]);
    assert!(restored.status.success() && restored.out.contains("1 location"), "{restored:?}");
}
