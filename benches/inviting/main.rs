//! What inviting a whole list costs, and what others notice of a mail server that hangs: `cargo bench --bench inviting`.
//!
//! CPU time is told in bare pages of the same run, because it moves far less than the clock with whatever else the
//! machine does. Of several rounds the cheapest counts: others can only make a round dearer.

mod list;
// Another bench stands on the rest.
#[allow(dead_code)]
#[path = "../stand/mod.rs"]
mod stand;
mod tarpit;

use anyhow::Result;

use crate::list::Lister;
use crate::stand::cpu::{Family, Meter};
use crate::stand::house::{LOGIN, PASSWORD, Salon};
use crate::stand::load::{Measured, Page};
use crate::stand::served::Served;
use crate::stand::wire::{get, sign_in};
use crate::stand::{millis, postgres, postmaster, run, surroundings};

const ROUNDS: usize = 5;

fn main() -> Result<()> {
    run(measure)
}

async fn measure() -> Result<()> {
    println!("{}", surroundings());
    let folder = tempfile::tempdir()?;
    let file = format!("sqlite:{}", folder.path().join("parlour.sqlite").display());
    Ground { name: "SQLite", url: file, database: None }.measure().await?;
    match postgres::fresh_database() {
        Some(url) => {
            let database = Some(postmaster(&url)?);
            Ground { name: "PostgreSQL", url, database }.measure().await
        }
        None => Ok(()),
    }
}

/// A database to stand on.
struct Ground {
    name: &'static str,
    url: String,
    /// The processes of the database, when it has any of its own.
    database: Option<Family>,
}

impl Ground {
    async fn measure(&self) -> Result<()> {
        let data = tempfile::tempdir()?;
        let salon = Salon::open(data.path(), &self.url)?;
        salon.grow(100)?;
        let folder = data.path().to_string_lossy().into_owned();
        let bare = Served::start(&["bare"])?;
        let house = Served::start(&["house", &folder, &self.url])?;
        let cookies = sign_in(&house.address, LOGIN, PASSWORD).await?;
        let hello = self.best(&self.page("bare page", &bare, get("/", ""))).await?;
        println!("\n{}, one list of {} people", self.name, list::LENGTH);
        println!("{:<34} {:>9} {:>11} {:>13} {:>9}", "", "wall ms", "server ms", "database ms", "× bare");
        let lister = Lister { house: &house, salon: &salon, cookies: &cookies, meter: self.meter(&house) };
        for (what, path) in [("dry run", list::DRY_RUN), ("sent", "list/dispatch")] {
            let best = lister.best(path).await?;
            println!(
                "{what:<34} {:>9.1} {:>11.1} {:>13.1} {:>9.0}",
                millis(best.wall),
                millis(best.spent.server),
                millis(best.spent.database),
                best.spent.whole().as_secs_f64() / hello.spent.whole().as_secs_f64(),
            );
        }
        self.compare(&salon, &house, &folder, &cookies).await
    }

    /// The same pages while nothing else happens, and while every letter of a list waits for a mail server that hangs.
    async fn compare(&self, salon: &Salon, idle: &Served, folder: &str, cookies: &str) -> Result<()> {
        let mail = tarpit::open()?;
        let hanging = Served::start(&["house", folder, &self.url, &mail])?;
        let pages = ["", "/invitations", "/team"].map(|path| format!("/locations/{}{path}", salon.location));
        println!("\n{}, while the mail server hangs", self.name);
        println!("{:<34} {:>9} {:>11} {:>13} {:>9}", "", "p50 ms", "p99 ms", "p99 idle ms", "ratio");
        for path in pages {
            let request = get(&path, cookies);
            let calm = self.best(&self.page(&path, idle, request.clone())).await?;
            let busy = self.best(&self.page(&path, &hanging, request)).await?;
            let ratio = busy.slow.as_secs_f64() / calm.slow.as_secs_f64();
            let (median, slow, calm) = (millis(busy.median), millis(busy.slow), millis(calm.slow));
            println!("{path:<34} {median:>9.2} {slow:>11.2} {calm:>13.2} {ratio:>9.2}");
        }
        Ok(())
    }

    fn page(&self, what: &str, served: &Served, request: String) -> Page {
        let (what, address) = (what.to_owned(), served.address.clone());
        Page { what, address, request, meter: self.meter(served), most: None }
    }

    fn meter(&self, served: &Served) -> Meter {
        Meter { server: served.family(), database: self.database }
    }

    /// The round in which the slowest answers were fastest.
    async fn best(&self, page: &Page) -> Result<Measured> {
        let mut best = page.measure().await?;
        for _ in 1..ROUNDS {
            let now = page.measure().await?;
            if now.slow < best.slow {
                best = now;
            }
        }
        Ok(best)
    }
}
