//! Pages measured in a house of one size and in one of another, in bare pages of the same run, and how they grow.
//!
//! The cheapest of several rounds counts, in CPU time per request. Statements are counted in this process, on a house of
//! its own that stands on the same data.

use std::path::Path;

use actix_web::rt;
use anyhow::{Result, ensure};
use parlour::app;

use crate::stand::cpu::{Family, Meter};
use crate::stand::house::{self, LOGIN, PASSWORD, Salon};
use crate::stand::load::{CONNECTIONS, Page};
use crate::stand::report::{cheapest, table};
use crate::stand::served::Served;
use crate::stand::wire::{Wire, get, sign_in};
use crate::stand::{postgres, postmaster, surroundings};
use crate::statements;

const ROUNDS: usize = 3;

/// What each page is called, and its address.
pub type Pages = &'static [(&'static str, &'static str)];

/// A house that has grown to a size.
pub trait Grown: Sized {
    type Scale: Copy;

    fn grow(salon: &Salon, scale: Self::Scale) -> Result<Self>;

    /// How large it is, in words.
    fn size(&self) -> String;

    /// An address, with what stands in braces filled in.
    fn path(&self, path: &str, salon: &Salon) -> String;
}

/// Measures every page at a small and a large size, on SQLite and on PostgreSQL where its server is installed.
pub async fn compare<G: Grown>(pages: Pages, scales: [G::Scale; 2]) -> Result<()> {
    println!("{}, {CONNECTIONS} keep-alive connections, accept-encoding: identity", surroundings());
    statements::count();
    let mut growth = Vec::new();
    for scale in scales {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("parlour.sqlite");
        growth.push(on::<G>("SQLite", pages, scale, &format!("sqlite:{}", file.display()), None).await?);
    }
    say_growth("SQLite", pages, &growth);
    let mut growth = Vec::new();
    for scale in scales {
        let Some(url) = postgres::fresh_database() else { return Ok(()) };
        growth.push(on::<G>("PostgreSQL", pages, scale, &url, Some(postmaster(&url)?)).await?);
    }
    say_growth("PostgreSQL", pages, &growth);
    Ok(())
}

/// Measures every page at one size, and tells the cost of each in bare pages.
async fn on<G: Grown>(
    name: &str,
    pages: Pages,
    scale: G::Scale,
    url: &str,
    database: Option<Family>,
) -> Result<Vec<f64>> {
    let data = tempfile::tempdir()?;
    let salon = Salon::open(data.path(), url)?;
    let grown = G::grow(&salon, scale)?;
    let bare = Served::start(&["bare"])?;
    let served = Served::start(&["house", &data.path().to_string_lossy(), url])?;
    let counts = counted(pages, data.path(), url, &salon, &grown).await?;
    let page = |what: &str, server: &Served, request| Page {
        what: what.to_owned(),
        address: server.address.clone(),
        request,
        meter: Meter { server: server.family(), database: database.filter(|_| server.address == served.address) },
        most: None,
    };
    let mut asked = vec![page("bare actix page", &bare, get("/", ""))];
    let cookies = sign_in(&served.address, LOGIN, PASSWORD).await?;
    for (what, path) in pages {
        asked.push(page(what, &served, get(&grown.path(path, &salon), &cookies)));
    }
    let measured = cheapest(&asked, ROUNDS).await?;
    table(&format!("{name}, {}", grown.size()), &asked, &measured, &counts);
    let bare = measured.first().map_or(1.0, |bare| bare.spent.whole().as_secs_f64());
    Ok(measured.iter().skip(1).map(|page| page.spent.whole().as_secs_f64() / bare).collect())
}

/// How many statements each page asks of the database.
async fn counted<G: Grown>(pages: Pages, data: &Path, url: &str, salon: &Salon, grown: &G) -> Result<Vec<usize>> {
    let listener = app::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?.to_string();
    rt::spawn(app::serve(house::open(data, url, &address, None)?, listener)?);
    let cookies = sign_in(&address, LOGIN, PASSWORD).await?;
    let mut wire = Wire::to(&address).await?;
    let mut counts = vec![0];
    for (what, path) in pages {
        let request = get(&grown.path(path, salon), &cookies);
        let status = wire.ask(&request).await?.status.to_owned();
        ensure!(["200", "204"].contains(&status.as_str()), "{what} was answered with {status}");
        let before = statements::asked(url.trim_start_matches("sqlite:"));
        wire.ask(&request).await?;
        counts.push(statements::asked(url.trim_start_matches("sqlite:")) - before);
    }
    Ok(counts)
}

fn say_growth(name: &str, pages: Pages, sizes: &[Vec<f64>]) {
    let [small, large] = sizes else { return };
    println!("\n{name}, times the cost at the smaller size");
    for ((what, _), (small, large)) in pages.iter().zip(small.iter().zip(large)) {
        println!("{what:<44} {:>6.2}", large / small);
    }
}
