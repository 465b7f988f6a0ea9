//! The parts that the team list is made of, each done alone, in a team of a hundred and of ten thousand:
//! `cargo bench --bench team_list`. What the whole page costs is in the suite.
//!
//! CPU time moves far less than speed with whatever else the machine does. PostgreSQL is asked over a socket.

mod parts;
// Another bench stands on the rest.
#[allow(dead_code)]
#[path = "../stand/mod.rs"]
mod stand;

use anyhow::Result;

use crate::parts::Part;
use crate::stand::cpu::Family;
use crate::stand::house::Salon;
use crate::stand::report::micros;
use crate::stand::{postgres, postmaster, run, surroundings};

/// How many people work in the salon: in a large one, and in one that nobody has.
const SIZES: [i64; 2] = [100, 10_000];

fn main() -> Result<()> {
    run(measure)
}

async fn measure() -> Result<()> {
    println!("{}", surroundings());
    let folder = tempfile::tempdir()?;
    on("SQLite", &format!("sqlite:{}", folder.path().join("parlour.sqlite").display()), None).await?;
    match postgres::fresh_database() {
        Some(url) => on("PostgreSQL", &url, Some(postmaster(&url)?)).await,
        None => Ok(()),
    }
}

async fn on(name: &str, url: &str, database: Option<Family>) -> Result<()> {
    let data = tempfile::tempdir()?;
    let salon = Salon::open(data.path(), url)?;
    for size in SIZES {
        salon.grow(size)?;
        println!("\n{:<42} {:>10} {:>12}", format!("{name}, {size} members"), "server µs", "database µs");
        for Part { what, spent } in parts::measure(&salon, database).await? {
            println!("{what:<42} {:>10.1} {:>12.1}", micros(spent.server), micros(spent.database));
        }
    }
    Ok(())
}
