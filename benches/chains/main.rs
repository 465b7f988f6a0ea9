//! What a chain of 200 locations and 500 people costs: the table of access, and whoever is in 200 locations:
//! `cargo bench --bench chains`.
//!
//! Every page is held against a bare page of the same run, in CPU time per request, and the cheapest of several rounds
//! counts. Statements are counted in this process, on a house of its own that stands on the same data.

#[path = "../../tests/support/statements.rs"]
#[allow(clippy::unwrap_used, dead_code)]
mod statements;
// Other benches stand on the rest.
#[allow(dead_code)]
#[path = "../stand/mod.rs"]
mod stand;
mod verbena;

use std::path::Path;

use actix_web::rt;
use anyhow::{Context, Result, ensure};
use parlour::app;

use crate::stand::cpu::{Family, Meter};
use crate::stand::house::{self, LOGIN, PASSWORD, Salon};
use crate::stand::load::{CONNECTIONS, Page};
use crate::stand::report::{cheapest, micros, table};
use crate::stand::served::Served;
use crate::stand::wire::{Wire, get, mark_in, post, sign_in};
use crate::stand::{postgres, postmaster, run, surroundings};
use crate::verbena::{MANAGER, OF_ONE, Verbena};

const ROUNDS: usize = 3;
/// How often something is done that is done one after the other.
const SINGLY: usize = 40;
const DRY_RUN: &str = "{chain}/matrix/plan";

/// What each page is called, who looks at it, its address, and how much it may cost in bare pages.
const PAGES: [(&str, &str, &str, Option<u32>); 15] = [
    ("table, 50 of 500 people × 12 of 200", MANAGER, "{chain}/matrix", Some(300)),
    ("table, further down and across", MANAGER, "{chain}/matrix?page=7&across=11", Some(300)),
    ("table, found by name", MANAGER, "{chain}/matrix?search=person+44", Some(300)),
    ("table, one role", MANAGER, "{chain}/matrix?role=Receptionist", Some(400)),
    ("table, one location", MANAGER, "{chain}/matrix?location={first}", Some(200)),
    ("table, who differs", MANAGER, "{chain}/matrix?only=differing", Some(300)),
    ("table, the odd ones out", MANAGER, "{chain}/matrix?only=odd", Some(500)),
    ("table, as its owner of 200 locations", LOGIN, "{chain}/matrix", Some(400)),
    ("table with 600 lists to choose from", LOGIN, "{chain}/matrix/edit", Some(900)),
    ("location, who is in 1", OF_ONE, "/locations/{first}", None),
    ("location, who is in 200", LOGIN, "/locations/{first}", None),
    ("Users tab, who is in 1", OF_ONE, "/locations/{first}/users", None),
    ("Users tab, who is in 200", LOGIN, "/locations/{first}/users", None),
    ("Your locations, who is in 1", OF_ONE, "/locations", None),
    ("Your locations, who is in 200", LOGIN, "/locations", None),
];

fn main() -> Result<()> {
    run(measure)
}

async fn measure() -> Result<()> {
    println!("{}, {CONNECTIONS} keep-alive connections, accept-encoding: identity", surroundings());
    statements::count();
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("parlour.sqlite");
    on("SQLite", &format!("sqlite:{}", file.display()), None).await?;
    match postgres::fresh_database() {
        Some(url) => on("PostgreSQL", &url, Some(postmaster(&url)?)).await,
        None => Ok(()),
    }
}

async fn on(name: &str, url: &str, database: Option<Family>) -> Result<()> {
    let data = tempfile::tempdir()?;
    let salon = Salon::open(data.path(), url)?;
    let verbena = Verbena::grow(&salon)?;
    let bare = Served::start(&["bare"])?;
    let served = Served::start(&["house", &data.path().to_string_lossy(), url])?;
    let counts = counted(data.path(), url, &salon, &verbena).await?;
    let page = |what: &str, server: &Served, request, most| Page {
        what: what.to_owned(),
        address: server.address.clone(),
        request,
        meter: Meter { server: server.family(), database: database.filter(|_| server.address == served.address) },
        most,
    };
    let mut pages = vec![page("bare actix page", &bare, get("/", ""), None)];
    let visitors = Visitors::at(&served.address).await?;
    for (what, who, path, most) in PAGES {
        pages.push(page(what, &served, visitors.request(who, path, &salon, &verbena), most));
    }
    let measured = cheapest(&pages, ROUNDS).await?;
    table(name, &pages, &measured, &counts);
    let meter = Meter { server: served.family(), database };
    let dry = visitors.request(LOGIN, DRY_RUN, &salon, &verbena);
    let (outcome, spent) = meter.around(ask_often(&served.address, &dry)).await;
    outcome?;
    let spent = spent.each(SINGLY);
    let asked = counts.last().copied().unwrap_or_default();
    println!(
        "a dry run of 50 roles: {asked} statements, {:.0} µs here and {:.0} µs there",
        micros(spent.server),
        micros(spent.database)
    );
    for (what, who) in [("who is in 1", OF_ONE), ("who is in 200", LOGIN)] {
        let (outcome, spent) = meter.around(sign_in_often(&served.address, who)).await;
        outcome?;
        println!("signing in, {what}: {:.0} µs", micros(spent.each(SINGLY).whole()));
    }
    Ok(())
}

async fn sign_in_often(address: &str, who: &str) -> Result<()> {
    for _ in 0..SINGLY {
        sign_in(address, who, PASSWORD).await?;
    }
    Ok(())
}

async fn ask_often(address: &str, request: &str) -> Result<()> {
    let mut wire = Wire::to(address).await?;
    for _ in 0..SINGLY {
        let status = wire.ask(request).await?.status.to_owned();
        ensure!(status == "200", "a dry run was answered with {status}");
    }
    Ok(())
}

/// Who looks, each with the cookies of their browser and the mark of its forms.
struct Visitors(Vec<(&'static str, String, String)>);

impl Visitors {
    async fn at(address: &str) -> Result<Self> {
        let mut visitors = Vec::new();
        for who in [MANAGER, LOGIN, OF_ONE] {
            let cookies = sign_in(address, who, PASSWORD).await?;
            let mut wire = Wire::to(address).await?;
            let page = wire.ask(&get("/locations", &cookies)).await?;
            let mark = mark_in(std::str::from_utf8(page.body)?).context("a page without a mark")?.to_owned();
            visitors.push((who, cookies, mark));
        }
        Ok(Visitors(visitors))
    }

    fn request(&self, who: &str, path: &str, salon: &Salon, verbena: &Verbena) -> String {
        let (_, cookies, mark) = self.0.iter().find(|(name, ..)| *name == who).unwrap_or(&self.0[0]);
        let path = path.replace("{chain}", &format!("/chains/{}", verbena.chain));
        let path = path.replace("{first}", &salon.location.to_string());
        if !path.ends_with("/matrix/plan") {
            return get(&path, cookies);
        }
        let at = salon.location;
        let wishes = (0..50).map(|number| format!("{}-{at}-{}", verbena.people + number, verbena.role));
        let wishes: Vec<String> = wishes.collect();
        let cells = wishes.iter().map(|wish| ("cell", wish.as_str()));
        post(&path, cookies, &std::iter::once(("mark", mark.as_str())).chain(cells).collect::<Vec<_>>())
    }
}

/// How many statements each page asks of the database.
async fn counted(data: &Path, url: &str, salon: &Salon, verbena: &Verbena) -> Result<Vec<usize>> {
    let listener = app::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?.to_string();
    rt::spawn(app::serve(house::open(data, url, &address, None)?, listener)?);
    let visitors = Visitors::at(&address).await?;
    let mut wire = Wire::to(&address).await?;
    let mut counts = vec![0];
    let pages = PAGES.iter().map(|(_, who, path, _)| (*who, *path));
    for (who, path) in pages.chain([(LOGIN, DRY_RUN)]) {
        let request = visitors.request(who, path, salon, verbena);
        let status = wire.ask(&request).await?.status.to_owned();
        ensure!(status == "200", "{path} was answered with {status}");
        let before = statements::asked(url.trim_start_matches("sqlite:"));
        wire.ask(&request).await?;
        counts.push(statements::asked(url.trim_start_matches("sqlite:")) - before);
    }
    Ok(counts)
}
