//! What the team list costs, next to a bare page in the same run: `cargo bench --bench team_list`.
//!
//! CPU time per request moves far less than speed with whatever else the machine does, so the targets are about it.
//! Every page is measured in several rounds, and the cheapest counts: others can only make a page dearer. Requests per
//! second share the cores with the visitors who ask. Nothing is compressed; PostgreSQL is asked over a socket.

mod parts;
// Another bench stands on the rest.
#[allow(dead_code)]
#[path = "../stand/mod.rs"]
mod stand;
mod table;

use actix_web::rt::System;
use anyhow::Result;

use crate::stand::cpu::{Family, Meter};
use crate::stand::house::{LOGIN, PASSWORD, Salon};
use crate::stand::load::{Measured, Page};
use crate::stand::served::Served;
use crate::stand::wire::{self, get, sign_in};
use crate::stand::{plays_a_part, postgres, postmaster};

const ROUNDS: usize = 5;

/// How many people work in the salon: in a large one, and in one that nobody has.
const SIZES: [i64; 2] = [100, 10_000];

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if plays_a_part(&words)? {
        return Ok(());
    }
    if words.contains(&"--bench") {
        return System::new().block_on(measure());
    }
    postgres::say_skipped("the bench measures under `cargo bench` only");
    Ok(())
}

async fn measure() -> Result<()> {
    println!("{}", table::surroundings());
    let folder = tempfile::tempdir()?;
    let sqlite = folder.path().join("parlour.sqlite");
    let sqlite = Ground { name: "SQLite", url: format!("sqlite:{}", sqlite.display()), database: None, most: 70 };
    sqlite.measure().await?;
    match postgres::fresh_database() {
        Some(url) => {
            let database = Some(postmaster(&url)?);
            Ground { name: "PostgreSQL", url, database, most: 80 }.measure().await
        }
        None => {
            postgres::say_skipped("PostgreSQL, because its server is not installed");
            Ok(())
        }
    }
}

/// A database to stand on.
struct Ground {
    name: &'static str,
    url: String,
    /// The processes of the database, when it has any of its own.
    database: Option<Family>,
    /// The target for a list of 100 rows, in bare pages.
    most: u32,
}

impl Ground {
    async fn measure(&self) -> Result<()> {
        let data = tempfile::tempdir()?;
        let salon = Salon::open(data.path(), &self.url)?;
        let bare = Served::start(&["bare"])?;
        let house = Served::start(&["house", &data.path().to_string_lossy(), &self.url])?;
        let cookies = sign_in(&house.address, LOGIN, PASSWORD).await?;
        for size in SIZES {
            salon.grow(size)?;
            let pages = self.pages(&salon, &bare, &house, &cookies).await?;
            let measured = cheapest(&pages).await?;
            table::pages(&format!("{}, {size} members", self.name), &pages, &measured);
            table::parts(&parts::measure(&salon, self.database).await?);
        }
        Ok(())
    }

    /// The pages to hold against each other; the first is the measure of all.
    async fn pages(&self, salon: &Salon, bare: &Served, house: &Served, cookies: &str) -> Result<Vec<Page>> {
        let page = |what: &str, served: &Served, request: String, most| Page {
            what: what.to_owned(),
            address: served.address.clone(),
            request,
            meter: Meter {
                server: served.family(),
                database: self.database.filter(|_| served.address == house.address),
            },
            most,
        };
        let home = format!("/locations/{}", salon.location);
        let longest = get(&format!("{home}/team?rows=100"), cookies);
        let bytes = wire::length_of(&house.address, &longest).await?;
        Ok(vec![
            page("bare actix page", bare, get("/", ""), None),
            page("as long as the list, from memory", bare, get(&format!("/ready/{bytes}"), ""), None),
            page("/healthz, signed out", house, get("/healthz", ""), None),
            page("/healthz, signed in", house, get("/healthz", cookies), None),
            page("home of the location", house, get(&home, cookies), Some(12)),
            page("team list, 25 rows", house, get(&format!("{home}/team"), cookies), Some(25)),
            page("team list, 100 rows", house, longest, Some(self.most)),
        ])
    }
}

/// Measures every page in every round, so that a noisy minute hits all of them, and keeps the best of each.
async fn cheapest(pages: &[Page]) -> Result<Vec<Measured>> {
    let mut best: Vec<Measured> = Vec::new();
    for round in 0..ROUNDS {
        for (place, page) in pages.iter().enumerate() {
            let now = page.measure().await?;
            if round == 0 {
                best.push(now);
            } else if now.spent.whole() < best[place].spent.whole() {
                best[place] = now;
            }
        }
    }
    Ok(best)
}
