//! What checking rights costs on every page, and the pages about everybody's rights: `cargo bench --bench rights`.
//!
//! Every page is held against a bare page of the same run, in CPU time per request: it moves far less than speed with
//! whatever else the machine does, and the cheapest of several rounds counts. Statements are counted in this process, on a
//! house of its own that stands on the same data.

#[path = "../../tests/support/statements.rs"]
#[allow(clippy::unwrap_used, dead_code)]
mod statements;
// Other benches stand on the rest.
#[allow(dead_code)]
#[path = "../stand/mod.rs"]
mod stand;

use std::path::Path;
use std::time::{Duration, Instant};

use actix_web::rt;
use anyhow::{Result, ensure};
use parlour::access::Inside;
use parlour::app;
use parlour::db::Conn;

use crate::stand::cpu::{Family, Meter, Spent};
use crate::stand::house::{self, LOGIN, PASSWORD, Salon};
use crate::stand::load::{CONNECTIONS, Page};
use crate::stand::report::{cheapest, micros, table};
use crate::stand::served::Served;
use crate::stand::wire::{Wire, get, sign_in};
use crate::stand::{postgres, postmaster, run, surroundings};

const ROUNDS: usize = 5;

/// One in five of a team may sign in: 200 users, and the owner.
const TEAM: i64 = 1_000;

/// The pages: what they are called, their address below the location, and how much they may cost in bare pages.
const PAGES: [(&str, &str, Option<u32>); 8] = [
    ("Users tab, 50 of 201 users", "/users", Some(150)),
    ("Users tab, who differs", "/users?only=differing", Some(130)),
    ("rights form of one of 201 users", "/users/{access}", Some(130)),
    ("what one of them can do, and why", "/rights/{user}", Some(60)),
    ("who may do what, 100 of 201 users", "/users/matrix", Some(200)),
    ("who may do what, one right", "/users/matrix?right=users.edit", Some(90)),
    ("who may do what, the file, 201 users", "/users/matrix.csv", Some(130)),
    ("subscription and seats, 201 users", "/settings/subscription", Some(140)),
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
    salon.grow(TEAM)?;
    let bare = Served::start(&["bare"])?;
    let served = Served::start(&["house", &data.path().to_string_lossy(), url])?;
    let cookies = sign_in(&served.address, LOGIN, PASSWORD).await?;
    let counts = counted(data.path(), url, &salon).await?;
    let page = |what: &str, server: &Served, request, most| Page {
        what: what.to_owned(),
        address: server.address.clone(),
        request,
        meter: Meter { server: server.family(), database: database.filter(|_| server.address == served.address) },
        most,
    };
    let mut pages = vec![page("bare actix page", &bare, get("/", ""), None)];
    for (what, path, most) in PAGES {
        pages.push(page(what, &served, get(&place(&salon, path)?, &cookies), most));
    }
    let measured = cheapest(&pages, ROUNDS).await?;
    table(name, &pages, &measured, &counts);
    let by = salon.inside()?;
    let checking = part(&salon, database, |db| Inside::enter(by.user(), "bench".into(), salon.location, db).map(drop));
    let spent = checking.await?;
    println!(
        "of which the rights of whoever asks, read anew for every page: 1 statement, {:.1} µs here and {:.1} µs there",
        micros(spent.server),
        micros(spent.database)
    );
    Ok(())
}

/// Where a page is, for the user who came last.
fn place(salon: &Salon, path: &str) -> Result<String> {
    let (access, user) = salon.newest_access()?;
    let path = path.replace("{access}", &access.to_string()).replace("{user}", &user.to_string());
    Ok(format!("/locations/{}{path}", salon.location))
}

/// How many statements each page asks of the database.
async fn counted(data: &Path, url: &str, salon: &Salon) -> Result<Vec<usize>> {
    let listener = app::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?.to_string();
    rt::spawn(app::serve(house::open(data, url, &address, None)?, listener)?);
    let cookies = sign_in(&address, LOGIN, PASSWORD).await?;
    let mut wire = Wire::to(&address).await?;
    let mut counts = vec![0];
    for (_, path, _) in PAGES {
        let request = get(&place(salon, path)?, &cookies);
        ensure!(wire.ask(&request).await?.status == "200", "{path} was refused");
        let before = statements::asked(url.trim_start_matches("sqlite:"));
        wire.ask(&request).await?;
        counts.push(statements::asked(url.trim_start_matches("sqlite:")) - before);
    }
    Ok(counts)
}

/// What one look at the data costs, done many times over in this process.
async fn part(
    salon: &Salon,
    database: Option<Family>,
    look: impl Fn(&mut Conn) -> parlour::error::Result<()>,
) -> Result<Spent> {
    let meter = Meter { server: Family(std::process::id()), database };
    let looking = async {
        salon.db.read_now(|db| {
            let (start, mut times) = (Instant::now(), 0);
            while start.elapsed() < Duration::from_secs(1) {
                look(db)?;
                times += 1;
            }
            Ok(times)
        })
    };
    let (times, spent) = meter.around(looking).await;
    Ok(spent.each(times?))
}
