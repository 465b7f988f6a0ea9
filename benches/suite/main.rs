//! Pages and deeds of the product beside a bare page and a prerendered one, on both databases, with one visitor and with
//! many, and how their cost grows with the business: `cargo bench --bench suite`.
//!
//! `-- --only sqlite` or `--only postgres` stays with one database, `--scene calendar` with the scenes that are called so,
//! `--sizes 1,100` with these sizes, and `--save FILE` writes the run down. A saved run stands beside this file, and every
//! ratio says how it has changed since.
//!
//! CPU time per request moves far less than speed with whatever else the machine does, and is told in bare pages of the
//! same run. The cheapest of several rounds counts: others can only make a page dearer. Requests a second share the cores
//! with the visitors who ask.

// Its own bench has sizes of its own.
#[allow(dead_code)]
#[path = "../calendar/busy.rs"]
mod busy;
mod business;
mod counting;
mod deeds;
// Other benches stand on the rest.
#[allow(dead_code)]
#[path = "../stand/growth.rs"]
mod growth;
mod ground;
mod row;
mod saved;
mod scenes;
mod stage;
#[allow(dead_code)]
#[path = "../stand/mod.rs"]
mod stand;
mod starting;
#[path = "../../tests/support/statements.rs"]
#[allow(clippy::unwrap_used, dead_code)]
mod statements;
mod tables;
mod targets;

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use clap::Parser;
use diesel::Connection;
use diesel::connection::SimpleConnection;

use crate::business::SIZES;
use crate::ground::{Ground, Measured};
use crate::saved::Saved;
use crate::scenes::{SCENES, Scene};
use crate::stand::{postgres, postmaster, run, surroundings};
use crate::starting::Start;

/// What is measured.
#[derive(Parser)]
struct Wanted {
    /// One database: sqlite or postgres
    #[arg(long, value_parser = ["sqlite", "postgres"])]
    only: Option<String>,
    /// Scenes whose name holds this word, at the smallest size unless others are named
    #[arg(long)]
    scene: Option<String>,
    /// Times what a salon has that opened some months ago
    #[arg(long, value_delimiter = ',')]
    sizes: Vec<i64>,
    /// Where to write the run down
    #[arg(long)]
    save: Option<PathBuf>,
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> Result<()> {
    run(|| async { Wanted::parse().measure().await })
}

impl Wanted {
    async fn measure(&self) -> Result<()> {
        let word = self.scene.clone().unwrap_or_default();
        let scenes: Vec<Scene> = SCENES.iter().filter(|scene| scene.what.contains(&word)).copied().collect();
        ensure!(!scenes.is_empty(), "No scene is called {word}");
        let saved = Saved::read()?;
        println!("{}", surroundings());
        statements::count();
        let (mut rows, mut starts) = (Vec::new(), Vec::new());
        for name in ["SQLite", "PostgreSQL"] {
            if self.only.as_ref().is_some_and(|only| !name.to_lowercase().starts_with(only)) {
                continue;
            }
            let Some(measured) = self.on(name, &scenes).await? else { continue };
            if let Some(first) = measured.first() {
                tables::scenes(name, first, &saved);
            }
            tables::growth(name, &measured, &saved);
            tables::memory(name, &measured);
            rows.extend(measured.into_iter().flat_map(|measured| measured.rows));
            if self.scene.is_none() {
                starts.extend(start(name)?);
            }
        }
        starting::say(&starts);
        targets::say(&rows, &starts);
        saved.say_what_grew(&rows);
        println!("{NOTES}");
        self.save.as_ref().map_or(Ok(()), |file| saved::save(&rows, file))
    }

    fn sizes(&self) -> Vec<i64> {
        match (self.sizes.is_empty(), &self.scene) {
            (false, _) => self.sizes.clone(),
            (true, None) => SIZES.to_vec(),
            (true, Some(_)) => vec![SIZES[0]],
        }
    }

    /// Every size on one database. Deeds are done at the first and the last.
    async fn on(&self, name: &'static str, scenes: &[Scene]) -> Result<Option<Vec<Measured>>> {
        let (sizes, folder) = (self.sizes(), tempfile::tempdir()?);
        let mut all = Vec::new();
        for (place, &size) in sizes.iter().enumerate() {
            let Some(url) = database(name, &folder.path().join(format!("{size}.sqlite")))? else { return Ok(None) };
            let database = (name != "SQLite").then(|| postmaster(&url)).transpose()?;
            let is_between = place > 0 && place + 1 < sizes.len();
            let played: Vec<Scene> = scenes.iter().filter(|scene| scene.is_page() || !is_between).copied().collect();
            all.push(Ground { name, url, database, size, in_full: place == 0 }.measure(&played).await?);
        }
        Ok(Some(all))
    }
}

/// A database for a business, unless there is none of this kind.
fn database(name: &str, file: &Path) -> Result<Option<String>> {
    match name {
        "SQLite" => Ok(Some(format!("sqlite:{}", file.display()))),
        _ => Ok(postgres::fresh_database()),
    }
}

/// How soon the command starts on a database in which there is nothing yet.
fn start(name: &'static str) -> Result<Option<Start>> {
    let folder = tempfile::tempdir()?;
    starting::measure(name, |number| {
        let Some(url) = database(name, &folder.path().join(format!("{number}.sqlite")))? else { return Ok(None) };
        if name != "SQLite" {
            let mut db = diesel::PgConnection::establish(&url)?;
            db.batch_execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")?;
        }
        Ok(Some(url))
    })
}

const NOTES: &str = "
¹ Passwords are hashed at cost 4, not 12: what is left is what the product adds. No deed waits for its hourly limit: tries are
  counted and forgotten. SQLite writes through to the disk; the PostgreSQL of a bench does not wait for it (fsync is off).
  CPU is of server and database together, at 16 connections. SQL: statements per request. Ready: prerendered, as many bytes.";
