//! What a day of the calendar costs, and finding a client, in a location that holds a million appointments, and how that
//! grows from one that holds a hundredth of it: `cargo bench --bench calendar`.
//!
//! Every page is held against a bare page of the same run, in CPU time per request, and the cheapest of several rounds
//! counts. Statements are counted in this process, on a house of its own that stands on the same data.

mod busy;
#[path = "../../tests/support/statements.rs"]
#[allow(clippy::unwrap_used, dead_code)]
mod statements;
// Other benches stand on the rest.
#[allow(dead_code)]
#[path = "../stand/mod.rs"]
mod stand;

use std::path::Path;

use actix_web::rt::{self, System};
use anyhow::{Result, ensure};
use parlour::app;

use crate::busy::{Busy, HUNDREDTH, MILLION, Scale};
use crate::stand::cpu::{Family, Meter};
use crate::stand::house::{self, LOGIN, PASSWORD, Salon};
use crate::stand::load::{CONNECTIONS, Page};
use crate::stand::report::{cheapest, table};
use crate::stand::served::Served;
use crate::stand::wire::{Wire, get, sign_in};
use crate::stand::{plays_a_part, postgres, postmaster, surroundings};

const ROUNDS: usize = 3;

/// What each page is called, and its address.
const PAGES: [(&str, &str); 10] = [
    ("day, 30 people, 300 appointments", "{here}/calendar?day={day}"),
    ("the same as a list", "{here}/calendar/list?day={day}"),
    ("has the day changed?", "{here}/calendar/revision?day={day}"),
    ("week of one person", "{here}/calendar/week?member={member}&day={day}"),
    ("an appointment", "{here}/appointments/{appointment}"),
    ("clients, first page", "{here}/clients"),
    ("clients found by a name", "{here}/clients?search=clara+nunes"),
    ("clients found by three letters", "{here}/clients?search=cla"),
    ("clients found by four digits", "{here}/clients?search=4711"),
    ("matches while typing", "{here}/clients/matches?q=cla"),
];

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
    println!("{}, {CONNECTIONS} keep-alive connections, accept-encoding: identity", surroundings());
    statements::count();
    let mut growth = Vec::new();
    for scale in [HUNDREDTH, MILLION] {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("parlour.sqlite");
        growth.push(on("SQLite", scale, &format!("sqlite:{}", file.display()), None).await?);
    }
    say_growth("SQLite", &growth);
    let mut growth = Vec::new();
    for scale in [HUNDREDTH, MILLION] {
        let Some(url) = postgres::fresh_database() else {
            postgres::say_skipped("PostgreSQL, because its server is not installed");
            return Ok(());
        };
        growth.push(on("PostgreSQL", scale, &url, Some(postmaster(&url)?)).await?);
    }
    say_growth("PostgreSQL", &growth);
    Ok(())
}

/// Measures every page at one size, and tells the cost of each in bare pages.
async fn on(name: &str, scale: Scale, url: &str, database: Option<Family>) -> Result<Vec<f64>> {
    let data = tempfile::tempdir()?;
    let salon = Salon::open(data.path(), url)?;
    let busy = Busy::grow(&salon, scale)?;
    let bare = Served::start(&["bare"])?;
    let served = Served::start(&["house", &data.path().to_string_lossy(), url])?;
    let counts = counted(data.path(), url, &salon, &busy).await?;
    let page = |what: &str, server: &Served, request| Page {
        what: what.to_owned(),
        address: server.address.clone(),
        request,
        meter: Meter { server: server.family(), database: database.filter(|_| server.address == served.address) },
        most: None,
    };
    let mut pages = vec![page("bare actix page", &bare, get("/", ""))];
    let cookies = sign_in(&served.address, LOGIN, PASSWORD).await?;
    for (what, path) in PAGES {
        pages.push(page(what, &served, get(&busy.path(path, &salon), &cookies)));
    }
    let measured = cheapest(&pages, ROUNDS).await?;
    table(&format!("{name}, {} appointments", busy.appointments), &pages, &measured, &counts);
    let bare = measured.first().map_or(1.0, |bare| bare.spent.whole().as_secs_f64());
    Ok(measured.iter().skip(1).map(|page| page.spent.whole().as_secs_f64() / bare).collect())
}

/// How many statements each page asks of the database.
async fn counted(data: &Path, url: &str, salon: &Salon, busy: &Busy) -> Result<Vec<usize>> {
    let listener = app::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?.to_string();
    rt::spawn(app::serve(house::open(data, url, &address, None)?, listener)?);
    let cookies = sign_in(&address, LOGIN, PASSWORD).await?;
    let mut wire = Wire::to(&address).await?;
    let mut counts = vec![0];
    for (what, path) in PAGES {
        let request = get(&busy.path(path, salon), &cookies);
        let status = wire.ask(&request).await?.status.to_owned();
        ensure!(["200", "204"].contains(&status.as_str()), "{what} was answered with {status}");
        let before = statements::asked(url.trim_start_matches("sqlite:"));
        wire.ask(&request).await?;
        counts.push(statements::asked(url.trim_start_matches("sqlite:")) - before);
    }
    Ok(counts)
}

fn say_growth(name: &str, sizes: &[Vec<f64>]) {
    let [small, large] = sizes else { return };
    println!("\n{name}, times the cost at a hundredth of the size");
    for ((what, _), (small, large)) in PAGES.iter().zip(small.iter().zip(large)) {
        println!("{what:<38} {:>6.2}", large / small);
    }
}
